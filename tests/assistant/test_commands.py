"""``troly ask``, ``search`` and ``corpus`` on folders of their own: what is printed, written and returned."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from corpus.library import load
from eval import players
from eval.scripted import MODEL, Script, serve
from tests.index.builders import write_corpus

SHIPPED = Path(__file__).resolve().parents[2] / "corpus" / "documents"

CITATION = {
    "marker": int, "document": str, "document_id": str, "title": str, "section": str, "quote": str, "start": int,
    "end": int, "page": type(None), "passage": str, "verbatim": bool,
}  # fmt: skip
HIT = {
    "passage_id": str, "document": str, "section": str, "score": float, "lexical": float, "dense": float, "text": str,
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TROLY_DOCUMENTS", str(SHIPPED))
        patch.setenv("TROLY_DATA", str(folder))
        assert main(["index"]) == 0
    return folder


@pytest.fixture
def shipped(shipped_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped documents, indexed."""
    monkeypatch.setenv("TROLY_DOCUMENTS", str(SHIPPED))
    monkeypatch.setenv("TROLY_DATA", str(shipped_data))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A documents folder with two small files, not indexed."""
    monkeypatch.setenv("TROLY_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("TROLY_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return write_corpus(tmp_path / "documents")


def _out(arguments: list[str], capsys: pytest.CaptureFixture[str], *, code: int = 0) -> str:
    capsys.readouterr()
    assert main(arguments) == code
    return capsys.readouterr().out


def _json(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(_out([*arguments, "--json"], capsys))


def _types(value: dict[str, object]) -> dict[str, type]:
    return {name: type(one) for name, one in value.items()}


def _error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error of a call that is wrong."""
    capsys.readouterr()
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("troly: ")
    assert printed.err.count("\n") == 1
    return printed.err.removeprefix("troly: ").strip()


@pytest.mark.usefixtures("shipped")
def test_ask_prints_the_answer_and_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert _out(["ask", "Kết luận 62-KL/TW ban hành ngày nào?"], capsys).splitlines() == [
        "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1].",
        "",
        "Nguồn trích dẫn:",
        "  [1] Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, phần đầu văn bản",
        "      “62-KL/TW ĐẢNG CỘNG SẢN VIỆT NAM Hà Nội, ngày 02 tháng 10 năm 2023”",
    ]


@pytest.mark.usefixtures("shipped")
def test_ask_json_has_the_shape_of_the_interface(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["ask", "Hạn gửi báo cáo về Ban Chính sách, chiến lược Trung ương là ngày nào?", "-k", "3"], capsys)
    assert list(found) == [
        "question", "answer", "abstained", "reason", "statements", "citations", "hits", "seconds",
        "made_by", "notice", "rejected",
    ]  # fmt: skip
    assert found["question"] == "Hạn gửi báo cáo về Ban Chính sách, chiến lược Trung ương là ngày nào?"
    assert (found["abstained"], found["reason"]) == (False, None)
    assert [sorted(statement) for statement in found["statements"]] == [["citations", "text"]] * len(
        found["statements"]
    )
    assert all(_types(citation) == CITATION for citation in found["citations"])
    assert all(_types(hit) == HIT for hit in found["hits"])
    assert len(found["hits"]) == 3
    assert _types(found["seconds"]) == {"search": float, "answer": float}
    texts = {document.id: document.text for document in load(SHIPPED).documents}
    markers = [citation["marker"] for citation in found["citations"]]
    assert markers == list(range(1, len(markers) + 1))
    for citation in found["citations"]:
        assert texts[citation["document_id"]][citation["start"] : citation["end"]] == citation["quote"]
        assert citation["quote"] in citation["passage"]
        assert f"[{citation['marker']}]" in found["answer"]


@pytest.mark.usefixtures("shipped")
def test_a_refusal_as_json_cites_nothing_and_gives_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["ask", "Nghị quyết 27-NQ/TW quy định gì?"], capsys)
    assert (found["abstained"], found["statements"], found["citations"]) == (True, [], [])
    assert found["reason"] == found["answer"]
    assert found["answer"].startswith("Chưa có Nghị quyết số 27-NQ/TW trong kho")


@pytest.mark.usefixtures("shipped")
def test_ask_reads_the_history_and_the_filters(capsys: pytest.CaptureFixture[str]) -> None:
    followed = _json(["ask", "Ai ký văn bản đó?", "--history", "Kết luận 62 nói về việc gì?"], capsys)
    assert "Trương Thị Mai" in followed["answer"]
    narrowed = _json(
        [
            "ask",
            "Nâng cao hiệu quả thực hiện chủ trương xã hội hóa như thế nào?",
            "--level",
            "tinh",
            "--kind",
            "công văn",
        ],
        capsys,
    )
    named = {citation["document_id"] for citation in narrowed["citations"]} | {
        hit["document"] for hit in narrowed["hits"]
    }
    assert named == {"2023_cong-van_ban-thuong-vu-tinh-uy_trien-khai-kl-62.txt"}


@pytest.mark.usefixtures("shipped")
def test_a_filter_for_an_unknown_document_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    said = _error(["ask", "Nội dung gì?", "--document", "99-QĐ/TW"], capsys)
    assert said == "Không có văn bản nào là “99-QĐ/TW” trong kho; xem danh sách bằng lệnh: troly corpus list."


@pytest.mark.usefixtures("shipped")
def test_a_filter_for_an_unknown_kind_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    said = _error(["ask", "Nội dung gì?", "--kind", "lệnh"], capsys)
    assert said.startswith("Trong kho không có loại văn bản “lệnh”. Các giá trị dùng được: báo cáo, công văn, ")


def _batch(path: Path, *lines: object) -> Path:
    path.write_text(
        "".join(f"{x if isinstance(x, str) else json.dumps(x, ensure_ascii=False)}\n" for x in lines), "utf-8"
    )
    return path


@pytest.mark.usefixtures("shipped")
def test_a_batch_writes_one_line_for_each_question_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = _batch(
        tmp_path / "hoi.jsonl",
        {"id": "b", "question": "Ai ký văn bản đó?", "history": ["Kết luận 62 nói về việc gì?"]},
        "",
        {"id": 7, "question": "Nghị quyết 27-NQ/TW quy định gì?", "history": None, "ghi chú": "thừa"},
        {"id": "a", "question": "Kết luận 62-KL/TW ban hành ngày nào?"},
    )
    assert main(["ask", "--batch", str(questions), "--out", "tra-loi.jsonl"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("Đã trả lời 3 câu, ghi vào tra-loi.jsonl.\n")
    rows = [json.loads(line) for line in (tmp_path / "tra-loi.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["b", 7, "a"]
    assert [row["abstained"] for row in rows] == [False, True, False]
    alone = _json(["ask", "Kết luận 62-KL/TW ban hành ngày nào?"], capsys)
    assert {k: v for k, v in rows[2].items() if k not in ("id", "seconds")} == {
        k: v for k, v in alone.items() if k != "seconds"
    }
    assert next(iter(rows[0])) == "id"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hoi.jsonl", "tra-loi.jsonl"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": 2, "question": ', "không phải JSON hợp lệ"),
        ('["id", "question"]', "cần một đối tượng có “id”, “question”"),
        ({"question": "Ai ký?"}, "cần một đối tượng có “id”, “question”"),
        ({"id": 2, "question": None}, "cần một đối tượng có “id”, “question”"),
        ({"id": 2, "question": "Ai ký?", "history": "câu trước"}, "“history” là danh sách câu hỏi"),
        ({"id": 2, "question": "Ai ký?", "history": [1]}, "“history” là danh sách câu hỏi"),
    ],
)
@pytest.mark.usefixtures("shipped")
def test_a_malformed_line_is_named_before_anything_is_written(
    line: object, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ra.jsonl").write_text("kết quả cũ\n", "utf-8")
    questions = _batch(tmp_path / "hoi.jsonl", {"id": 1, "question": "Ai ký Kết luận 62?"}, "", line)
    said = _error(["ask", "--batch", str(questions), "--out", "ra.jsonl"], capsys)
    assert said.startswith(f"{questions}, dòng 3: ")
    assert says in said
    assert (tmp_path / "ra.jsonl").read_text("utf-8") == "kết quả cũ\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hoi.jsonl", "ra.jsonl"]


@pytest.mark.usefixtures("shipped")
def test_a_batch_that_cannot_be_read_or_written_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _error(["ask", "--batch", "vang.jsonl", "--out", "ra.jsonl"], capsys) == (
        "Không đọc được tệp vang.jsonl. Hãy kiểm tra đường dẫn và lưu tệp ở dạng UTF-8."
    )
    (tmp_path / "utf16.jsonl").write_bytes('{"id": 1, "question": "Ai ký?"}'.encode("utf-16"))
    assert "UTF-8" in _error(["ask", "--batch", "utf16.jsonl", "--out", "ra.jsonl"], capsys)
    _batch(tmp_path / "hoi.jsonl", {"id": 1, "question": "Ai ký Kết luận 62?"})
    said = _error(["ask", "--batch", "hoi.jsonl", "--out", "khong/co/ra.jsonl"], capsys)
    assert said.startswith("Không ghi được khong/co/ra.jsonl: ")
    assert said.endswith("Hãy chọn thư mục khác.")


@pytest.mark.usefixtures("shipped")
def test_an_empty_batch_is_an_empty_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hoi.jsonl").write_text("\n\n", "utf-8")
    assert main(["ask", "--batch", "hoi.jsonl", "--out", "ra.jsonl"]) == 0
    assert capsys.readouterr().err.endswith("Đã trả lời 0 câu, ghi vào ra.jsonl.\n")
    assert (tmp_path / "ra.jsonl").read_text("utf-8") == ""


@pytest.mark.usefixtures("shipped")
def test_search_gives_passages_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["search", "chuyển thành công ty cổ phần", "-k", "4"], capsys)
    assert list(found) == ["query", "hits"]
    assert found["query"] == "chuyển thành công ty cổ phần"
    assert all(_types(hit) == HIT for hit in found["hits"])
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 4
    shown = _out(["search", "chuyển thành công ty cổ phần", "-k", "2"], capsys).splitlines()
    assert len(shown) == 4
    assert shown[0].startswith(" 1. ")
    assert f"(điểm {scores[0]:.3f})" in shown[0]
    assert shown[2].startswith(" 2. ")


@pytest.mark.usefixtures("shipped")
def test_search_with_nothing_in_common_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert _out(["search", "tự chủ", "--level", "xã", "--kind", "kết luận"], capsys) == "Không tìm thấy đoạn nào.\n"


@pytest.mark.usefixtures("shipped")
def test_corpus_list_as_json_has_the_shape_of_the_interface(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["corpus", "list"], capsys)
    assert (list(found), found["failed"]) == (["documents", "failed"], [])
    promised = {
        "id", "number", "kind", "title", "issuer", "date", "signer", "level", "locality", "verbatim", "path", "pages",
        "sections",
    }  # fmt: skip
    assert all(promised <= set(row) for row in found["documents"])
    by_number = {row["number"]: row for row in found["documents"] if row["number"]}
    conclusion = by_number["62-KL/TW"]
    assert {name: conclusion[name] for name in ("kind", "issuer", "date", "signer", "level", "locality", "pages")} == {
        "kind": "kết luận", "issuer": "Bộ Chính trị", "date": "2023-10-02", "signer": "Trương Thị Mai",
        "level": "trung ương", "locality": None, "pages": None,
    }  # fmt: skip
    assert [number for number, row in by_number.items() if not row["verbatim"]] == ["19-NQ/TW"]
    assert [row["date"] for row in found["documents"] if row["kind"] == "báo cáo"] == [None]


@pytest.mark.usefixtures("shipped")
def test_corpus_list_names_each_document_and_marks_the_summary(capsys: pytest.CaptureFixture[str]) -> None:
    lines = _out(["corpus", "list"], capsys).splitlines()
    assert len(lines) == 3 * 8
    assert "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị" in lines
    assert [line for line in lines if line.endswith("[bản tóm tắt]")] == [
        "Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII  [bản tóm tắt]"
    ]


@pytest.mark.usefixtures("shipped")
def test_corpus_show_adds_the_text_and_the_tree(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["corpus", "show", "62-KL/TW"], capsys)
    assert found["number"] == "62-KL/TW"
    tree = {node["label"]: node for node in found["section_tree"]}
    assert set(found["section_tree"][0]) == {"label", "heading", "start", "end", "children"}
    assert [child["label"] for child in tree["2"]["children"]] == ["2.1", "2.2", "2.3", "2.4", "2.5"]
    assert tree["3"]["heading"] == "Tổ chức thực hiện"
    assert found["text"][tree["3"]["start"] : tree["3"]["end"]].startswith("3. Tổ chức thực hiện")


@pytest.mark.parametrize(
    "name", ["62-KL/TW", "KL 62", "kết luận 62", "ket luan so 62", "2023-10-02_ket-luan_62-kl-tw.txt"]
)
@pytest.mark.usefixtures("shipped")
def test_corpus_show_finds_a_document_by_any_of_its_names(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _out(["corpus", "show", name], capsys)
    assert shown.startswith("Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị\n")
    assert "T/M BỘ CHÍNH TRỊ" in shown


@pytest.mark.usefixtures("shipped")
def test_corpus_show_says_which_documents_a_vague_name_may_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert _error(["corpus", "show", "vắng mặt"], capsys) == (
        "Không có văn bản nào là “vắng mặt” trong kho; xem danh sách bằng lệnh: troly corpus list."
    )
    assert _error(["corpus", "show", "công văn"], capsys).startswith("“công văn” có thể là nhiều văn bản: ")


@pytest.mark.usefixtures("shipped")
def test_corpus_missing_lists_what_is_referred_to_most_cited_first(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _json(["corpus", "missing"], capsys)["missing"]
    assert set(rows[0]) == {"number", "kind", "date", "count", "cited_by", "summary"}
    counts = [row["count"] for row in rows]
    assert counts == sorted(counts, reverse=True)
    numbers = {row["number"] for row in rows}
    assert "251-KH/TU" in numbers
    assert "62-KL/TW" not in numbers
    assert [row["number"] for row in rows if row["summary"]] == ["19-NQ/TW"]
    lines = _out(["corpus", "missing"], capsys).splitlines()
    assert len(lines) == 2 * len(rows)
    assert lines[1].strip().startswith("nhắc tới trong: ")


def test_nothing_missing_is_said(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in own.iterdir():
        file.unlink()
    (own / "a.txt").write_text("THÔNG BÁO\n\nNghỉ lễ hai ngày.\n", "utf-8")
    assert _out(["corpus", "missing"], capsys) == "Không có văn bản nào được dẫn chiếu mà thiếu trong kho.\n"


def test_a_file_added_is_found_after_indexing(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "ke-hoach.txt"
    new.write_text(
        "KẾ HOẠCH\nTuyên truyền năm 2025\n\n1. Trạm y tế xã tổ chức khám sức khỏe cho người cao tuổi.\n", "utf-8"
    )
    said = _out(["corpus", "add", str(new)], capsys)
    assert said.splitlines()[-1] == "Chạy “troly index” để cập nhật chỉ mục."
    assert said.startswith("Đã thêm Kế hoạch")
    assert "(mã: ke-hoach.txt)" in said
    assert (own / "ke-hoach.txt").read_bytes() == new.read_bytes()
    assert main(["index"]) == 0
    found = _json(["search", "khám sức khỏe người cao tuổi"], capsys)
    assert found["hits"][0]["document"] == "ke-hoach.txt"


def test_files_that_cannot_be_added_are_listed_and_the_others_added(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "moi.txt").write_text("THÔNG BÁO\n\nNghỉ lễ hai ngày.\n", "utf-8")
    (tmp_path / "rong.txt").write_text(" \n", "utf-8")
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    shutil.copy(own / "bao-cao.txt", tmp_path / "bao-cao.txt")
    names = ["vang.txt", "rong.txt", "anh.png", "bao-cao.txt", "moi.txt"]
    capsys.readouterr()
    assert main(["corpus", "add", *names]) == 2
    printed = capsys.readouterr()
    assert [line.split(":")[1].strip() for line in printed.err.splitlines()] == [f"không thêm {n}" for n in names[:4]]
    assert "troly: không thêm vang.txt: không thấy tệp này" in printed.err
    assert "troly: không thêm bao-cao.txt: trong kho đã có tệp cùng tên" in printed.err
    assert sorted(p.name for p in own.iterdir()) == ["bao-cao.txt", "ket-luan.txt", "moi.txt"]


def test_a_document_removed_is_kept_aside(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = (own / "ket-luan.txt").read_bytes()
    main(["index"])
    kept = tmp_path / "data" / "removed" / "ket-luan.txt"
    assert _out(["corpus", "remove", "62-KL/TW"], capsys).splitlines() == [
        f"Đã bỏ Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị khỏi kho; tệp được giữ tại {kept}.",
        "Chạy “troly index” để cập nhật chỉ mục.",
    ]
    assert kept.read_bytes() == content
    assert [p.name for p in own.iterdir()] == ["bao-cao.txt"]
    main(["index"])
    found = _json(["search", "chuyển đổi thành công ty cổ phần"], capsys)
    assert {hit["document"] for hit in found["hits"]} == {"bao-cao.txt"}
    assert "Không có văn bản nào là “57-NQ/TW”" in _error(["corpus", "remove", "57-NQ/TW"], capsys)
    assert [p.name for p in own.iterdir()] == ["bao-cao.txt"]


def test_unreadable_files_are_in_the_list(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    found = _json(["corpus", "list"], capsys)
    assert [failure["path"] for failure in found["failed"]] == ["anh.png"]
    assert found["failed"][0]["reason"]
    assert f"KHÔNG ĐỌC ĐƯỢC anh.png: {found['failed'][0]['reason']}" in _out(["corpus", "list"], capsys)


def test_a_damaged_index_is_no_traceback(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["index"])
    for file in (tmp_path / "data").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert "troly index" in _error(["ask", "Ai ký Kết luận 62?"], capsys)


@pytest.mark.usefixtures("shipped")
def test_the_command_ends_quietly_when_its_reader_goes_away() -> None:
    command = f"{sys.executable} -c 'import assistant.cli,sys; sys.exit(assistant.cli.main())' corpus show 62-KL/TW"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; PYTHONPATH={root} {command} | head -c 5 > /dev/null"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""


@pytest.mark.usefixtures("shipped")
def test_ask_uses_the_model_that_is_set_unless_told_not_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Mục tiêu của Nghị quyết 19 đến năm 2025 là gì?"
    script = Script(players.good)
    with serve(script) as url:
        monkeypatch.setenv("TROLY_MODEL", f"openai:{MODEL}")
        monkeypatch.setenv("TROLY_MODEL_URL", url)
        assert _json(["ask", question], capsys)["made_by"] == "model"
        assert "từng câu đã được đối chiếu với nguồn" in _out(["ask", question], capsys)
        assert script.requests == 2
        assert _json(["ask", question, "--no-model"], capsys)["made_by"] == "text"
        assert script.requests == 2
    found = _json(["ask", question], capsys)
    assert found["made_by"] == "text"
    assert "không kết nối được máy chủ mô hình" in found["notice"]
