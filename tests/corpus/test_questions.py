"""Known questions of a folder: which are read, where their answers stand, and what is said of lines that are wrong."""

from pathlib import Path

import pytest

from corpus.document import Document, Failure
from corpus.library import list_files, load
from corpus.questions import NAME, KnownQuestion, read_questions

PLAN = """ỦY BAN NHÂN DÂN XÃ TRÀ GIANG
Số: 12/KH-UBND

KẾ HOẠCH
Sắp xếp các trường học trên địa bàn xã

1. Sáp nhập hai trường tiểu học trước ngày 30/6/2026.
2. Giao Phòng Văn hóa - Xã hội theo dõi.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path


def documents(folder: Path) -> tuple[Document, ...]:
    return load(folder).documents


def write(folder: Path, *lines: str) -> None:
    (folder / NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_question_leads_to_the_words_that_answer_it(folder: Path) -> None:
    write(folder, "# hỏi\tở đâu\ttrả lời", "", "bao giờ gộp trường\t12/KH-UBND\ttrước ngày 30/6/2026")
    (plan,) = documents(folder)
    (known,), failed = read_questions(folder, [plan])
    assert known.question == "bao giờ gộp trường"
    assert plan.text[known.start : known.end] == "trước ngày 30/6/2026"
    assert (known.document_id, failed) == (plan.id, ())


def test_a_document_without_a_number_is_named_by_its_file(folder: Path) -> None:
    (folder / "ghi-chu.txt").write_text("Hai trường cách nhau ba cây số.\n", encoding="utf-8")
    write(folder, "hai trường xa nhau không\tghi-chu.txt\tcách nhau ba cây số")
    (known,), failed = read_questions(folder, documents(folder))
    assert (known.document_id, failed) == ("ghi-chu.txt", ())


def test_a_dash_says_that_nothing_answers(folder: Path) -> None:
    write(folder, "gộp trường tốn bao nhiêu tiền\t-\tkhông có số tiền", "ai là hiệu trưởng\t-")
    found, failed = read_questions(folder, documents(folder))
    assert found == (
        KnownQuestion("gộp trường tốn bao nhiêu tiền", "", 0, 0),
        KnownQuestion("ai là hiệu trưởng", "", 0, 0),
    )
    assert failed == ()


def test_lines_that_cannot_be_used_are_named_by_number(folder: Path) -> None:
    write(
        folder,
        "bao giờ gộp trường\t12/KH-UBND\ttrước ngày 30/9/2026",
        "ai theo dõi\t99/KH-UBND\tPhòng Văn hóa - Xã hội",
        "ai theo dõi 12/KH-UBND",
        *["ai theo dõi\t12/KH-UBND\tphòng nào đó"] * 6,
    )
    found, failed = read_questions(folder, documents(folder))
    assert found == ()
    assert failed == (
        Failure(NAME, "đoạn trích không có trong văn bản: dòng 1, 4, 5, 6, 7 và 2 dòng khác"),
        Failure(NAME, "văn bản không có trong kho: dòng 2"),
        Failure(NAME, "thiếu cột (câu hỏi, văn bản, đoạn trích): dòng 3"),
    )


def test_without_the_file_nothing_is_known(folder: Path) -> None:
    assert read_questions(folder, documents(folder)) == ((), ())


def test_a_file_that_is_no_text_is_told(folder: Path) -> None:
    (folder / NAME).write_bytes(b"\xff\xfe\x00h")
    assert read_questions(folder, documents(folder)) == (
        (),
        (Failure(NAME, "không đọc được; tệp phải là văn bản UTF-8"),),
    )


def test_the_file_of_questions_is_no_document(folder: Path) -> None:
    write(folder, "bao giờ gộp trường\t12/KH-UBND\ttrước ngày 30/6/2026")
    assert list_files(folder) == ("ke-hoach.txt",)


def test_answers_of_a_summary_that_gave_way_are_left_out(folder: Path) -> None:
    (folder / "tom-tat.txt").write_text(PLAN.replace("Sáp nhập hai", "Gộp hai"), encoding="utf-8")
    (folder / "manifest.toml").write_text('[[document]]\nfile = "tom-tat.txt"\nverbatim = false\n', encoding="utf-8")
    write(folder, "gộp mấy trường\ttom-tat.txt\tGộp hai trường")
    assert read_questions(folder, documents(folder)) == ((), ())


def test_every_shipped_question_can_be_used() -> None:
    shipped = Path(__file__).parents[2] / "corpus" / "documents"
    found, failed = read_questions(shipped, documents(shipped))
    assert failed == ()
    assert {q.document_id for q in found} == {d.id for d in documents(shipped)} | {""}
    assert len({(q.question.lower(), q.document_id, q.start) for q in found}) == len(found)
