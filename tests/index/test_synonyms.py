"""The table of synonyms: its format, its direction, and which phrases of a question it widens."""

from pathlib import Path

import pytest

from corpus.errors import TrolyError
from index import synonyms
from index.synonyms import STRENGTH, Synonyms, find, read
from index.vietnamese import accented_key, key, words


def table(tmp_path: Path, *lines: str) -> Synonyms:
    path = tmp_path / "synonyms.tsv"
    path.write_text("# ghi chú\n" + "\n".join(lines), encoding="utf-8")
    return read(path)


def widened(known: Synonyms, question: str) -> dict[str, list[str]]:
    """The phrases of a question that have synonyms, and these, as keys."""
    typed = words(question)
    keys, accented = [key(w) for w in typed], [accented_key(w) for w in typed]
    return {
        " ".join(keys[f.start : f.end]): [" ".join(s.phrase.keys) for s in f.synonyms]
        for f in find(known, keys, accented)
    }


def test_a_general_word_finds_narrower_ones_and_not_the_reverse(tmp_path: Path) -> None:
    known = table(tmp_path, "tiền, xiền\t>\tkinh phí, ngân sách")
    assert widened(known, "lấy tiền ở đâu") == {"tien": ["kinh phi", "ngan sach"]}
    assert widened(known, "kinh phí ở đâu") == {}


def test_equals_stand_for_one_another(tmp_path: Path) -> None:
    known = table(tmp_path, "gộp\t=\tsáp nhập, hợp nhất")
    assert widened(known, "gộp xã") == {"gop": ["sap nhap", "hop nhat"]}
    assert widened(known, "hợp nhất xã") == {"hop nhat": ["gop", "sap nhap"]}


def test_what_is_near_counts_for_less_and_comes_after(tmp_path: Path) -> None:
    known = table(tmp_path, "tiền\t~\tngân sách", "tiền\t>\tkinh phí")
    (found,) = find(known, ["tien"], [accented_key("tiền")])
    assert [(s.phrase.keys, s.strength) for s in found.synonyms] == [
        (("kinh", "phi"), STRENGTH[">"]),
        (("ngan", "sach"), STRENGTH["~"]),
    ]


def test_the_longest_phrase_counts_and_what_must_stay_stays(tmp_path: Path) -> None:
    known = table(tmp_path, "cắt\t>\tgiảm bớt", "cắt người\t>\ttinh giản biên chế", "tiền\t>\tkinh phí", "tiền đề\t!")
    assert widened(known, "cắt người") == {"cat nguoi": ["tinh gian bien che"]}
    assert widened(known, "cắt tiền") == {"cat": ["giam bot"], "tien": ["kinh phi"]}
    assert widened(known, "tạo tiền đề") == {}


def test_a_phrase_that_goes_on_to_its_synonym_is_not_widened(tmp_path: Path) -> None:
    known = table(tmp_path, "bí thư tỉnh\t>\tbí thư tỉnh ủy")
    assert widened(known, "bí thư tỉnh là ai") == {"bi thu tinh": ["bi thu tinh uy"]}
    assert widened(known, "bí thư tỉnh ủy là ai") == {}


def test_accents_must_agree_where_there_are_any(tmp_path: Path) -> None:
    known = table(tmp_path, "soi\t>\tkiểm tra", "tiền nong\t>\tkinh phí")
    assert widened(known, "sợi đay") == {}
    assert widened(known, "soi kỹ") == {"soi": ["kiem tra"]}
    assert widened(known, "tien nong") == {"tien nong": ["kinh phi"]}
    assert widened(known, "soi ki") == {}


def test_the_place_of_the_tone_mark_does_not_matter(tmp_path: Path) -> None:
    assert widened(table(tmp_path, "xã hội hóa\t>\thuy động nguồn lực"), "xã hội hoá") == {
        "xa hoi hoa": ["huy dong nguon luc"]
    }


@pytest.mark.parametrize(
    "line", ["tiền", "tiền\tkinh phí", "tiền\t?\tkinh phí", "tiền\t>", "\t>\tkinh phí", "tiền\t!\tx"]
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(TrolyError, match="dòng 3"):
        table(tmp_path, "sếp\t>\tngười đứng đầu", line)


def rows() -> list[tuple[int, list[str], str, list[str]]]:
    found = []
    for number, line in enumerate(synonyms.TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            said, mark, *written = line.split("\t")
            found.append((number, said.split(", "), mark, written[0].split(", ") if written else []))
    return found


def test_the_shipped_table_is_large_and_well_formed() -> None:
    assert len(read().entries) > 3000
    assert len(rows()) >= 1000
    seen: dict[frozenset[str], int] = {}
    for number, said, _, written in rows():
        for column in (said, written):
            keys = [tuple(map(accented_key, words(phrase))) for phrase in column]
            assert all(keys), f"dòng {number}: cụm từ trống"
            assert len(set(keys)) == len(keys), f"dòng {number}: cụm từ lặp lại"
            assert all(phrase == " ".join(phrase.split()) for phrase in column), f"dòng {number}"
        group = frozenset(" ".join(map(accented_key, words(p))) for p in said + written)
        assert group not in seen, f"dòng {number} trùng dòng {seen[group]}"
        seen[group] = number


def test_no_phrase_of_the_shipped_table_stands_for_itself() -> None:
    for keys, forms in read().entries.items():
        for others in forms.values():
            assert all(other.phrase.keys != keys for other in others), keys
            assert len({other.phrase for other in others}) == len(others), keys


def test_no_figure_and_no_number_of_a_document_is_in_the_shipped_table() -> None:
    for number, said, _, written in rows():
        for phrase in said + written:
            assert not any(len(word) > 1 and any(map(str.isdigit, word)) for word in phrase.split()), f"dòng {number}"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("cắt người", "tinh giản biên chế"),
        ("sếp", "người đứng đầu"),
        ("gộp", "sáp nhập"),
        ("vùng khó", "đặc biệt khó khăn"),
        ("khen", "biểu dương"),
        ("bị phạt", "kiểm điểm"),
        ("soi", "giám sát"),
        ("file mềm", "bản mềm"),
        ("nộp ở đâu", "gửi về"),
        ("khi nào xong", "lộ trình"),
        ("nhắc nhở", "đôn đốc"),
        ("bỏ huyện", "chính quyền địa phương 2 cấp"),
    ],
)
def test_everyday_words_lead_to_those_of_documents(said: str, written: str) -> None:
    (found,) = widened(read(), f"{said} ở Việt Nam").values()
    assert " ".join(map(key, words(written))) in found
