""" "Có." and "Không." are said of a claim only where a document settles it."""

import pytest

from assistant.ask import ask
from index.search import Index

TARGETS = "Theo Nghị quyết số 19-NQ/TW, mục"


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Báo cáo gửi về Trung ương trước ngày 31/10/2025 đúng không?", "Có. Theo Công văn của Ban Chính sách"),
        ("Báo cáo gửi về Trung ương trước ngày 30/11/2025 đúng không?", "Không. Theo Công văn của Ban Chính sách"),
        ("Đến 2025 biên chế giảm 10% so với 2021 đúng không?", f"Có. {TARGETS} 3"),
        ("Đến 2030 biên chế giảm 10% so với năm 2021 phải không?", f"Không. {TARGETS} 4"),
        ("den 2030 bien che su nghiep giam 10% so voi nam 2021 ha", f"Không. {TARGETS} 4"),
        ("Đến năm 2021 giảm 10% chi ngân sách so với năm 2015 đúng không?", f"Không. {TARGETS} 2"),
        ("Xã Sơn Mai nằm ở tỉnh Lai Châu đúng chứ?", "Không. Theo Báo cáo của Ủy ban nhân dân xã Sơn Mai, mục III.2"),
        ("Xã Sơn Mai thuộc tỉnh Quảng Ngãi phải không?", "Có. Theo Báo cáo của Ủy ban nhân dân xã Sơn Mai, mục III.2"),
        ("Kế hoạch số 251-KH/TU là của Ban Thường vụ Tỉnh ủy phải không?", "Có. Theo Kế hoạch của Ban Thường vụ Huyện"),
        ("Kế hoạch số 251-KH/TU là của Huyện ủy phải không?", "Không. Theo Kế hoạch của Ban Thường vụ Huyện ủy"),
        ("Huyện làm theo Kế hoạch số 215-KH/TU của Ban Thường vụ Tỉnh ủy phải không?", "Không. Theo Kế hoạch của Ban"),
        ("Xã tự chủ tài chính theo Nghị định 16/2015/NĐ-CP phải không?", "Không. Theo Báo cáo của Ủy ban nhân dân xã"),
        ("Đề án 02-ĐA/TU là năm 2019 phải không?", "Không. Theo Công văn của Ban Thường vụ Tỉnh ủy"),
        ("Chánh Văn phòng Vũ Thị Lương ký bản sao lục phải không?", "Không. Sao lục số 152-BS/VPTU do Phó Chánh"),
        ("Kết luận 62 có phải ra ngày 2/10/2023 không?", "Có. Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1]."),
    ],
)
def test_a_claim_is_borne_out_or_contradicted(index: Index, question: str, begins: str) -> None:
    assert ask(index, question).text.startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        # An action that is turned round, or that the document lacks.
        "Kết luận 62 yêu cầu giảm ngân sách nhà nước cho dịch vụ sự nghiệp công đúng không?",
        "Kết luận 62 yêu cầu thu hẹp độ bao phủ dịch vụ sự nghiệp công, đúng không?",
        "Có phải Kết luận 62 quy định xử phạt đơn vị không sắp xếp không?",
        # The figure is that of another thing.
        "Nghị quyết 19 quy định đến 2025 giảm 20% số đơn vị đúng không?",
        "Năm 2030 số đơn vị sự nghiệp công lập phải giảm 10% so với 2025, đúng không?",
        # What is said of one document in a sentence is said of another.
        "Nghị quyết 255/NQ-CP là Chương trình hành động thực hiện Kết luận 62 đúng không?",
        "Nghị quyết 1157 là của Chính phủ đúng không?",
        "Chương trình hành động 181 là của Huyện ủy phải không?",
        # That there is nothing else is told by no single sentence.
        "Kết luận 62 chỉ thí điểm xã hội hóa cơ sở mầm non thôi đúng không?",
        "Chỉ có Ban cán sự đảng Chính phủ lãnh đạo rà soát pháp luật, đúng không?",
        # Who receives a document does not sign it.
        "Phòng Kinh tế xã Sơn Mai ký báo cáo à?",
        "Sơn Mai là xã đồng bằng phải không?",
    ],
)
def test_what_no_statement_bears_out_is_not_confirmed(index: Index, question: str) -> None:
    assert not ask(index, question).text.startswith("Có.")


@pytest.mark.parametrize(
    "question",
    [
        "Kết luận 62 quy định phải khen thưởng và kiểm điểm, đúng không?",  # "cá nhân không thực hiện" denies nothing
        "Biên chế 2025 giảm 10% so với 2021, biên chế 2030 giảm 10% so với 2025, đúng không?",
        "Có phải ở tỉnh, Ban Tuyên giáo Tỉnh ủy chủ trì tuyên truyền không?",  # the district's own does there
        "Kết luận 62 yêu cầu tiếp tục tăng ngân sách nhà nước đúng không?",
    ],
)
def test_what_no_statement_contradicts_is_not_denied(index: Index, question: str) -> None:
    assert not ask(index, question).text.startswith(("Không.", "Chưa."))
