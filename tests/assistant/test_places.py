"""Places that no document speaks of."""

import pytest

from assistant import places
from assistant.ask import ask
from index.search import Index


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Xã Sơn Mai so với tỉnh Quảng Nam thì tự chủ tài chính thế nào?", "tỉnh Quảng Nam"),
        ("Huyện Tam Đường có bao nhiêu đơn vị?", "huyện Tam Đường"),
        ("Xã Sơn Mai thuộc tỉnh Quảng Ngãi phải không?", ""),
        ("Tỉnh ủy Lai Châu sao lục ngày nào?", ""),
        ("Huyện Ủy giao việc gì?", ""),
        ("xã hội hóa ở huyện thế nào?", ""),
        ("Ủy ban nhân dân tỉnh được Tỉnh ủy giao việc gì?", ""),
    ],
)
def test_a_place_is_known_when_a_document_names_it(index: Index, question: str, place: str) -> None:
    assert places.unknown(index, question) == place


def test_what_is_known_of_others_does_not_stand_in_for_a_place(index: Index) -> None:
    answer = ask(index, "Huyện Tam Đường và xã Sơn Mai khác nhau gì về xã hội hóa?")
    assert answer.abstained
    assert answer.text.startswith("Trong kho không có văn bản nào nói đến huyện Tam Đường")
