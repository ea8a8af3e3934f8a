"""Evidence given to the item it speaks to: once, from whom it should be told, on the report's subject only."""

from assistant import outline as outlines
from assistant.draft.allot import Piece, allotted
from assistant.draft.likeness import alike, grouped, holds, pairs
from assistant.draft.report import Brief, Outline
from assistant.draft.topics import addressees, listed, parts, spoken
from index.search import Index
from tests.assistant.draft.conftest import COMMUNE, PROVINCE, SON_MAI


def homes(index: Index, outline: Outline, brief: Brief) -> dict[str, list[Piece]]:
    """The pieces at home in each item."""
    return {label: [p for p in pieces if p.home] for label, pieces in allotted(index, outline, brief).items()}


def home_of(index: Index, outline: Outline, brief: Brief, words: str) -> str:
    """The item and point in which what begins with some words is told."""
    ((label, piece),) = [
        (label, p) for label, found in homes(index, outline, brief).items() for p in found
        if p.unit.text.lower().startswith(words.lower())
    ]  # fmt: skip
    return f"{label} {piece.point}"


def test_a_piece_is_at_home_in_one_item_only(index: Index, outline: Outline) -> None:
    for brief in (PROVINCE, COMMUNE):
        told = [(p.unit.document.id, p.unit.span) for found in homes(index, outline, brief).values() for p in found]
        assert len(told) == len(set(told)) > 60


def test_pieces_go_to_the_points_they_speak_to(index: Index, outline: Outline) -> None:
    def home(words: str) -> str:
        return home_of(index, outline, PROVINCE, words)

    assert home("Đẩy mạnh công tác thông tin, tuyên truyền") == "II.1 5"
    assert home("Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm ít nhất 10%") == "III.2 2"
    assert home("hoàn thành việc chuyển đổi các đơn vị sự nghiệp kinh tế") == "III.2 4"
    assert home("hoạt động kiểm định, định giá") == "III.3 3"
    assert home("phương thức quản lý theo hướng tiên tiến") == "III.4 2"
    assert home("Các đơn vị sau sắp xếp phải có tổ chức bộ máy phù hợp") == "III.4 1"
    assert home("Những hạn chế, yếu kém nêu trên") == "IV.3 None"
    assert home("định mức kinh tế - kỹ thuật để định giá") == "V.4 None"


def test_directives_of_other_places_never_enter(index: Index, outline: Outline) -> None:
    for found in homes(index, outline, Brief("tỉnh Lai Châu")).values():
        for piece in found:
            assert not (piece.relation == "nơi khác" and piece.directs)
    of_the_commune = [
        p for found in homes(index, outline, COMMUNE).values() for p in found if p.unit.document.id == SON_MAI
    ]
    assert {p.relation for p in of_the_commune} == {"của mình"}
    assert any(p.directs for p in of_the_commune)


def test_documents_on_another_subject_stay_out(index: Index) -> None:
    rural = outlines.from_text(
        "Báo cáo kết quả xây dựng nông thôn mới\nI. Công tác chỉ đạo, ban hành văn bản\nII. Kết quả đạt được\n"
        "III. Hạn chế\nIV. Kiến nghị",
        "Báo cáo kết quả xây dựng nông thôn mới năm 2025",
    )
    assert all(pieces == [] for pieces in homes(index, rural, PROVINCE).values())
    same = outlines.from_text("I. Kết quả đạt được\nII. Hạn chế", "Báo cáo sắp xếp đơn vị sự nghiệp công lập năm 2025")
    assert all(homes(index, same, PROVINCE).values())


def test_texts_that_say_the_same_are_told_apart_from_those_that_do_not() -> None:
    one = pairs("Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước giảm ít nhất 10% so với năm 2015")
    other = pairs("Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước giảm ít nhất 10% so với năm 2021")
    assert not alike(one, other)
    assert alike(one, pairs("biên chế sự nghiệp, hưởng lương từ ngân sách nhà nước, giảm ít nhất 10% so với năm 2015"))
    assert not alike(pairs("giảm biên chế"), pairs("giảm biên chế"))
    assert holds(one, pairs("hưởng lương từ ngân sách nhà nước"))
    assert not holds(pairs("hưởng lương từ ngân sách nhà nước"), one)


def test_likes_are_grouped_under_the_first_and_kept_apart_where_asked() -> None:
    said = "rà soát, sửa đổi, bổ sung, hoàn thiện các văn bản quy phạm pháp luật có liên quan"
    rows = [("a", said), ("b", f"Tiếp tục {said}"), ("c", "một câu khác hẳn về xây dựng đường giao thông nông thôn")]
    assert [[name for name, _ in g] for g in grouped(rows, text=lambda r: r[1], apart=lambda a, b: False)] == [
        ["a", "b"], ["c"],
    ]  # fmt: skip
    assert len(grouped(rows, text=lambda r: r[1], apart=lambda a, b: True)) == 3


def test_topics_of_points_and_headings() -> None:
    assert spoken("Đánh giá kết quả sắp xếp, tổ chức lại các ĐVSNCL") == "sắp xếp, tổ chức lại các ĐVSNCL"
    assert spoken("Sử dụng các hình thức phù hợp: hội nghị, tọa đàm…") == "việc sử dụng các hình thức phù hợp"
    assert spoken("Đánh giá việc bảo đảm xuyên suốt việc cung ứng dịch vụ, nhất là ở vùng sâu") == (
        "việc bảo đảm xuyên suốt việc cung ứng dịch vụ"
    )
    assert parts("Việc kiểm định, đánh giá, xếp hạng các ĐVSNCL") == ("kiểm định, đánh giá, xếp hạng các ĐVSNCL",)
    assert listed("Công tác kiểm tra, giám sát và đôn đốc") == ("kiểm tra", "giám sát", "đôn đốc")
    assert addressees("Với Bộ Chính trị, Ban Bí thư") == ("Bộ Chính trị", "Ban Bí thư")
    assert addressees("Với các bộ, ngành") == ("các bộ, ngành",)
    assert addressees("Kết quả đạt được") == ()
