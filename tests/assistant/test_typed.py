"""Questions put right before they are read."""

import unicodedata

import pytest

from assistant.typed import repaired
from index.search import Index


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("KL62 ai ky", "ket luan 62 ai ky"),
        ("NQ19 ngày mấy?", "Nghị quyết 19 ngày mấy?"),
        ("Đ/c nào ký", "đồng chí nào ký"),
        ("đ / c nào ký", "đồng chí nào ký"),
        ("sđt liên hệ", "số điện thoại liên hệ"),
        ("vb nào có hiệu lực", "văn bản nào có hiệu lực"),
        ("ko được giảm", "không được giảm"),
        ("tự chủ ntn", "tự chủ như thế nào"),
        ("ĐVSN thành cty CP", "đơn vị sự nghiệp thành công ty cổ phần"),
        ("ban hanh ngay bao nhiu", "ban hanh ngay bao nhiêu"),
        ("định mức KT-KT", "định mức kinh tế - kỹ thuật"),
        ("giảm 10% so với 2021", "giảm 10 phần trăm so với 2021"),
        ("BT huyện là ai", "Bí thư huyện là ai"),
        ("  Ai   ký\tKết luận 62? ", "Ai ký Kết luận 62?"),
    ],
)
def test_chat_spellings_and_glued_numbers(index: Index, typed: str, text: str) -> None:
    assert repaired(typed, index).lower() == text.lower()


@pytest.mark.parametrize("typed", ["ke61t lua65n 62 ai ky1", "keets luaanj 62 ai kys"])
def test_raw_keystrokes_are_read(index: Index, typed: str) -> None:
    assert repaired(typed, index) == "ket luan 62 ai ki"


@pytest.mark.parametrize(
    "text", ["Ai ký Kết luận 62-KL/TW?", "Mục tiêu đến năm 2025 là gì?", "thông tư 20/2023/TT-BGDĐT quy định gì?"]
)
def test_what_is_right_stays(index: Index, text: str) -> None:
    assert repaired(text, index) == text


def test_decomposed_letters_are_composed(index: Index) -> None:
    text = "Ai ký Kết luận 62?"
    assert repaired(unicodedata.normalize("NFD", text), index) == text


def test_abbreviations_are_written_out(index: Index) -> None:
    assert repaired("HĐND huyện làm gì?", index).lower() == "hội đồng nhân dân huyện làm gì?"
    assert repaired("hdnd huyen lam gi", index) == "hoi dong nhan dan huyen lam gi"
    assert "đơn vị sự nghiệp công lập" in repaired("ĐVSNCL tự chủ thế nào?", index).lower()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("cơ quang nào ban hành", "cơ quan nào ban hành"),
        ("tỉnh nào sao lụt kết luận 62", "tỉnh nào sao luc kết luận 62"),
        ("phải rà xoát lại", "phải rà soat lại"),
        ("ai chũ trì", "ai chũ trì"),
    ],
)
def test_words_spelt_as_they_are_pronounced(index: Index, typed: str, text: str) -> None:
    assert repaired(typed, index) == text


@pytest.mark.parametrize("text", ["người ký giữ chức danh gì", "lấy năm nào làm mốc so sánh", "giá xăng hôm nay"])
def test_a_word_of_its_own_is_not_taken_for_its_sound(index: Index, text: str) -> None:
    assert repaired(text, index) == text
