"""The reader shows the canonical text, marks the cited words and links what the corpus has."""

import re
from html import unescape

import pytest

from assistant.app.reader import message, reader
from corpus.document import Document, Span
from tests.assistant.app import sample

SERVICE = sample.service()
CONCLUSION, RESOLUTION, HOSTILE = SERVICE.index().documents


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def shown_text(html: str) -> str:
    body = html.split('<div class="document-text" lang="vi">')[1].split("</div></div></article>")[0]
    return "\n".join(words(p) for p in re.findall(r"<p[ >].*?</p>", body))


def marked(html: str) -> str:
    return "".join(words(m) for m in re.findall(r"<mark>(.*?)</mark>", html))


@pytest.mark.parametrize("document", [CONCLUSION, RESOLUTION, HOSTILE])
def test_the_text_is_shown_character_for_character(document: Document) -> None:
    assert shown_text(reader(document, {})) == document.text


def test_the_marked_words_are_the_quote() -> None:
    html = reader(CONCLUSION, {}, mark=sample.span(CONCLUSION.text, sample.QUOTE))
    assert marked(html) == sample.QUOTE
    assert f"2.5. <mark>{sample.QUOTE}</mark></p>" in html


def test_every_place_can_be_marked_whatever_links_and_paragraphs_it_cuts() -> None:
    text = CONCLUSION.text
    targets = SERVICE.targets(CONCLUSION)
    for start in range(0, len(text), 7):
        for length in (1, 20, 130):
            end = min(len(text), start + length)
            html = reader(CONCLUSION, targets, mark=Span(start, end))
            assert marked(html) == text[start:end].replace("\n", "")
            assert shown_text(html) == text


def test_a_reference_in_the_corpus_is_a_link_and_another_is_marked_missing() -> None:
    html = reader(CONCLUSION, SERVICE.targets(CONCLUSION))
    assert (
        'Thực hiện <a class="mention" href="#nguon=nghi-quyet.md" data-open="nghi-quyet.md">'
        "Nghị quyết 19-NQ/TW</a>, các đơn vị"
    ) in html
    assert ('<span class="missing" title="Văn bản này chưa có trong kho">Thông tư 20/2023/TT-BGDĐT</span>') in html


def test_the_table_of_contents_leads_to_the_paragraph_of_each_section() -> None:
    html = reader(CONCLUSION, {})
    assert "<summary>Mục lục (3 mục)</summary>" in html
    assert re.findall(r'<li class="(depth-\d)"><a href="#(doan-\d)" data-jump="doan-\d">(.*?)</a></li>', html) == [
        ("depth-1", "doan-0", "1. Kết quả thực hiện"),
        ("depth-1", "doan-1", "2. Nhiệm vụ"),
        ("depth-2", "doan-2", "2.5. Nâng cao hiệu quả"),
    ]
    assert '<p class="heading depth-1"><span id="doan-0" class="anchor"></span>1. Kết quả thực hiện</p>' in html
    assert '<p class="bullet"><span id="doan-3" class="anchor"></span>- Phát huy giám sát' in html


def test_header_and_signature_are_set_apart() -> None:
    html = reader(CONCLUSION, {})
    assert html.count('<p class="front">') == 3
    assert html.count('<p class="back">') == 2


def test_the_facts_leave_out_what_is_unknown() -> None:
    known = re.findall(r"<dt>(.*?)</dt>", reader(CONCLUSION, {}))
    assert known == [
        "Số, ký hiệu", "Loại văn bản", "Cơ quan ban hành", "Nơi, ngày", "Người ký", "Nơi nhận", "Cấp", "Tệp",
    ]  # fmt: skip
    assert "<dd>Hà Nội, 02/10/2023</dd>" in reader(CONCLUSION, {})
    assert "<dd><ul><li>Các tỉnh uỷ, thành uỷ</li><li>Lưu Văn phòng</li></ul></dd>" in reader(CONCLUSION, {})
    assert re.findall(r"<dt>(.*?)</dt>", reader(HOSTILE, {})) == ["Loại văn bản", "Cơ quan ban hành", "Cấp", "Tệp"]


def test_contents_are_unfolded_only_when_no_words_are_to_be_seen() -> None:
    assert '<details class="contents" open>' in reader(CONCLUSION, {})
    assert '<details class="contents">' in reader(CONCLUSION, {}, mark=Span(0, 5))


def test_a_summary_says_that_it_is_one() -> None:
    html = reader(RESOLUTION, {})
    assert "bản tóm tắt</span>" in html
    assert "Đây không phải nguyên văn. Khi dùng chính thức, cần đối chiếu với văn bản gốc." in html
    assert "bản tóm tắt" not in reader(CONCLUSION, {})


def test_hostile_text_is_shown_and_never_becomes_html() -> None:
    html = reader(HOSTILE, {}, mark=Span(20, 60))
    allowed = {"article", "header", "h2", "button", "div", "p", "details", "summary", "dl", "dt", "dd", "ul", "li",
               "ol", "a", "span", "mark"}  # fmt: skip
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= allowed
    assert not re.search(r'href="(?!#)', html)


def test_a_message_takes_the_place_of_a_document() -> None:
    html = message("Không có <b>", shown=4)
    assert '<p role="alert">Không có &lt;b&gt;</p>' in html
    assert 'data-shown="4"' in html
