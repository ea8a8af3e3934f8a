"""What the tab **Soạn thảo** shows for a project and a page of it. Everything asked for is read from disk anew, so
that a page survives its server and two windows see the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant import cite, outline
from assistant.app.drafting_bar import bar, tree
from assistant.app.drafting_data import coverage_page, requests_of, requests_page
from assistant.app.drafting_figures import figures_page
from assistant.app.drafting_outline import brief_page, outline_page
from assistant.app.drafting_read import read_page
from assistant.app.drafting_section import section_page
from assistant.app.drafting_start import start
from assistant.app.drafting_versions import comparison_page, versions_page, word_page
from assistant.app.markup import Html, tag
from assistant.app.service import Service
from assistant.draft import projects, versions
from assistant.draft.coverage import coverage_rows
from assistant.draft.differ import compare
from assistant.draft.project import Project
from assistant.draft.workshop import Workshop
from corpus.errors import TrolyError
from index.search import Hit

_HITS = 8


class Place(NamedTuple):
    """What a window looks at: a project ("" for the first screen) and a page of it."""

    project: str = ""
    view: str = ""
    query: str = ""


class Screen(NamedTuple):
    """The HTML of the tab's parts: the first screen or the project's bar, the outline, the page."""

    head: Html
    tree: Html
    page: Html


class Desk:
    """What the handlers of the tab share."""

    def __init__(self, service: Service, *, data: Path) -> None:
        self.service = service
        self.home = data / projects.FOLDER
        self.workshop = Workshop(open_index=service.index, home=self.home, retell=service.retell)

    def screen(self, place: Place) -> Screen:
        """What to show at a place. Raises TrolyError when the project or the page is not there."""
        if not place.project:
            return Screen(self.first(), Html(""), Html(""))
        project = projects.load(self.home, place.project)
        return Screen(
            bar(project, place.view, requests=len(requests_of(project))),
            tree(project, place.view),
            self._page(project, place),
        )

    def first(self) -> Html:
        """The first screen: the projects, and the form for a new one while there is an index to draft from."""
        trouble, found = "", ""
        documents: Sequence[tuple[str, str]] = ()
        entries: Sequence[projects.Entry] = ()
        removed: Sequence[projects.Entry] = ()
        try:
            entries, removed = projects.listed(self.home), projects.removed(self.home)
            found, documents = self.outlines()
        except TrolyError as error:
            trouble = str(error)
        return start(entries, removed, found=found, documents=documents, trouble=trouble)

    def outlines(self) -> tuple[str, list[tuple[str, str]]]:
        """The name of the đề cương that the corpus has ("" for none), and every document as (id, name)."""
        documents = self.service.index().documents
        names = [(document.id, cite.name(document.info)) for document in documents]
        try:
            found = outline.find_outline(documents)
        except TrolyError:
            return "", names
        return cite.name(found.info), names

    def _page(self, project: Project, place: Place) -> Html:
        name, _, rest = place.view.partition(":")
        if name == "at":
            return self._section(project, rest, place.query)
        if name == "versions" and rest:
            return self._comparison(project, rest)
        if name == "versions":
            return versions_page(project, versions.versions(self.home, project.id))
        if name == "brief":
            return brief_page(project)
        if name == "figures":
            return figures_page(project)
        if name == "requests":
            return requests_page(project)
        if name == "coverage":
            sections = tuple(project.sections.values())
            return coverage_page(project, coverage_rows(project.outline, sections, self.service.index()))
        if name == "read":
            return read_page(project, self.service.documents())
        if name == "word":
            return word_page(project, party=self._party(project))
        found, documents = self.outlines()
        return outline_page(project, found=found, documents=documents)

    def _section(self, project: Project, label: str, query: str) -> Html:
        index = self.service.index()
        hits: Sequence[Hit] = index.search(query, k=_HITS) if query else ()
        return section_page(
            project,
            outline.item(project.outline, label),
            documents=self.service.documents(),
            passages={passage.id: passage for passage in index.passages},
            query=query,
            hits=hits,
        )

    def _comparison(self, project: Project, number: str) -> Html:
        found = next((v for v in versions.versions(self.home, project.id) if str(v.number) == number), None)
        if found is None:
            raise TrolyError("Không có phiên bản này. Hãy chọn phiên bản trong danh sách.")
        return comparison_page(found, compare(versions.state_of(self.home, project.id, found.number), project))

    def _party(self, project: Project) -> bool:
        """Whether the outline was sent by a Party body, whose recipients then are Party bodies."""
        try:
            issuer = self.service.documents()[project.outline.source or ""].info.issuer or ""
        except (KeyError, TrolyError):
            return False
        return any(word in issuer for word in ("ủy", "uỷ", "Trung ương", "Đảng", "Bộ Chính trị", "Ban Bí thư"))


def trouble(words: str) -> Html:
    """In place of a page, why there is none."""
    return tag("div", tag("p", words), class_="reply error", role="alert")
