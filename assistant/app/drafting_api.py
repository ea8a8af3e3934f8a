"""The named endpoints of drafting: plain JSON in and out, the shapes of ``assistant.draft.present``."""

import base64
from typing import Any

from assistant import outline as outlines
from assistant.app.api import endpoint
from assistant.app.drafting_desk import Desk
from assistant.app.drafting_files import word_file
from assistant.draft import projects
from assistant.draft.plain import plain
from assistant.draft.present import draft_json
from assistant.draft.project import Project
from assistant.draft.report import Brief, Figure, Length, Outline
from assistant.draft.write import assemble, draft_outline
from assistant.word.layout import Body
from corpus.errors import TrolyError
from corpus.library import find
from index.search import Index

_LENGTHS: dict[str, Length] = {"short": "short", "normal": "normal", "long": "long"}
_BODIES: dict[str, Body] = {"state": "state", "party": "party"}


def build(desk: Desk) -> None:
    """Adds the endpoints draft, drafts, draft_project, draft_create, draft_write and draft_word to the page.

    What a caller does wrong comes back as an error with a Vietnamese sentence.
    """

    @endpoint
    def draft(
        locality: str,
        section: str | None = None,
        outline: str | None = None,
        others: bool = True,
        length: str = "normal",
        figures: list[dict[str, str]] | None = None,
    ) -> dict[str, Any]:
        """Soạn cả đề cương hoặc một mục mà không lưu; kết quả như lệnh troly draft --json. outline là số, ký hiệu văn
        bản hoặc nội dung đề cương, bỏ trống thì lấy đề cương có trong kho."""
        index = desk.service.index()
        found = outline_of(outline, index)
        brief = brief_of(locality, others, length, figures)
        labels = None if section is None else _leaves(found, section)
        sections = draft_outline(index, found, brief, labels=labels)
        told = [desk.service.retell(one, brief.locality).section for one in sections]
        return draft_json(assemble(found, told, brief))

    @endpoint
    def drafts() -> dict[str, Any]:
        """Danh sách dự thảo đang lưu."""
        return {"drafts": [plain(entry) for entry in projects.listed(desk.home)]}

    @endpoint
    def draft_project(id: str) -> dict[str, Any]:
        """Một dự thảo: đề cương, thông tin báo cáo và nội dung đã soạn."""
        return _project(projects.load(desk.home, id))

    @endpoint
    def draft_create(
        title: str,
        locality: str,
        outline: str | None = None,
        others: bool = True,
        length: str = "normal",
        figures: list[dict[str, str]] | None = None,
    ) -> dict[str, Any]:
        """Tạo dự thảo mới, chưa soạn mục nào."""
        found = outline_of(outline, desk.service.index())
        brief = brief_of(locality, others, length, figures)
        return _project(projects.create(desk.home, title=title, outline=found, brief=brief))

    @endpoint
    def draft_write(id: str, section: str | None = None) -> dict[str, Any]:
        """Soạn một mục hoặc mọi mục của dự thảo đang lưu; mục đã sửa tay được giữ nguyên khi soạn mọi mục."""
        project = projects.load(desk.home, id)
        labels = _leaves(project.outline, section) if section else [i.label for i in outlines.leaves(project.outline)]
        kept = [label for label in labels if (s := project.sections.get(label)) and s.edited is not None]
        todo = labels if section else [label for label in labels if label not in kept]
        return _project(desk.workshop.run(id, todo) if todo else project)

    @endpoint
    def draft_word(id: str, body: str = "state", notes: bool = True) -> dict[str, Any]:
        """Tệp Word của dự thảo, mã hóa base64; body là "state" (cơ quan nhà nước) hoặc "party" (cơ quan của Đảng)."""
        if body not in _BODIES:
            raise TrolyError("Thể thức phải là “state” (cơ quan nhà nước) hoặc “party” (cơ quan của Đảng).")
        project = projects.load(desk.home, id)
        data = word_file(project, desk.service.index().documents, body=_BODIES[body], notes=notes)
        return {"name": f"{id}.docx", "base64": base64.b64encode(data).decode()}


def outline_of(words: str | None, index: Index) -> Outline:
    """The outline that a caller means: the corpus's own, a document by its number or id, or a text of several lines."""
    if not words:
        return outlines.from_document(outlines.find_outline(index.documents))
    if "\n" in words.strip():
        return outlines.from_text(words)
    return outlines.from_document(find(index.documents, words))


def brief_of(locality: str, others: bool, length: str, figures: list[dict[str, str]] | None) -> Brief:
    """The brief that a caller gives. TrolyError for what is no length and for a figure without item, name or value."""
    if length not in _LENGTHS:
        raise TrolyError("Độ dài phải là “short”, “normal” hoặc “long”.")
    if not locality.strip():
        raise TrolyError("Hãy ghi địa phương của báo cáo, ví dụ “tỉnh Quảng Ngãi”.")
    try:
        rows = tuple(Figure(**{name: str(value) for name, value in row.items()}) for row in figures or ())
    except (TypeError, AttributeError) as error:
        raise TrolyError("Mỗi số liệu phải có item, indicator, value; có thể thêm unit, source.") from error
    return Brief(" ".join(locality.split()), others=others, length=_LENGTHS[length], figures=rows)


def _leaves(outline: Outline, label: str) -> list[str]:
    part = outlines.item(outline, label)
    return [leaf.label for leaf in outlines.leaves(Outline("", (part,)))]


def _project(project: Project) -> dict[str, Any]:
    report = assemble(project.outline, tuple(project.sections.values()), project.brief)
    return {
        "id": project.id,
        "title": project.title,
        "changed": project.changed,
        "revision": project.revision,
        "outline": plain(project.outline),
        "brief": plain(project.brief),
        "report": draft_json(report),
    }
