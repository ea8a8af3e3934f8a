"""Pairs of our own: everyday questions about official passages, and the known questions of the shipped documents.

``everyday.tsv`` holds questions and where in the training folder the passage of each is, not the passage itself.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from corpus import library
from corpus.passage import split
from corpus.questions import read_questions
from index.context import embedded_texts, vocabulary
from index.train.pairs import Pair, read_pairs

EVERYDAY = Path(__file__).with_name("everyday.tsv")
DOCUMENTS = Path(library.__file__).with_name("documents")


def everyday(folder: Path) -> Iterator[Pair]:
    """The everyday questions with their passages; those whose passage ``folder`` does not have are left out."""
    wanted: dict[str, dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in EVERYDAY.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, place, digest, question = line.split("\t")
            wanted[source][int(place)].append((digest, question))
    for source, questions in sorted(wanted.items()):
        for number, pair in enumerate(read_pairs(folder, source)):
            if number in questions:
                own = hashlib.sha256(pair.passage.encode()).hexdigest()
                yield from (Pair(q, pair.passage) for digest, q in questions[number] if own.startswith(digest))


def known(documents_dir: Path = DOCUMENTS) -> Iterator[Pair]:
    """The known questions of a corpus, each with the passage that answers it, as it is embedded."""
    documents = library.load(documents_dir).documents
    passages = [p for d in documents if not d.info.superseded for p in split(d)]
    texts = embedded_texts(passages, documents, vocabulary(documents))
    for question in read_questions(documents_dir, documents)[0]:
        for passage, text in zip(passages, texts, strict=True):
            if passage.document_id == question.document_id and passage.start <= question.start < passage.end:
                yield Pair(question.question, text)


def alike(documents_dir: Path = DOCUMENTS) -> Iterator[Pair]:
    """Known questions with the same answer, one with the next: two ways to ask one thing."""
    by_answer: dict[tuple[str, int], list[str]] = defaultdict(list)
    for question in read_questions(documents_dir, library.load(documents_dir).documents)[0]:
        if question.document_id:
            by_answer[question.document_id, question.start].append(question.question)
    for questions in by_answer.values():
        yield from (Pair(one, other) for one, other in pairwise(questions))
