"""The shipped question sets: well formed, counted as the README says, kept apart, true to the sources."""

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.library import load
from index.vietnamese import fold, syllables

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "eval" / "questions"
DEV_FILES = tuple(sorted(path.stem for path in QUESTIONS.glob("dev*.jsonl")))
HELD_OUT = ("held-out", "held-out-hard", "held-out-second", "held-out-third")
FILES = (*DEV_FILES, *HELD_OUT)
KINDS = {"fact", "list", "who", "yesno", "why", "how", "compare", "followup", "absent", "meta", "unanswerable"}
STYLES = {"plain", "unaccented", "abbreviated", "misspelt"}
FIELDS = {"id", "question", "history", "kind", "style", "answerable", "evidence", "answer", "note"}
OPTIONAL = {"all", "alternatives", "verdict"}

Question = dict[str, Any]


@cache
def questions(name: str) -> tuple[Question, ...]:
    """The questions of the file of this name, in file order."""
    text = (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


@cache
def documents() -> dict[str, Document]:
    """The shipped documents under their id and under their number."""
    corpus = load(ROOT / "corpus" / "documents")
    by_id = {d.id: d for d in corpus.documents}
    return by_id | {d.info.number: d for d in corpus.documents if d.info.number}


def answers(question: Question) -> list[str]:
    """Every accepted gold string; empty when the question has none."""
    return [question["answer"], *question.get("alternatives", [])] if question["answer"] else []


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_fields_of_the_format(name: str) -> None:
    prefix = questions(name)[0]["id"].removesuffix("001")
    for number, q in enumerate(questions(name), 1):
        assert q["id"] == f"{prefix}{number:03d}"
        assert FIELDS <= q.keys() <= FIELDS | OPTIONAL, q["id"]
        assert q["kind"] in KINDS, q["id"]
        assert q["style"] in STYLES, q["id"]
        assert isinstance(q["question"], str), q["id"]
        assert all(isinstance(turn, str) and turn for turn in q["history"]), q["id"]
        assert q["answerable"] is (q["kind"] != "unanswerable"), q["id"]
        assert (len(q["history"]) > 0) or q["kind"] != "followup", q["id"]
        assert len(q["history"]) <= 3, q["id"]
        assert all(e.keys() == {"document", "quote"} for e in q["evidence"]), q["id"]
        assert q.get("all", True) is True, q["id"]
        line = json.dumps(q, ensure_ascii=False)
        assert unicodedata.is_normalized("NFC", line), q["id"]


@pytest.mark.parametrize("name", FILES)
def test_gold_fits_the_kind(name: str) -> None:
    for q in questions(name):
        if q["kind"] == "unanswerable":
            assert (q["evidence"], q["answer"]) == ([], None), q["id"]
            assert q["note"], q["id"]
        elif q["kind"] != "meta":
            assert q["evidence"], q["id"]
        if q["kind"] == "yesno":
            assert q["note"].split(";")[0] in {"yes", "no"}, q["id"]
        if q.get("all") or q["kind"] == "compare":
            assert q.get("all"), q["id"]
            assert len(q["evidence"]) >= 2, q["id"]
        if "alternatives" in q:
            assert len(set(answers(q))) >= 2, q["id"]


@pytest.mark.parametrize("name", FILES)
def test_unaccented_questions_have_no_accent(name: str) -> None:
    for q in questions(name):
        if q["style"] == "unaccented":
            assert fold(q["question"]) == q["question"].lower(), q["id"]


def test_no_id_stands_in_two_files() -> None:
    ids = [q["id"] for name in FILES for q in questions(name)]
    assert len(ids) == len(set(ids))


def test_the_held_out_set_is_large_and_has_every_kind_and_style() -> None:
    held = questions("held-out")
    assert len(held) >= 140
    assert sum(not q["answerable"] for q in held) >= 35
    assert sum(q["note"].startswith("near the corpus") for q in held) >= 20
    assert sum(q["style"] != "plain" for q in held) >= 50
    assert {q["kind"] for q in held} == KINDS - {"absent"}
    assert {q["style"] for q in held} == STYLES


@pytest.mark.parametrize("field", ["kind", "style"])
def test_readme_gives_the_true_counts(field: str) -> None:
    readme = (QUESTIONS / "README.md").read_text(encoding="utf-8")
    counts = {name: Counter(q[field] for q in questions(name)) for name in FILES}
    for value in set().union(*counts.values()):
        assert f"| {value} | {' | '.join(str(counts[name][value]) for name in FILES)} |" in readme
    assert f"| all | {' | '.join(str(len(questions(name))) for name in FILES)} |" in readme


def test_no_held_out_question_is_asked_in_another_file_in_the_same_words() -> None:
    def of_text(text: str) -> frozenset[str]:
        return frozenset(s.folded for s in syllables(text))

    def words(q: Question) -> frozenset[str]:
        return of_text(" ".join([*q["history"], q["question"]]))

    others = [(q["id"], words(q)) for name in DEV_FILES for q in questions(name)]
    lines = (ROOT / "corpus" / "documents" / "questions.tsv").read_text(encoding="utf-8").splitlines()
    others += [(f"line {i}", of_text(line.split("\t")[0])) for i, line in enumerate(lines, 1) if line[0] != "#"]
    held = [(q["id"], words(q)) for name in HELD_OUT for q in questions(name)]
    close = [
        (own_id, other_id)
        for own_id, own in held
        for other_id, other in others
        if own and len(own & other) >= 0.6 * len(own | other)
    ]
    assert close == []


@pytest.mark.parametrize("name", FILES)
def test_every_quote_stands_in_its_document(name: str) -> None:
    missing = [
        (q["id"], e["document"])  # not the words: a failing run must not show the held-out set
        for q in questions(name)
        for e in q["evidence"]
        if e["document"] not in documents() or e["quote"] not in documents()[e["document"]].text
    ]
    assert missing == []


@pytest.mark.parametrize("name", FILES)
def test_quotes_are_short_and_on_one_line(name: str) -> None:
    for q in questions(name):
        for e in q["evidence"]:
            assert 6 <= len(e["quote"]) <= 200, q["id"]
            assert re.search(r"\s\s|\n", e["quote"]) is None, q["id"]


# Some answers of dev-more are in its writers' words, not in those of a document.
@pytest.mark.parametrize("name", [name for name in FILES if name != "dev-more"])
def test_a_gold_answer_stands_in_a_cited_document(name: str) -> None:
    unsupported = [
        q["id"]
        for q in questions(name)
        if answers(q) and not any(a in documents()[e["document"]].text for a in answers(q) for e in q["evidence"])
    ]
    assert unsupported == []


@pytest.mark.parametrize("name", FILES)
def test_every_document_is_asked_about(name: str) -> None:
    asked = {documents()[e["document"]].id for q in questions(name) for e in q["evidence"]}
    assert asked == {d.id for d in documents().values()}


def test_the_held_out_set_does_not_ask_about_one_document_only() -> None:
    held = questions("held-out")
    asked = Counter(document for q in held for document in {documents()[e["document"]].id for e in q["evidence"]})
    assert min(asked.values()) >= 5
    assert max(asked.values()) <= 0.3 * sum(asked.values())
