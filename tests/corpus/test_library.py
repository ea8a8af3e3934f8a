"""A folder of documents: loading, finding, adding, removing."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus import library
from corpus.document import Document, Failure
from corpus.errors import TrolyError
from corpus.references import resolve
from tests.corpus.conftest import SHIPPED

SHEET = "2017-10-25_nghi-quyet_19-nq-tw_phieu-tra-cuu.md"
ORIGINAL = """BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 19-NQ/TW

ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 25 tháng 10 năm 2017

NGHỊ QUYẾT
về tiếp tục đổi mới hệ thống tổ chức và quản lý

1. Nội dung thứ nhất của bản gốc.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "documents"
    copy.mkdir()
    for path in SHIPPED.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


def test_what_cannot_be_read_is_listed_with_the_reason(folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "sub").mkdir()
    (folder / "sub" / "old.txt").write_bytes("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode("latin-1"))
    (folder / ".hidden").write_text("x", encoding="utf-8")
    corpus = library.load(folder)
    assert [f.path for f in corpus.failed] == ["scan.pdf", "sub/old.txt"]
    assert all(isinstance(f, Failure) and f.reason for f in corpus.failed)
    assert len(corpus.documents) == 8


def test_progress_counts_files(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    library.load(folder, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(n, 6) for n in range(1, 7)]


def test_a_summary_gives_way_to_the_original(folder: Path) -> None:
    (folder / "nq19-goc.txt").write_text(ORIGINAL, encoding="utf-8")
    documents = library.load(folder).documents
    superseded = [d.id for d in documents if d.info.superseded]
    assert superseded == [SHEET]
    assert library.find(documents, "19-NQ/TW").id == "nq19-goc.txt"
    assert library.find(documents, "NQ 19").id == "nq19-goc.txt"
    assert library.find(documents, SHEET).info.superseded
    kl62 = library.find(documents, "62-KL/TW")
    meant = resolve(kl62.references[0], documents)
    assert meant is not None
    assert meant.id == "nq19-goc.txt"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("62-KL/TW", "kl62"),
        (" 62-kl/tw ", "kl62"),
        ("KL 62", "kl62"),
        ("KL62", "kl62"),
        ("kết luận số 62", "kl62"),
        ("Kết luận 62-KL/TW", "kl62"),
        ("152-BS/VPTU", "sao lục"),
        ("sao lục", "sao lục"),
        ("nghị quyết 19", "nq19"),
        ("công văn của tỉnh", "tỉnh"),
        ("cong van tinh", "tỉnh"),
        ("công văn trung ương", "ban cscl"),
        ("công văn của Ban Chính sách, chiến lược Trung ương", "ban cscl"),
        ("kế hoạch của huyện", "huyện"),
        ("ke hoach huyen", "huyện"),
        ("báo cáo xã Sơn Mai", "sơn mai"),
        ("Sơn Mai", "sơn mai"),
        ("đề cương", "đề cương"),
        ("2023-10-02_ket-luan_62-kl-tw.txt#2", "sao lục"),
    ],
)
def test_find(shipped: Mapping[str, Document], name: str, short: str) -> None:
    assert library.find(tuple(shipped.values()), name).id == shipped[short].id


@pytest.mark.parametrize("name", ["công văn", "99-NQ/TW", "Nghị quyết 27", "thời tiết hôm nay", "", "!!!"])
def test_find_none_or_several(shipped: Mapping[str, Document], name: str) -> None:
    with pytest.raises(TrolyError, match="văn bản"):
        library.find(tuple(shipped.values()), name)


def test_add_copies_whole_files(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "nq19-goc.txt"
    source.write_text(ORIGINAL, encoding="utf-8")
    added, failed = library.add(folder, [source])
    assert [d.info.number for d in added] == ["19-NQ/TW"]
    assert failed == ()
    assert (folder / source.name).read_bytes() == source.read_bytes()
    assert not [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_add_refuses_with_the_reason_and_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    good, bad, taken = tmp_path / "tot.txt", tmp_path / "hong.txt", tmp_path / SHEET
    good.write_text(ORIGINAL, encoding="utf-8")
    taken.write_text(ORIGINAL, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.4")
    before = set(os.listdir(folder))
    added, failed = library.add(folder, [good, bad, taken, tmp_path / "none.txt"])
    assert [d.id for d in added] == ["tot.txt"]
    assert [f.path for f in failed] == [str(bad), str(taken), str(tmp_path / "none.txt")]
    assert failed[0].reason.startswith("chưa đọc được loại tệp này (PDF)")
    assert failed[1].reason.startswith("trong kho đã có tệp cùng tên")
    assert failed[2].reason == "không thấy tệp này"
    assert set(os.listdir(folder)) == before | {"tot.txt"}


def test_remove_keeps_the_file_outside_the_corpus(folder: Path, tmp_path: Path) -> None:
    document = library.find(library.load(folder).documents, "báo cáo xã Sơn Mai")
    content = (folder / document.path).read_bytes()
    kept = library.remove(folder, document, tmp_path / "removed")
    assert kept == tmp_path / "removed" / document.path
    assert kept.read_bytes() == content
    assert not (folder / document.path).exists()
    assert 'level = "xã"' in (tmp_path / "removed" / f"{document.path}.manifest.toml").read_text(encoding="utf-8")
    after = library.load(folder)
    assert after.failed == ()
    assert [d.info.verbatim for d in after.documents if d.id == SHEET] == [False]
    with pytest.raises(TrolyError, match="Không thấy tệp"):
        library.remove(folder, document, tmp_path / "removed")


def test_a_manifest_entry_without_its_file_is_listed(folder: Path) -> None:
    (folder / SHEET).unlink()
    assert library.load(folder).failed == (Failure(SHEET, "có trong manifest.toml nhưng không có tệp này"),)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match="Không thấy thư mục văn bản"):
        library.load(tmp_path / "none")


def test_short_names_are_completed_from_other_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Thực hiện Nghị quyết 57 về chuyển đổi số.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Căn cứ Nghị quyết số 57-NQ/TW, ngày 22/12/2024.\n", encoding="utf-8")
    documents = library.load(tmp_path).documents
    assert [r.number for d in documents for r in d.references] == ["57-NQ/TW", "57-NQ/TW"]
