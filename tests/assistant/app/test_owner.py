"""Each browser has its own name; a conversation is downloaded only by the browser it belongs to."""

import re
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import gradio as gr
import pytest

from assistant import conversations
from assistant.app.owner import owner_in, owner_of
from assistant.conversation_file import Conversation
from assistant.conversations import begin, settle
from assistant.turn import Turn, sources_of
from tests.assistant.app import sample
from tests.assistant.app.serving import Served

OWNER = "0123456789abcdef" * 2


def cookies(headers: Mapping[str, str]) -> str:
    return headers["set-cookie"]


def get(address: str, cookie: str | None = None) -> tuple[int, Mapping[str, str], str]:
    request = urllib.request.Request(address, headers={"cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers, response.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_the_page_gives_a_name_that_scripts_cannot_read(pages: Served) -> None:
    first, second = (get(pages.sample)[1]["set-cookie"] for _ in range(2))
    pattern = r"troly_owner=([0-9a-f]{32}); Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
    one, two = re.fullmatch(pattern, first), re.fullmatch(pattern, second)
    assert one is not None
    assert two is not None
    assert one[1] != two[1]


def test_a_name_stays_and_a_made_up_one_does_not(pages: Served) -> None:
    assert f"troly_owner={OWNER};" in get(pages.sample, f"a=b; troly_owner={OWNER}")[1]["set-cookie"]
    assert "../" not in get(pages.sample, "troly_owner=../../etc")[1]["set-cookie"]
    assert get(f"{pages.sample}config")[1]["set-cookie"] is None


@pytest.mark.parametrize("cookie", [b"", b"a=b", b"troly_owner=x", b"troly_owner", b"\xff=1; ;;="])
def test_a_request_without_a_name_has_no_owner(cookie: bytes) -> None:
    assert owner_in({"headers": [(b"cookie", cookie)]}) is None
    assert owner_in({"headers": []}) is None
    assert owner_of(gr.Request(cookies={"troly_owner": cookie.decode("latin-1")})) is None


def test_a_conversation_is_downloaded_by_its_own_browser_only(pages: Served) -> None:
    answer = sample.answer(sample.open_index(), "xã hội hoá?", history=(), k=10, kind=None, level=None, document=None)
    documents = {d.id: d for d in sample.open_index().documents}
    turn = Turn("Xã hội hoá?", answer=answer, asked="2026-11-24T08:00:00+07:00", sources=sources_of(answer, documents))
    folder = conversations.folder_of(pages.data / "sample", OWNER)
    kept = settle(folder, begin(folder, Conversation(), turn).id, 0, turn)
    address = f"{pages.sample}hoi-thoai/{kept.id}.md"
    status, headers, text = get(address, f"troly_owner={OWNER}")
    assert status == 200
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('Xã hội hoá.md')}"
    assert "connect-src 'self'" in headers["content-security-policy"]
    assert f"- [1] Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5: “{sample.QUOTE}”" in text
    request = urllib.request.Request(address.replace(".md", ".docx"), headers={"cookie": f"troly_owner={OWNER}"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["content-type"].endswith("wordprocessingml.document")
        assert response.read(2) == b"PK"
    for cookie in (None, f"troly_owner={'f' * 32}"):
        status, _, text = get(address, cookie)
        assert status == 404
        assert "hội thoại" in text
    assert get(f"{pages.sample}hoi-thoai/20200101-000000-00000000.md", f"troly_owner={OWNER}")[0] == 404


def test_other_addresses_are_left_to_the_page(pages: Served, tmp_path: Path) -> None:
    assert get(f"{pages.sample}hoi-thoai/..%2f..%2fx.md", f"troly_owner={OWNER}")[0] == 404
    assert get(f"{pages.sample}config")[0] == 200
