"""``troly mcp`` as another program sees it: the real server over standard input and output, and its client."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from assistant.cli import main
from index.search import Index
from prompts import say

ROOT = Path(__file__).resolve().parents[2]
_TROLY = "import sys; from assistant.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TROLY_DATA", str(folder))
        assert main(["index"]) == 0
    return folder


def talk(data: Path, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """Starts ``troly mcp`` and does ``work`` with its client."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["-c", _TROLY, "mcp"], env={"TROLY_DATA": str(data)}, cwd=ROOT
    )

    async def run() -> Any:
        async with Client(stdio_client(parameters)) as client:
            return await work(client)

    return asyncio.run(run())


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def structured(result: CallToolResult) -> dict[str, Any]:
    assert result.is_error is False
    assert result.structured_content is not None
    return result.structured_content


def test_another_program_asks_searches_and_reads(data: Path, index: Index) -> None:
    async def work(client: Client) -> list[Any]:
        return [
            client.instructions,
            await client.list_tools(),
            await client.call_tool("hoi", {"cau_hoi": "Ai ký Kết luận 62-KL/TW?"}),
            await client.call_tool("hoi", {"cau_hoi": "tóm tắt lại", "lich_su": ["Kết luận 62, mục 2.5 nói gì?"]}),
            await client.call_tool("hoi", {"cau_hoi": "Giá vàng hôm nay bao nhiêu?"}),
            await client.call_tool("tim", {"tu_khoa": "xã hội hóa đất đai", "so_doan": 2, "van_ban": "KL 62"}),
            await client.call_tool("van_ban", {"ten": "62-KL/TW"}),
            await client.call_tool("van_ban", {"ten": "62-KL/TW", "muc": "mục 2.5"}),
            await client.call_tool("van_ban", {"ten": "62-KL/TW", "muc": "toàn văn"}),
            await client.call_tool("van_ban", {"ten": "62-KL/TW", "muc": "9.9"}),
            await client.call_tool("van_ban", {"ten": "99-XX/YY"}),
        ]

    about, tools, signer, shorter, refused, found, contents, section, whole, no_section, no_document = talk(data, work)
    document = index.document("2023-10-02_ket-luan_62-kl-tw.txt")

    assert about == say("cong-cu", "about")
    assert [(tool.name, tool.title) for tool in tools.tools] == [
        ("hoi", "Hỏi kho văn bản"),
        ("tim", "Tìm đoạn văn bản"),
        ("van_ban", "Đọc văn bản"),
    ]
    assert all(tool.annotations.read_only_hint for tool in tools.tools)

    assert text(signer).startswith("Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký [1][2].\n\nNguồn trích dẫn:\n")
    for citation in structured(signer)["citations"] + structured(shorter)["citations"]:
        assert document.text[citation["start"] : citation["end"]] == citation["quote"]
    assert "hits" not in structured(signer)
    assert structured(shorter)["statements"][0] == {
        "text": "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá",
        "citations": [1],
    }
    assert (structured(refused)["abstained"], structured(refused)["citations"]) == (True, [])

    hits = structured(found)["hits"]
    assert {hit["document"] for hit in hits} == {document.id}
    assert text(found).startswith("[1] Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5:\n2.5. Nâng cao")

    assert "\n  2.5. Nâng cao hiệu quả thực hiện chủ trương xã hội hoá" in text(contents)
    assert [s["label"] for s in structured(contents)["section_tree"]] == ["1", "2", "3"]
    read = structured(section)
    assert read["text"] == document.text[read["start"] : read["end"]]
    assert read["source"] == "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5"
    assert text(section) == f"{read['source']}:\n\n{read['text']}"
    assert structured(whole)["text"] == document.text

    assert (no_section.is_error, text(no_section)) == (
        True, "Kết luận số 62-KL/TW không có mục “9.9”. Hãy gọi lại không ghi “muc” để xem mục lục.",
    )  # fmt: skip
    assert no_document.is_error
    assert text(no_document).startswith("Không có văn bản nào là “99-XX/YY” trong kho")


def test_without_an_index_the_tool_says_what_to_run(tmp_path: Path) -> None:
    async def work(client: Client) -> CallToolResult:
        result = await client.call_tool("hoi", {"cau_hoi": "Ai ký Kết luận 62?"})
        assert isinstance(result, CallToolResult)
        return result

    result = talk(tmp_path, work)
    assert result.is_error
    assert "troly index" in text(result)


def test_without_the_extra_one_line_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(\"No module named 'mcp'\", name='mcp')\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _TROLY, "mcp"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("troly: Chưa cài phần MCP. Hãy chạy: .venv/bin/pip install -c constraints.txt -e '.[mcp]'\n")
