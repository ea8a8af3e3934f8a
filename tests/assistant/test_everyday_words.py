"""Questions in everyday words find the passage of the shipped corpus that says it in official ones, also where no known
question helps."""

import pytest

from index.embed import open_encoder
from index.search import Index
from index.vietnamese import fold


@pytest.fixture(scope="module")
def unled(index: Index) -> Index:
    """The shipped corpus without its known questions."""
    return Index.in_memory(index.passages, encoder=open_encoder(), documents=index.documents)


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
def test_everyday_words_find_official_ones(unled: Index, question: str, said: str) -> None:
    texts = [fold(" ".join(hit.passage.text.split())) for hit in unled.search(question, k=5)]
    assert any(fold(said) in text for text in texts)
