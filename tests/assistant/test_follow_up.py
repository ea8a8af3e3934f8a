"""What is a follow-up on the answer before it, and what is a question of its own."""

import json
from pathlib import Path

import pytest

from assistant import follow_up
from assistant.follow_up import FollowUp, read, without

QUESTIONS = Path(__file__).resolve().parents[2] / "eval" / "questions"

SHORTER = (
    "tóm tắt lại", "Tóm tắt lại giúp tôi.", "tom tat lai", "tt lại", "tóm lại", "tóm tắt ý chính", "Rút gọn lại đi",
    "giải thích ngắn hơn", "Giải thích ngắn gọn hơn được không?", "ngắn gọn hơn", "ngan gon hon", "nói ngắn gọn thôi",
    "gọn hơn nữa", "ý chính là gì?", "Dài quá", "cảm ơn, tóm tắt lại giúp", "tóm tắt nội dung trên",
)  # fmt: skip
LONGER = (
    "nói rõ hơn", "noi ro hon", "Chi tiết hơn đi", "cụ thể hơn", "giải thích thêm", "còn gì nữa không?",
    "Giải thích chi tiết hơn giúp mình nhé", "xem toàn bộ", "nói rõ hơn về nội dung này", "đọc tiếp",
)  # fmt: skip
QUOTE = (
    "trích nguyên văn", "trich nguyen van", "Nguyên văn thế nào?", "cho xem nguyên văn", "đọc nguyên văn đoạn đó",
    "câu gốc là gì?",
)  # fmt: skip
SOURCE = (
    "văn bản nào nói vậy?", "van ban nao noi vay", "vb nao noi vay", "Văn bản nào quy định như vậy?", "nguồn ở đâu?",
    "căn cứ vào đâu?", "Lấy từ đâu ra", "theo văn bản nào?", "điều đó nằm ở mục nào?", "trang mấy",
    "bạn có chắc không?", "dẫn nguồn", "ai nói thế?",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "shorter") for text in SHORTER),
        *((text, "longer") for text in LONGER),
        *((text, "quote") for text in QUOTE),
        *((text, "source") for text in SOURCE),
        *((text, "repeat") for text in ("nhắc lại", "nói lại lần nữa", "tra loi lai")),
    ],
)
def test_a_text_that_only_asks_for_the_answer_again(text: str, kind: follow_up.Kind) -> None:
    assert read(text) == FollowUp(kind)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tóm tắt trong 3 ý", FollowUp("shorter", limit=3)),
        ("cho 2 ý chính", FollowUp("shorter", limit=2)),
        ("tom tat thanh hai cau", FollowUp("shorter", limit=2)),
        ("nói rõ hơn ý 2", FollowUp("longer", item=2)),
        ("giải thích ý thứ hai", FollowUp("longer", item=2)),
        ("chi tiết hơn về ý cuối", FollowUp("longer", item=-1)),
        ("nói rõ hơn nguồn [1]", FollowUp("longer", marker=1)),
        ("trích nguyên văn [2]", FollowUp("quote", marker=2)),
        ("trích nguyên văn nguồn số 3", FollowUp("quote", marker=3)),
    ],
)
def test_a_part_of_the_answer_is_meant(text: str, found: FollowUp) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("so với kế hoạch của huyện thì sao?", "kế hoạch của huyện"),
        ("so voi ke hoach cua huyen thi sao", "ke hoach cua huyen"),
        ("So với KH huyện thì thế nào", "KH huyện"),
        ("so sánh với Nghị quyết 19", "Nghị quyết 19"),
        ("đối chiếu với báo cáo của xã Sơn Mai", "báo cáo của xã Sơn Mai"),
        ("khác gì so với công văn của tỉnh?", "công văn của tỉnh"),
        ("Thế so với năm 2021 thì sao?", "năm 2021"),
        ("so với 62-KL/TW thì sao?", "62-KL/TW"),
    ],
)
def test_a_comparison_with_the_answer_names_its_other_side(text: str, subject: str) -> None:
    assert read(text) == FollowUp("compare", subject=subject)


@pytest.mark.parametrize(
    "text",
    [
        "tóm tắt Kết luận 62", "Tóm tắt báo cáo của xã Sơn Mai", "Tóm tắt nhiệm vụ của UBND huyện",
        "So sánh mục tiêu năm 2021 và năm 2025", "so với năm 2021, mục tiêu năm 2025 tăng bao nhiêu?",
        "so sánh kế hoạch của huyện với công văn của tỉnh", "Kết luận 62 khác gì Nghị quyết 19?",
        "Ai ký văn bản đó?", "văn bản nào nhắc tới Nghị quyết 57?", "còn UBND huyện thì sao?", "Vì sao vậy?",
        "giải thích đơn vị sự nghiệp công lập là gì", "nêu chi tiết nhiệm vụ của huyện", "cảm ơn", "nơi gửi?",
        "trong kho có những văn bản nào", "phần V gồm những gì?", "", "???",
    ],
)  # fmt: skip
def test_a_question_of_its_own_is_left_alone(text: str) -> None:
    assert read(text) is None


def test_no_question_of_the_development_sets_is_taken_for_a_follow_up() -> None:
    asked = [
        json.loads(line)["question"]
        for path in sorted(QUESTIONS.glob("dev*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    assert len(asked) > 500
    assert [question for question in asked if read(question) is not None] == []


def test_what_only_rephrased_is_no_topic_for_later_questions() -> None:
    history = ["Kết luận 62 nói gì?", "tóm tắt lại", "so với kế hoạch của huyện thì sao?", "nói rõ hơn ý 2"]
    assert without(history) == ("Kết luận 62 nói gì?", "Còn kế hoạch của huyện thì sao?")


@pytest.mark.parametrize(
    ("text", "listed", "item"),
    [
        ("cái thứ hai là gì?", "cái là gì?", 2),
        ("Còn giải pháp cuối cùng là gì?", "Còn giải pháp là gì?", -1),
        ("mục tiêu thứ tư là gì", "mục tiêu là gì", 4),
        ("Mục áp chót là của cơ quan nào?", "Mục là của cơ quan nào?", -2),
        ("nhiem vu trong tam thu 3 cua ke hoach huyen", "nhiem vu trong tam cua ke hoach huyen", 3),
    ],
)
def test_an_item_that_is_counted_leaves_the_question_for_the_list(text: str, listed: str, item: int) -> None:
    found = follow_up.counted(text)
    assert found is not None
    assert (found[0], found[1].kind, found[1].item) == (listed, "counted", item)


@pytest.mark.parametrize("text", ["Mục 2.4 nói gì?", "Thứ năm tuần này nộp được không?", "Ai ký Kết luận 62?"])
def test_places_and_days_count_nothing(text: str) -> None:
    assert follow_up.counted(text) is None


def test_an_item_stands_for_its_list_in_what_follows() -> None:
    history = ("Kết luận 62 nêu những giải pháp nào?", "Cái thứ hai?", "Nhiệm vụ thứ tư của kế hoạch huyện là gì?")
    assert follow_up.without(history) == (history[0], "Nhiệm vụ của kế hoạch huyện là gì?")
