"""From a folder of documents to an index on disk, and back."""

import errno
import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import TrolyError
from index import files, manifest, store, sync
from index.search import Index
from tests.index.builders import BagEncoder, write_corpus

SUMMARY = """# PHIẾU TRA CỨU
# Nghị quyết số 19-NQ/TW

- Giảm ít nhất 10% số đơn vị sự nghiệp công lập.
"""


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> BagEncoder:
    """The encoder every update and every opened index uses; counts what it embeds."""
    model = BagEncoder()
    monkeypatch.setattr("index.sync.open_encoder", lambda name: model)
    monkeypatch.setattr("index.search.open_encoder", lambda name: model)
    return model


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "documents")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def same(one: store.Generation, other: store.Generation) -> bool:
    """Whether two generations hold the same index (when they were made apart)."""
    parts = [(one.lexical.folded, other.lexical.folded), (one.lexical.accented, other.lexical.accented)]
    return (
        one.documents == other.documents
        and one.passages == other.passages
        and one.learned == other.learned
        and one.as_read == other.as_read
        and one.manifest.files == other.manifest.files
        and one.manifest.failed == other.manifest.failed
        and one.lexical.vocabulary == other.lexical.vocabulary
        and all(np.array_equal(a, b) for p, q in parts for a, b in zip(p, q, strict=True))
        and np.array_equal(one.dense.vectors(), other.dense.vectors())
        and np.array_equal(one.digests, other.digests)
    )


def test_a_first_update_makes_an_index_that_answers(documents: Path, data: Path) -> None:
    report = sync.update(documents, data)
    assert (report.added, report.changed, report.removed, report.unchanged) == (2, 0, 0, 0)
    assert report.passages == report.embedded > 2
    index = Index.open(data)
    assert len(index.documents) == report.documents == 2
    for passage in index.passages:
        assert index.document(passage.document_id).text[passage.start : passage.end] == passage.text
    assert "công ty cổ phần" in index.search("chuyển thành CTCP")[0].passage.text
    assert index.search("VC còn thiếu")[0].passage.document_id == "bao-cao.txt"


def test_what_is_opened_equals_what_was_written(documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[store.Generation] = []
    real = store.write
    monkeypatch.setattr(store, "write", lambda folder, g: (written.append(g), real(folder, g)))
    sync.update(documents, data)
    opened = store.read(data)
    assert same(opened, written[0])
    assert opened.manifest == written[0].manifest


def test_nothing_changed_means_nothing_done(documents: Path, data: Path, encoder: BagEncoder) -> None:
    sync.update(documents, data)
    current = (data / "index" / "CURRENT").read_text()
    before = encoder.embedded
    report = sync.update(documents, data)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 2)
    assert report.embedded == 0
    assert encoder.embedded == before
    assert (data / "index" / "CURRENT").read_text() == current


def test_only_changed_passages_are_embedded_and_the_result_is_that_of_a_rebuild(
    documents: Path, data: Path, tmp_path: Path
) -> None:
    sync.update(documents, data)
    path = documents / "bao-cao.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("còn thiếu", "cơ bản đủ"), encoding="utf-8")
    (documents / "nq19.md").write_text(SUMMARY, encoding="utf-8")
    report = sync.update(documents, data)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 0, 1)
    assert 0 < report.embedded < report.passages
    sync.update(documents, tmp_path / "anew")
    assert same(store.read(data), store.read(tmp_path / "anew"))
    (documents / "nq19.md").unlink()
    assert sync.update(documents, data).removed == 1
    sync.update(documents, tmp_path / "anew", rebuild=True)
    assert same(store.read(data), store.read(tmp_path / "anew"))


def test_unchanged_files_are_not_read_again(documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync.update(documents, data)
    read: list[str] = []
    real = sync.library.read_documents
    monkeypatch.setattr(sync.library, "read_documents", lambda name, *rest: (read.append(name), real(name, *rest))[1])
    (documents / "nq19.md").write_text(SUMMARY, encoding="utf-8")
    sync.update(documents, data)
    assert read == ["nq19.md"]


def test_a_summary_gives_way_to_its_original_and_comes_back(documents: Path, data: Path) -> None:
    (documents / "phieu.md").write_text(
        SUMMARY.replace("19-NQ/TW", "62-KL/TW").replace("Nghị quyết", "Kết luận"), encoding="utf-8"
    )
    (documents / "manifest.toml").write_text(
        '[[document]]\nfile = "phieu.md"\nkind = "kết luận"\nnumber = "62-KL/TW"\nverbatim = false\n',
        encoding="utf-8",
    )
    sync.update(documents, data)
    index = Index.open(data)
    assert index.document("phieu.md").info.superseded
    assert "phieu.md" not in {p.document_id for p in index.passages}
    (documents / "ket-luan.txt").unlink()
    sync.update(documents, data)
    index = Index.open(data)
    assert not index.document("phieu.md").info.superseded
    assert "phieu.md" in {p.document_id for p in index.passages}


def test_a_file_that_cannot_be_read_is_listed_with_the_reason(documents: Path, data: Path) -> None:
    (documents / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    report = sync.update(documents, data)
    assert [f.path for f in report.failed] == ["anh.png"]
    assert Index.open(data).failed == report.failed
    assert sync.update(documents, data).failed == report.failed
    (documents / "anh.png").unlink()
    assert sync.update(documents, data).failed == ()


def test_another_manifest_is_read_at_once(documents: Path, data: Path) -> None:
    sync.update(documents, data)
    (documents / "manifest.toml").write_text(
        '[[document]]\nfile = "bao-cao.txt"\nlevel = "xã"\nlocality = "xã Trà Giang"\n', encoding="utf-8"
    )
    sync.update(documents, data)
    assert Index.open(data).document("bao-cao.txt").info.locality == "xã Trà Giang"


def test_another_encoder_is_refused_by_open_and_rebuilt_by_update(
    documents: Path, data: Path, encoder: BagEncoder
) -> None:
    sync.update(documents, data)
    encoder.fingerprint = "bag-2"
    with pytest.raises(TrolyError, match="`troly index`"):
        Index.open(data)
    report = sync.update(documents, data)
    assert report.embedded == report.passages
    assert len(Index.open(data).documents) == 2
    with pytest.raises(TrolyError, match="`troly index`"):
        Index.open(data, encoder="khac")


def test_other_settings_are_refused_by_open_and_rebuilt_by_update(
    documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync.update(documents, data)
    monkeypatch.setattr(manifest, "settings_fingerprint", lambda: "khac")
    with pytest.raises(TrolyError, match="`troly index`"):
        Index.open(data)
    assert sync.update(documents, data).embedded == 0
    assert len(Index.open(data).documents) == 2


def test_another_format_is_refused_by_open_and_rebuilt_by_update(
    documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(manifest, "FORMAT", 0)
        sync.update(documents, data)
    with pytest.raises(TrolyError, match=r"phiên bản khác.*`troly index`"):
        Index.open(data)
    sync.update(documents, data)
    assert len(Index.open(data).documents) == 2


def test_without_an_index_the_command_is_named(data: Path, documents: Path) -> None:
    with pytest.raises(TrolyError, match="`troly index`"):
        Index.open(data)
    assert store.status(data, documents).manifest is None


@pytest.mark.parametrize("name", ["documents.jsonl", "lexical/folded-codes.npy", "manifest.json", "vectors.faiss"])
@pytest.mark.parametrize("damage", ["absent", "cut"])
def test_a_damaged_index_is_told_and_mended(documents: Path, data: Path, name: str, damage: str) -> None:
    sync.update(documents, data)
    path = data / "index" / (data / "index" / "CURRENT").read_text().strip() / name
    if damage == "absent":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(TrolyError, match="`troly index"):
        Index.open(data).search("công ty cổ phần")
    sync.update(documents, data)
    assert Index.open(data).search("công ty cổ phần")


def test_status_tells_what_changed_since(documents: Path, data: Path) -> None:
    sync.update(documents, data)
    (documents / "nq19.md").write_text(SUMMARY, encoding="utf-8")
    (documents / "ket-luan.txt").unlink()
    status = store.status(data, documents)
    assert status.changes == files.Changes(("nq19.md",), (), ("ket-luan.txt",), 1)
    assert status.manifest is not None
    assert status.manifest.documents == 2
    assert status.size > 1000


def test_the_manifest_is_readable_json(documents: Path, data: Path) -> None:
    sync.update(documents, data)
    folder = data / "index" / (data / "index" / "CURRENT").read_text().strip()
    about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert about["encoder_fingerprint"] == "bag-1"
    assert [f["path"] for f in about["files"]] == ["bao-cao.txt", "ket-luan.txt"]
    assert about["passages"] == len(Index.open(data).passages)


def test_progress_is_reported_from_nothing_to_all(documents: Path, data: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    sync.update(documents, data, progress=lambda *call: calls.append(call))
    for what in {c[0] for c in calls}:
        steps = [(done, total) for name, done, total in calls if name == what]
        assert steps[0][0] == 0
        assert steps[-1][0] == steps[-1][1] > 0


def test_two_updates_do_not_run_at_once(documents: Path, data: Path) -> None:
    (data / "index").mkdir(parents=True)
    with files.locked(data / "index" / "lock"), pytest.raises(TrolyError, match="đang chạy"):
        sync.update(documents, data)
    sync.update(documents, data)


def test_a_reader_keeps_its_generation_while_others_come_and_go(documents: Path, data: Path) -> None:
    sync.update(documents, data)
    reader = Index.open(data)
    for i in range(3):
        (documents / "them.md").write_text(f"{SUMMARY}\n- Mục tiêu thứ {i} là tự chủ.\n", encoding="utf-8")
        sync.update(documents, data)
    assert len(list((data / "index").glob("g*"))) == 1
    assert len(reader.documents) == 2
    assert reader.search("công ty cổ phần")[0].passage.text
    assert len(Index.open(data).documents) == 3


def test_a_full_disk_is_told_and_the_old_index_stays(
    documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync.update(documents, data)
    (documents / "nq19.md").write_text(SUMMARY, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(np, "save", full)
        with pytest.raises(TrolyError, match="dung lượng đĩa"):
            sync.update(documents, data)
    assert len(Index.open(data).documents) == 2
    assert not list((data / "index").glob(".tmp-*"))
    assert sync.update(documents, data).added == 1


def test_a_data_folder_that_cannot_be_made(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("một tệp", encoding="utf-8")
    with pytest.raises(TrolyError, match="Không ghi được"):
        sync.update(documents, tmp_path / "data")
