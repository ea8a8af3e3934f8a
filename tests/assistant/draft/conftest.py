"""The shipped outline, and drafts of it for a made-up province and for xã Sơn Mai."""

import pytest

from assistant import outline as outlines
from assistant.draft.report import Brief, Outline, SectionDraft
from assistant.draft.write import draft_outline
from index.search import Index

PROVINCE = Brief("tỉnh Bình Sơn")
COMMUNE = Brief("xã Sơn Mai, tỉnh Quảng Ngãi")
SON_MAI = "2025_bao-cao_ubnd-xa-son-mai_thuc-hien-kl-62.txt"


@pytest.fixture(scope="session")
def outline(index: Index) -> Outline:
    """The đề cương of August 2025."""
    return outlines.from_document(outlines.find_outline(index.documents))


@pytest.fixture(scope="session")
def province(index: Index, outline: Outline) -> tuple[SectionDraft, ...]:
    """The draft of a province without documents in the corpus."""
    return draft_outline(index, outline, PROVINCE)


@pytest.fixture(scope="session")
def commune(index: Index, outline: Outline) -> tuple[SectionDraft, ...]:
    """The draft of the commune whose report is in the corpus."""
    return draft_outline(index, outline, COMMUNE)
