"""Questions in everyday words find the passage of the shipped corpus that says it in official ones."""

import pytest

from index.search import Index
from index.vietnamese import fold


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("làm tốt thì có được tuyên dương không", "khen thưởng, biểu dương"),
        ("làm trái thì bị phạt thế nào", "kiểm điểm tổ chức, cá nhân không"),
        ("bao giờ nhà nước mướn giám đốc", "thi tuyển và thuê giám đốc điều hành"),
        ("ai nhắc nhở, canh chừng việc làm theo Nghị quyết 19", "theo dõi, hướng dẫn, kiểm tra, đôn đốc"),
        ("vùng khó và người nghèo có được lo tiền không", "đặc biệt khó khăn"),
        ("giữ chân người giỏi bằng cách nào", "thu hút nhân tài"),
    ],
)
def test_everyday_words_find_official_ones(index: Index, question: str, said: str) -> None:
    texts = [fold(" ".join(hit.passage.text.split())) for hit in index.search(question, k=5)]
    assert any(fold(said) in text for text in texts)
