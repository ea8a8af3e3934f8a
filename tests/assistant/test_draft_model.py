"""A drafted section in a model's words: verified like the drafted sentences, and never with fewer facts."""

import re
from collections.abc import Callable, Generator, Sequence

import pytest

from assistant import outline as outlines
from assistant.chat_model import Health, Message, ModelFailure
from assistant.draft.model import names_in_lead, retell
from assistant.draft.report import Brief, SectionDraft
from assistant.draft.write import draft_outline
from assistant.tokens import tokens
from assistant.verify import verify
from index.search import Index

LOCALITY = "xã Sơn Mai, tỉnh Quảng Ngãi"


@pytest.fixture(scope="module")
def section(index: Index) -> SectionDraft:
    """The section of the corpus' own outline with the most cited sentences."""
    outline = outlines.from_document(outlines.find_outline(index.documents))
    return max(
        draft_outline(index, outline, Brief(LOCALITY)), key=lambda s: sum(st.origin == "source" for st in s.statements)
    )


class Scripted:
    """A model that retells the points of a prompt by a function of (key, text), and joins by another."""

    name = "thu"

    def __init__(self, write: Callable[[str, str], str], join: Callable[[str], str] = lambda text: text) -> None:
        self.write, self.join = write, join

    def stream(self, messages: Sequence[Message], *, timeout: float) -> Generator[str, None, None]:
        prompt = messages[-1].text
        points = re.findall(r"^\[(k\w{3})\] (.*)$", prompt, re.MULTILINE)
        if "CÁC Ý" in prompt:
            yield "\n".join(self.write(key, text) for key, text in points)
        else:
            yield self.join(prompt.split("\n\n")[0])

    def health(self) -> Health:
        return Health(True, "")


def keep(key: str, text: str) -> str:
    return f"{text.rstrip('.')} [{key}]."


def supported(section: SectionDraft) -> bool:
    quotes = {c.marker: c.quote for c in section.citations}
    cited = [s for s in section.statements if s.citations]
    return all(verify(s.text, [quotes[m] for m in s.citations]).supported for s in cited)


def test_what_is_supported_is_the_models(section: SectionDraft) -> None:
    told = retell(section, Scripted(keep), locality=LOCALITY, timeout=10).section
    assert sum(s.origin == "source" for s in section.statements) >= 3
    assert [s.origin for s in told.statements if s.citations] == ["model"] * sum(
        bool(s.citations) for s in section.statements
    )
    assert [s.text for s in told.statements if not s.citations] == [
        s.text for s in section.statements if not s.citations
    ]
    assert supported(told)


def test_an_invented_figure_leaves_the_sources_words(section: SectionDraft) -> None:
    told = retell(
        section, Scripted(lambda k, t: f"{t.rstrip('.')} với 987 đơn vị [{k}]."), locality=LOCALITY, timeout=10
    )
    assert told.section.statements == section.statements
    assert len(told.section.rejected) > len(section.rejected)


def test_words_without_whose_they_are_are_not_taken(section: SectionDraft) -> None:
    """A directive told as a result, another place's result told as ours."""
    quotes = {c.marker: c.quote for c in section.citations}
    bare = {s.text.rstrip("."): quotes[s.citations[0]].rstrip(".;") for s in section.statements if s.origin == "source"}
    told = retell(
        section, Scripted(lambda k, t: f"{bare.get(t.rstrip('.'), t)} [{k}]."), locality=LOCALITY, timeout=10
    ).section
    for statement in told.statements:
        if statement.origin == "model":
            before = next(s for s in section.statements if s.citations and s.citations[0] == statement.citations[0])
            names = names_in_lead(before.text)
            said = f" {' '.join(t.folded for t in tokens(statement.text))} "
            assert not names or any(name in said for name in names)
    assert supported(told)


@pytest.mark.parametrize(
    "join",
    [lambda text: "Mọi việc đều tốt đẹp.", lambda text: text.rsplit(".", 2)[0] + ".",
     lambda text: re.sub(r"\[k\w+\]", "", text), lambda text: text + " Có 55 đơn vị mới."],
)  # fmt: skip
def test_a_flow_that_loses_or_adds_a_fact_is_not_used(section: SectionDraft, join: Callable[[str], str]) -> None:
    plain = retell(section, Scripted(keep), locality=LOCALITY, timeout=10).section
    assert retell(section, Scripted(keep, join), locality=LOCALITY, timeout=10).section.statements == plain.statements


def test_a_model_that_fails_leaves_the_section(section: SectionDraft) -> None:
    def fail(key: str, text: str) -> str:
        raise ModelFailure("máy chủ mô hình báo lỗi 500")

    assert retell(section, Scripted(fail), locality=LOCALITY, timeout=10) == (section, "máy chủ mô hình báo lỗi 500")


def test_the_drafters_own_wording_is_left(section: SectionDraft) -> None:
    edited = SectionDraft("1", "Mục", section.statements, edited="Lời của người soạn.")
    assert retell(edited, Scripted(keep), locality=LOCALITY, timeout=10).section is edited
