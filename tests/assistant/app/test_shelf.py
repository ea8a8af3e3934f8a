"""The list of documents: everything is in it, also what could not be read and what is missing."""

from dataclasses import replace

from assistant.app.shelf import shelf
from corpus import references
from corpus.document import Failure
from tests.assistant.app import sample

DOCUMENTS = sample.open_index().documents


def test_a_row_opens_its_document_and_shows_its_facts() -> None:
    assert (
        '<li class="card"><a class="card-link" href="#nguon=ket-luan.txt" data-open="ket-luan.txt">'
        '<span class="card-head"><span class="card-name">Kết luận số 62-KL/TW</span></span>'
        '<span class="shelf-title">Về thực hiện Nghị quyết số 19-NQ/TW</span>'
        '<span class="card-facts">02/10/2023 · Bộ Chính trị · cấp trung ương</span></a></li>'
    ) in shelf(DOCUMENTS)


def test_summaries_and_superseded_documents_are_badged() -> None:
    html = shelf(DOCUMENTS)
    assert html.count("bản tóm tắt") == 1
    assert "đã có nguyên văn thay thế" not in html
    old = replace(DOCUMENTS[1], info=replace(DOCUMENTS[1].info, superseded=True))
    assert '<span class="badge">đã có nguyên văn thay thế</span>' in shelf([old])


def test_files_that_failed_are_listed_with_the_reason() -> None:
    html = shelf(DOCUMENTS, failed=[Failure("<hỏng>.pdf", "Có mật khẩu.")])
    assert "<h3>Tệp không đọc được (1)</h3><ul><li><strong>&lt;hỏng&gt;.pdf</strong>: Có mật khẩu.</li></ul>" in html
    assert "Tệp không đọc được" not in shelf(DOCUMENTS)


def test_documents_cited_but_absent_are_listed() -> None:
    html = shelf(DOCUMENTS, missing=references.missing(DOCUMENTS))
    assert "<summary>Văn bản được viện dẫn nhưng chưa có trong kho (2)</summary>" in html
    assert "<li>Thông tư số 20/2023/TT-BGDĐT — được nhắc 1 lần</li>" in html
    assert "19-NQ/TW (trong kho chỉ có bản tóm tắt) — được nhắc 1 lần</li>" in html


def test_hostile_titles_stay_text() -> None:
    html = shelf(DOCUMENTS)
    assert "&lt;script&gt;&quot;&amp;&#x27;&lt;/script&gt;" in html
    assert "<script" not in html
    assert "<i>" not in html
