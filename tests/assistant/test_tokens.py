"""Tokens: equal things written differently are equal, different things are not."""

import pytest

from assistant.tokens import is_content, tokens


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("02 trường", "2 trường"),
        ("hai trường", "2 trường"),
        ("10 %", "10%"),
        ("mười phần trăm", "10%"),
        ("hai mươi lăm phần trăm", "25 phần trăm"),
        ("một trăm hai mươi đơn vị", "120 đơn vị"),
        ("1.250 người", "1250 người"),
        ("ngày 2 tháng 10 năm 2023", "02/10/2023"),
        ("tháng 8 năm 2025", "tháng 8/2025"),
        ("UBND tỉnh", "ủy ban nhân dân tỉnh"),
        ("ĐVSNCL", "đơn vị sự nghiệp công lập"),
        ("xã hội hoá", "xã hội hóa"),
        ("62-kl/tw".upper(), "62-KL/TW"),
    ],
)
def test_two_ways_of_writing_are_one(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10%", "10 người"), ("năm 2025", "5 2025"), ("ba mẹ", "3 mẹ"), ("bán trường", "ban trường"),
     ("mười năm", "15"), ("2,5 tỷ", "25 tỷ"), ("15/KH-UBND", "16/KH-UBND")],
)  # fmt: skip
def test_different_things_stay_different(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_clauses_and_sentences_are_counted() -> None:
    found = tokens("Giảm 10%, tăng 5%; xong. Hết\nRồi")
    assert [(t.key[:1], t.clause, t.sentence) for t in found][-2:] == [("h", 3, 1), ("r", 4, 2)]
    assert [t.key for t in found if t.initial] == [keys("Giảm")[0], keys("Hết")[0], keys("Rồi")[0]]


def test_frame_words_and_figures_are_no_content() -> None:
    assert [t.folded for t in tokens("Theo đó, các trường của xã giảm ít nhất 10%") if is_content(t)] == [
        "truong", "xa", "giam",
    ]  # fmt: skip
