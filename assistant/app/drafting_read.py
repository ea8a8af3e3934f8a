"""The page on which the whole draft is read: every heading and section in order, sources numbered throughout.
Pure HTML."""

from collections.abc import Mapping

from assistant.app.drafting_section import prose
from assistant.app.drafting_start import button
from assistant.app.markup import Html, tag
from assistant.draft.project import Project
from assistant.draft.report import SectionDraft
from assistant.draft.write import assemble
from assistant.outline import leaves
from corpus.document import Document


def read_page(project: Project, documents: Mapping[str, Document]) -> Html:
    """The report as it stands, with a way from each section to its own page."""
    if not project.sections:
        words = tag("p", "Chưa có mục nào được soạn.", class_="empty")
        return tag("section", _title(project), words, aria_labelledby="section-title")
    report = assemble(project.outline, tuple(project.sections.values()), project.brief)
    missing = [item.label for item in leaves(project.outline) if item.label not in project.sections]
    return tag(
        "section",
        _title(project),
        tag("p", f"Chưa soạn: {', '.join(missing)}.", class_="drafting-note") if missing else None,
        tag("div", *(_section(section, project, documents) for section in report.sections), class_="draft-text whole"),
        aria_labelledby="section-title",
    )


def _title(project: Project) -> Html:
    return tag("h2", "Toàn văn dự thảo", id="section-title", tabindex=-1)


def _section(section: SectionDraft, project: Project, documents: Mapping[str, Document]) -> Html:
    own = section.label.rpartition(".")[2]
    name = f"h{min(6, 3 + section.label.count('.'))}"
    written = section.label in project.sections
    return tag(
        "section",
        tag(
            name,
            f"{own}. {section.heading} ",
            button(
                "Mở mục", "show", class_="link", data_view=f"at:{section.label}", aria_label=f"Mở mục {section.label}"
            )
            if written
            else None,
        ),
        *(prose(section, documents) if written else ()),
    )
