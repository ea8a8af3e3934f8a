"""What an answer must look like for what is asked."""

import pytest

from assistant.evidence import read
from assistant.expect import expected, holds, is_rare, names_held, names_people, verdict
from assistant.question import understand
from index.search import Index
from index.vietnamese import fold

CASES = [
    ("Có bao nhiêu đơn vị?", "Có 03 đơn vị.", True),
    ("Có bao nhiêu đơn vị?", "Có 03 trường và các đơn vị khác.", False),
    ("Có bao nhiêu lĩnh vực?", "gồm hai lĩnh vực chính", True),
    ("Có bao nhiêu lĩnh vực?", "mục II năm 2023", False),
    ("Giảm bao nhiêu phần trăm?", "giảm 10%", True),
    ("Bao nhiêu đơn vị tự chủ?", "có ít nhất 20% số đơn vị tự chủ", True),
    ("Phải giảm bao nhiêu, so với mốc nào?", "giảm 10% so với năm 2015", True),
    ("Chương trình của Tỉnh ủy là số bao nhiêu?", "Chương trình hành động số 181-CTr/TU của Tỉnh ủy", True),
    ("Kế hoạch ra ngày bao nhiêu?", "Kế hoạch số 111-KH/HU, ngày 22/01/2018", True),
    ("Kế hoạch ra ngày bao nhiêu?", "có 15 kế hoạch", False),
    ("Khi nào hoàn thành?", "xong trong năm 2023", True),
    ("Khi nào hoàn thành?", "theo mục II", False),
    ("Email liên hệ là gì?", "gửi về a@b.vn", True),
    ("Số điện thoại liên hệ?", "ĐT 0912345678", True),
    ("Số điện thoại liên hệ?", "a@b.vn", False),
    ("Địa chỉ ở đâu?", "số 105B Quán Thánh", True),
    ("Thuộc tỉnh nào?", "thuộc tỉnh Quảng Ngãi", True),
    ("Thuộc tỉnh nào?", "toàn tỉnh có nhiều xã", False),
]

EXCEPTED = "Cổ phần hóa các đơn vị sự nghiệp kinh tế đủ điều kiện; bệnh viện và trường học không thuộc diện này."


@pytest.mark.parametrize(("question", "text", "fits"), CASES)
def test_what_cannot_answer_is_told(question: str, text: str, fits: bool) -> None:
    assert holds(understand(question), text) is fits
    assert holds(understand(fold(question)), text) is fits


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        *CASES,
        ("Vì sao chậm?", "do thiếu kinh phí", True),
        ("Vì sao chậm?", "đã hoàn thành", False),
        ("Ai chủ trì?", "Ban Tuyên giáo chủ trì", True),
        ("Ai chủ trì?", "chủ trì việc này", False),
        ("Căn cứ vào văn bản nào?", "Thực hiện Kết luận số 62-KL/TW", True),
        ("Căn cứ vào văn bản nào?", "Kết luận số 62-KL/TW", False),
        ("Đã có đơn vị chuyển đổi chưa?", "Chưa có đơn vị chuyển đổi.", True),
        ("Thông tư nào quy định?", "Thông tư số 20/2023/TT-BGDĐT", True),
        ("Thông tư nào quy định?", "các thông tư hướng dẫn", False),
        ("Hạn chế của xã là gì?", "Đội ngũ còn thiếu", True),
        ("Yêu cầu với các cấp ủy là gì?", "Nâng cao hiệu quả quản lý", True),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, text: str, fits: bool) -> None:
    assert expected(understand(question), text) == float(fits)


def test_a_rare_kind_points_at_its_sentence() -> None:
    assert is_rare(understand("Email liên hệ là gì?"))
    assert is_rare(understand("Thuộc tỉnh nào?"))
    assert not is_rare(understand("Vì sao chậm?"))


def test_names_and_years_of_the_question_must_stand_there(index: Index) -> None:
    question = understand("Năm 2024, xã Sơn Mai có đơn vị tự chủ không?")
    assert names_held(index, question, read(index, "Năm 2024 xã Sơn Mai chưa có"))
    assert not names_held(index, question, read(index, "Năm 2023 xã Sơn Mai chưa có"))
    assert not names_held(index, question, read(index, "Năm 2024 xã Sơn Hà chưa có"))


def test_the_year_of_the_document_itself_need_not_be_repeated(index: Index) -> None:
    conclusion = next(d for d in index.documents if d.info.number == "62-KL/TW")
    question = understand("Năm 2023 có chủ trương gì?")
    assert names_held(index, question, read(index, "chủ trương xã hội hóa"), conclusion)
    assert not names_held(index, question, read(index, "chủ trương xã hội hóa"))


def test_a_full_name_given_is_looked_for(index: Index) -> None:
    question = understand("Đồng chí Nguyễn Anh Tuấn giữ chức vụ gì?")
    assert names_people(index, question, "CHỦ TỊCH Nguyễn Anh Tuấn")
    assert not names_people(index, question, "CHỦ TỊCH Nguyễn Văn Tuấn")
    assert not names_people(index, understand("Xã Sơn Mai ở đâu?"), "xã Sơn Mai")


@pytest.mark.parametrize(
    ("question", "text", "own", "key"),
    [
        ("Đã chuyển thành công ty cổ phần chưa?", "Chưa có ĐVSNCL nào chuyển thành công ty cổ phần.", 0.8, "not-yet"),
        ("da chuyen thanh cong ty co phan chua", "Chưa có ĐVSNCL nào chuyển thành công ty cổ phần.", 0.8, "not-yet"),
        ("Có tự chủ không?", "Không tự chủ.", 0.8, "no"),
        ("Có tự chủ không?", "Không tự chủ.", 0.5, ""),
        ("Có giảm 10% không?", "Giảm 10% số đơn vị.", 0.95, "yes"),
        ("Có giảm 10% không?", "Giảm 10% số đơn vị.", 0.5, ""),
        ("Có giảm 15% không?", "Giảm 10% số đơn vị.", 0.95, ""),
        ("Ai ký?", "Không ai ký.", 1.0, ""),
        # What is denied of hospitals alone says nothing of others.
        ("Đơn vị sự nghiệp kinh tế có thuộc diện cổ phần hóa không?", EXCEPTED, 0.8, ""),
        ("Bệnh viện có thuộc diện cổ phần hóa không?", EXCEPTED, 0.8, "no"),
    ],
)
def test_yes_and_no_are_said_only_when_sure(question: str, text: str, own: float, key: str) -> None:
    assert verdict(understand(question), text, own) == key
