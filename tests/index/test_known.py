"""Known questions: how like two questions are, what is kept on disk, and what search makes of them."""

from pathlib import Path

import numpy as np
import pytest

from corpus.document import DocumentInfo
from corpus.questions import KnownQuestion
from index import abbreviations, known
from index.search import Index
from index.terms import analyse
from tests.index.builders import BagEncoder, document, passage

WORDS = abbreviations.read()
ALONE = np.zeros(0, dtype=np.float32)
QUESTIONS = (
    KnownQuestion("bao giờ phải dồn xong các trường nhỏ", "plan", 10, 30),
    KnownQuestion("ai lo tiền sửa trạm xá", "plan", 40, 60),
    KnownQuestion("sửa trạm xá hết bao nhiêu tiền", "", 0, 0),
)


def likeness(question: str) -> list[float]:
    encoder = BagEncoder()
    found = known.of(QUESTIONS, WORDS, encoder)
    vector = encoder.encode_queries([question])[0]
    return [float(x) for x in found.likeness(analyse(question, WORDS, loose=True), vector)]


def test_a_question_is_wholly_like_itself_and_unlike_what_shares_nothing() -> None:
    assert likeness("bao giờ phải dồn xong các trường nhỏ")[0] == pytest.approx(1, abs=1e-3)
    assert max(likeness("kết hôn")) < 0.3


def test_accents_and_order_do_not_hide_a_question() -> None:
    assert int(np.argmax(likeness("tien sua tram xa ai lo"))) == 1
    assert int(np.argmax(likeness("các trường nhỏ dồn xong bao giờ"))) == 0


def test_words_alone_tell_without_an_encoder() -> None:
    found = known.of(QUESTIONS, WORDS, None)
    alone = found.likeness(analyse("ai lo tiền sửa trạm xá", WORDS, loose=True), ALONE)
    assert alone[1] == pytest.approx(1, abs=1e-6)
    assert alone[0] == 0


def test_cosines_count_from_what_is_usual() -> None:
    found = known.of(QUESTIONS, WORDS, BagEncoder())
    vectors = found.vectors.astype(np.float32)
    pairs = [float(vectors[i] @ vectors[j]) for i in range(3) for j in range(3) if i != j]
    assert found.level == pytest.approx(max(0.0, sum(pairs) / 6), abs=1e-3)
    assert known.of(QUESTIONS[:1], WORDS, BagEncoder()).level == 0


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    found = known.of(QUESTIONS, WORDS, BagEncoder())
    known.save(found, tmp_path / "questions")
    again = known.load(tmp_path / "questions", QUESTIONS)
    asked = analyse("ai lo tiền", WORDS, loose=True)
    assert again.likeness(asked, ALONE).tolist() == found.likeness(asked, ALONE).tolist()
    with pytest.raises(ValueError, match="differ"):
        known.load(tmp_path / "questions", QUESTIONS[:2])


def test_none_is_kept_and_read_as_well(tmp_path: Path) -> None:
    known.save(known.of((), WORDS, BagEncoder()), tmp_path / "questions")
    again = known.load(tmp_path / "questions", ())
    assert again.likeness(analyse("ai lo tiền", WORDS, loose=True), np.zeros(32, dtype=np.float32)).tolist() == []


SCHOOLS = "Hoàn thành sắp xếp các cơ sở giáo dục quy mô nhỏ trước ngày 30/6/2026."
CLINICS = "Ủy ban nhân dân xã bảo đảm kinh phí duy tu trạm y tế."


def index(*questions: KnownQuestion) -> Index:
    info = DocumentInfo("kế hoạch", level="xã")
    text = f"{SCHOOLS}\n{CLINICS}"
    at = len(SCHOOLS) + 1
    passages = [passage(SCHOOLS, "plan"), passage(CLINICS, "plan", at)]
    return Index.in_memory(passages, documents=[document("plan", text, info)], questions=questions)


def test_a_passage_is_found_by_the_questions_that_lead_to_it() -> None:
    question = "mái dột thì kêu ai"
    assert index().search(question) == ()
    at = len(SCHOOLS) + 1
    found = index(KnownQuestion("mái trạm dột phải kêu ai", "plan", at, at + len(CLINICS))).search(question)
    assert [hit.passage.text for hit in found] == [CLINICS]


def test_filters_hold_for_known_questions_too() -> None:
    leading = index(KnownQuestion("ai lo tiền sửa trạm xá", "plan", 80, 90))
    assert leading.search("ai lo tiền sửa trạm xá", level="tỉnh") == ()


def test_nothing_answers_only_in_documents_that_known_questions_are_about() -> None:
    unanswered = KnownQuestion("sửa trạm xá hết bao nhiêu tiền", "", 0, 0)
    asked = index(unanswered, KnownQuestion("ai lo tiền", "plan", 80, 90))
    assert asked.unanswered("sửa trạm xá hết bao nhiêu tiền", "plan") == pytest.approx(1, abs=1e-6)
    assert asked.unanswered("sửa trạm xá hết bao nhiêu tiền", "new-plan") == 0
    assert index(unanswered).unanswered("sửa trạm xá hết bao nhiêu tiền", "plan") == 0
