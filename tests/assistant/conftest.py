"""The shipped corpus with its known questions as an index in memory, built once."""

from pathlib import Path

import pytest

from corpus.library import load
from corpus.passage import split
from corpus.questions import read_questions
from index.embed import open_encoder
from index.search import Index

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"


@pytest.fixture(scope="session")
def index() -> Index:
    documents = load(DOCUMENTS).documents
    passages = [passage for document in documents for passage in split(document)]
    questions, _ = read_questions(DOCUMENTS, documents)
    return Index.in_memory(passages, encoder=open_encoder(), documents=documents, questions=questions)
