"""The tab **Văn bản**: the list of the corpus; a document opens in the reader beside it."""

import gradio as gr

from assistant.app.markup import tag
from assistant.app.service import Service
from assistant.app.shelf import shelf
from corpus import references
from corpus.errors import TrolyError


def build(page: gr.Blocks, service: Service) -> None:
    """Adds the tab."""
    with gr.Tab("Văn bản", id="library", elem_id="tab-library"):
        listing = gr.HTML(elem_id="library", apply_default_css=False)
    page.load(lambda: contents(service), None, listing, queue=False, api_visibility="private", show_progress="hidden")


def contents(service: Service) -> str:
    """The HTML of the list, or the sentence that says why there is none."""
    try:
        index = service.index()
    except TrolyError as error:
        return tag("div", tag("p", str(error)), class_="reply error", role="alert")
    return shelf(index.documents, failed=index.failed, missing=references.missing(index.documents))
