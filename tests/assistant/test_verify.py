"""verify: what the sources do not say never passes."""

import pytest

from assistant.verify import facts, verify

HEADER = "Hà Nội, ngày 02 tháng 10 năm 2023"
GOALS = "Số đơn vị sự nghiệp công lập: giảm ít nhất 10%, tính bình quân cả nước."
SON_MAI = "Trên địa bàn xã Sơn Mai chưa có ĐVSNCL nào chuyển thành công ty cổ phần."


def test_facts_are_normalised() -> None:
    found = facts("Kết luận số 62-KL/TW, ngày 2 tháng 10 năm 2023 của Bộ Chính trị, giảm 10 % và 2,5 lần")
    assert found.documents == {"62-KL/TW"}
    assert found.dates == {"2023-10-02"}
    assert found.numbers == ("10%", "2,5")


def test_a_verbatim_statement_is_supported() -> None:
    assert verify(GOALS, [GOALS]).coverage == 1.0


def test_a_date_written_otherwise_is_the_same_date() -> None:
    verdict = verify("Kết luận số 62-KL/TW được ban hành ngày 02/10/2023.", ["Số 62-KL/TW", f"KẾT LUẬN\n{HEADER}"])
    assert verdict.supported


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("Giảm ít nhất 15% số đơn vị sự nghiệp công lập.", GOALS, "số liệu"),
        ("Văn bản ban hành ngày 03/10/2023.", HEADER, "ngày tháng"),
        ("Kết luận số 63-KL/TW, tại Hà Nội.", HEADER, "số, ký hiệu"),
        ("Trên địa bàn xã Sơn Hà chưa có ĐVSNCL nào chuyển thành công ty cổ phần.", SON_MAI, "tên riêng"),
        ("Trên địa bàn xã Sơn Mai có ĐVSNCL chuyển thành công ty cổ phần.", SON_MAI, "ngược lại"),
        ("Số đơn vị sự nghiệp công lập không giảm ít nhất 10%.", GOALS, "phủ định"),
        ("Bệnh viện tuyến cuối được xây mới bằng vốn vay.", GOALS, "số từ"),
    ],
)
def test_what_the_quote_does_not_say_is_rejected(statement: str, quote: str, reason: str) -> None:
    verdict = verify(statement, [quote])
    assert not verdict.supported
    assert reason in verdict.reason


def test_a_statement_without_quotes_is_rejected() -> None:
    assert not verify(GOALS, []).supported
