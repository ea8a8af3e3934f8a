"""The list of kept conversations as HTML."""

from assistant.app.panel import panel
from assistant.conversation_file import Entry
from assistant.conversations import Listing
from corpus.document import Failure

FIRST = Entry("20261124-080000-0a1b2c3d", "Ai ký <62>?", "2026-11-24T08:00:00+07:00", 2)
SECOND = Entry("20261123-090000-0a1b2c3d", "Giá vàng?", "2026-11-23T09:30:00+07:00", 1)


def test_a_row_resumes_exports_renames_and_deletes() -> None:
    html = panel(Listing((FIRST,)))
    assert '<h2 id="talks-title" tabindex="-1">Hội thoại đã lưu (1)</h2>' in html
    assert 'data-resume="20261124-080000-0a1b2c3d"><span class="talk-title">Ai ký &lt;62&gt;?</span>' in html
    assert '<span class="talk-facts">24/11/2026 08:00 · 2 câu hỏi</span>' in html
    assert '<a class="quiet" href="hoi-thoai/20261124-080000-0a1b2c3d.md" download>Tải Markdown</a>' in html
    assert '<a class="quiet" href="hoi-thoai/20261124-080000-0a1b2c3d.docx" download>Tải Word</a>' in html
    assert 'data-erase="20261124-080000-0a1b2c3d" aria-label="Xóa hội thoại Ai ký &lt;62&gt;?">Xóa</button>' in html
    assert '<input id="ten-20261124-080000-0a1b2c3d" name="title" type="text" value="Ai ký &lt;62&gt;?"' in html


def test_the_one_on_the_page_is_marked() -> None:
    html = panel(Listing((FIRST, SECOND)), current=SECOND.id)
    first, second = html.split("</li>")[:2]
    assert ("current" in first, 'aria-current="true"' in second) == (False, True)


def test_what_was_deleted_can_be_brought_back() -> None:
    html = panel(Listing((SECOND,)), deleted=FIRST)
    assert "Đã xóa “Ai ký &lt;62&gt;?”." in html
    assert 'data-restore="20261124-080000-0a1b2c3d">Hoàn tác</button>' in html


def test_a_file_that_could_not_be_read_is_said() -> None:
    html = panel(Listing((), (Failure("data/conversations/a/broken/x.json", "nội dung tệp bị hỏng"),)))
    assert "Không đọc được một tệp hội thoại" in html
    assert "data/conversations/a/broken/x.json: nội dung tệp bị hỏng" in html
    assert "Chưa có hội thoại nào." in html


def test_only_a_long_list_can_be_searched() -> None:
    assert "talks-filter" not in panel(Listing((FIRST,) * 8))
    assert 'data-filters=".talk"' in panel(Listing((FIRST,) * 9))
