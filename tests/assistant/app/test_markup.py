"""HTML that text cannot break out of, and the small Markdown of answers."""

from assistant.app.markup import Html, join, open_link, rich, shorten, tag, text, unmarked

MARKERS = {1: Html("<a>[1]</a>")}


def test_plain_strings_are_escaped_and_html_is_not() -> None:
    assert join("a < b & \"c\" 'd'", tag("b", "<i>"), None) == (
        "a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;<b>&lt;i&gt;</b>"
    )


def test_attributes_are_escaped_and_false_ones_left_out() -> None:
    assert tag("a", "x", class_="c", data_open='"><script>', hidden=True, open=False, title=None) == (
        '<a class="c" data-open="&quot;&gt;&lt;script&gt;" hidden>x</a>'
    )


def test_an_attribute_may_be_called_name() -> None:
    assert tag("textarea", name="comment") == '<textarea name="comment"></textarea>'


def test_a_link_to_a_document_carries_its_place_in_the_address() -> None:
    assert open_link("kết luận.txt#2", "[1]", start=5, end=9, class_="marker", label="Nguồn 1") == (
        '<a class="marker" href="#nguon=k%E1%BA%BFt+lu%E1%BA%ADn.txt%232&amp;tu=5&amp;den=9" '
        'data-open="kết luận.txt#2" data-start="5" data-end="9" aria-label="Nguồn 1">[1]</a>'
    )
    assert open_link("a.txt", "a") == '<a href="#nguon=a.txt" data-open="a.txt">a</a>'


def test_known_markers_become_links_and_others_stay_text() -> None:
    assert rich("Ban hành ngày 02/10/2023 [1], xem [2].", MARKERS) == (
        "<p>Ban hành ngày 02/10/2023 <a>[1]</a>, xem [2].</p>"
    )


def test_paragraphs_bold_and_headings() -> None:
    assert rich("# Tỉnh\n**Mục tiêu**: một\nhai\n\nba", {}) == (
        "<h4>Tỉnh</h4><p><strong>Mục tiêu</strong>: một<br>hai</p><p>ba</p>"
    )


def test_lists_nest_by_indent_and_numbers_are_kept() -> None:
    assert rich("Gồm:\n- một [1]\n  + hai\n- ba\n\n3. bốn\n4. năm", MARKERS) == (
        "<p>Gồm:</p><ul><li>một <a>[1]</a><ul><li>hai</li></ul></li><li>ba</li></ul>"
        '<ol><li value="3">bốn</li><li value="4">năm</li></ol>'
    )


def test_blank_lines_do_not_cut_a_list() -> None:
    assert rich("- một\n\n- hai", {}) == "<ul><li>một</li><li>hai</li></ul>"


def test_html_links_and_pictures_in_markdown_are_shown_as_text() -> None:
    hostile = "<script>x</script> [a](javascript:b) ![c](http://203.0.113.7/d.png) ${1} {{v}} **<b>**"
    assert rich(hostile, MARKERS) == (
        "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:b) ![c](http://203.0.113.7/d.png) ${1} {{v}} "
        "<strong>&lt;b&gt;</strong></p>"
    )


def test_a_marker_inside_bold_is_a_link() -> None:
    assert rich("**Điều 5 [1]**", MARKERS) == "<p><strong>Điều 5 <a>[1]</a></strong></p>"


def test_unclosed_bold_stays_text() -> None:
    assert rich("**Điều 5", {}) == "<p>**Điều 5</p>"


def test_a_whole_line_in_italics_is_a_note_and_stars_within_text_are_text() -> None:
    note = "Có [1].\n\n*Nguồn là bản tóm tắt, cần đối chiếu.*"
    assert rich(note, MARKERS) == "<p>Có <a>[1]</a>.</p><p><em>Nguồn là bản tóm tắt, cần đối chiếu.</em></p>"
    assert rich("5 * 3 * 2 và *một* từ", {}) == "<p>5 * 3 * 2 và *một* từ</p>"
    assert rich("**Mục 1** và **mục 2**", {}) == "<p><strong>Mục 1</strong> và <strong>mục 2</strong></p>"


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("đơn vị sự nghiệp", 16) == "đơn vị sự nghiệp"
    assert shorten("đơn vị sự nghiệp", 12) == "đơn vị sự…"


def test_text_escapes() -> None:
    assert text("<") == "&lt;"


def test_unmarked_takes_only_the_signs_away() -> None:
    assert unmarked("**Mục 1**: 2 * 3 [1]\n\n*Bản tóm tắt.*") == "Mục 1: 2 * 3 [1]\n\nBản tóm tắt."
