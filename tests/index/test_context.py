"""What a passage is searched by besides its own words."""

from dataclasses import replace

from corpus.document import DocumentInfo, Span
from corpus.passage import Passage
from index import context
from tests.index.builders import document, passage

TEXT = "Số 5-KL/TU\nKẾT LUẬN\n1. Giao Ban Chỉ đạo (BCĐ) chủ trì.\nT/M BAN THƯỜNG VỤ\nLê Văn An"
BODY = TEXT.index("1.")
BACK = TEXT.index("T/M")
DOCUMENT = replace(
    document("kl.txt", TEXT, DocumentInfo("kết luận", number="5-KL/TU", title="Về chuyển đổi số", level="tỉnh")),
    front=Span(0, BODY - 1),
    back=Span(BACK, len(TEXT)),
)
HEADER = passage(TEXT[: BODY - 1], "kl.txt")
ITEM = replace(passage(TEXT[BODY : BACK - 1], "kl.txt", BODY), heading_path=("1. Giao nhiệm vụ",))
SIGNATURE = passage(TEXT[BACK:], "kl.txt", BACK)


def terms(*passages: Passage) -> list[tuple[set[str], set[str], set[str]]]:
    words = context.vocabulary([DOCUMENT])
    found = context.searched_terms(passages, [DOCUMENT], words)
    return [tuple(set(field.keys) | set(field.marks) for field in fields) for fields in found]  # type: ignore[misc]


def test_headings_and_the_documents_description_are_fields_of_their_own() -> None:
    ((body, heading, title),) = terms(ITEM)
    assert {"chu", "tri"} <= body
    assert {"giao", "nhiem", "vu"} <= heading
    assert {"ket", "luan", "chuyen", "doi", "so", "#5-kl", "#5-kl/tu"} <= title


def test_header_and_signature_are_found_by_what_people_call_them() -> None:
    (_, header, _), (_, item, _), (_, signature, _) = terms(HEADER, ITEM, SIGNATURE)
    assert {"ngay", "hanh", "quan"} <= header
    assert {"nguoi", "ki", "nhan"} <= signature
    assert "ki" not in item


def test_a_document_of_no_blocks_has_no_such_heading() -> None:
    plain = document("x.txt", "Nội dung", DocumentInfo("báo cáo"))
    assert context.headings(passage("Nội dung", "x.txt"), plain) == ()
    assert context.headings(ITEM, None) == ITEM.heading_path


def test_embedded_text_has_headings_and_full_forms() -> None:
    words = context.vocabulary([DOCUMENT])
    (text,) = context.embedded_texts([ITEM], [DOCUMENT], words)
    assert text == "1. Giao nhiệm vụ\n1. Giao Ban Chỉ đạo (ban chỉ đạo) chủ trì."


def test_what_documents_define_is_known_to_questions() -> None:
    assert context.vocabulary([DOCUMENT]).learned == {"bcd": (("ban", "chỉ", "đạo"),)}
    assert context.vocabulary([]).learned == {}
