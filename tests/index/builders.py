"""Small documents, passages and an encoder to build indexes from in tests."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, DocumentInfo, PartialDate, Span
from corpus.passage import Passage
from index.vietnamese import key, words


class BagEncoder:
    """Each word is a fixed direction; a text is the sum of its words. ``embedded`` counts passages seen."""

    dimension = 32
    is_quick = True

    def __init__(self, fingerprint: str = "bag-1") -> None:
        self.fingerprint = fingerprint
        self.embedded = 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [sum((_direction(key(w)) for w in words(t)), np.zeros(32)) for t in texts]
        vectors = np.asarray(rows).reshape(len(texts), 32)
        return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return self.encode_queries(texts)


def _direction(word: str) -> NDArray[np.float64]:
    bits = np.frombuffer(hashlib.sha256(word.encode()).digest(), dtype=np.uint8).astype(np.float64)
    return bits - bits.mean()


def passage(text: str, document_id: str = "a.txt", start: int = 0, *, heading_path: tuple[str, ...] = ()) -> Passage:
    end = start + len(text)
    return Passage(f"{document_id}@{start}-{end}", document_id, "", heading_path, start, end, text)


def document(document_id: str, text: str, info: DocumentInfo) -> Document:
    """A document of one sentence and no sections."""
    return Document(document_id, document_id.split("#")[0], info, text, (), sentences=(Span(0, len(text)),))


def office_documents() -> tuple[Document, ...]:
    """One document of each kind and level, as DocumentInfo only."""
    infos = {
        "kl": DocumentInfo(
            "kết luận", number="62-KL/TW", issuer="Bộ Chính trị", level="trung ương", date=PartialDate(2023, 10, 2)
        ),
        "nq": DocumentInfo("nghị quyết", number="19-NQ/TW", level="trung ương", verbatim=False),
        "cv-tinh": DocumentInfo("công văn", issuer="Ban Thường vụ Tỉnh ủy", level="tỉnh"),
        "cv-tw": DocumentInfo("công văn", symbol="CV/BCSCLTW", level="trung ương", date=PartialDate(2025, 8)),
        "kh": DocumentInfo("kế hoạch", issuer="Ban Thường vụ Huyện ủy", level="huyện", date=PartialDate(2023, 11, 22)),
        "bc": DocumentInfo(
            "báo cáo", issuer="Ủy ban nhân dân xã Trà Giang", level="xã", locality="xã Trà Giang, tỉnh Quảng Ngãi"
        ),
        "luat": DocumentInfo("luật", number="58/2010/QH12", title="Luật Viên chức", level="trung ương"),
        "nd": DocumentInfo("nghị định", number="60/2021/NĐ-CP", issuer="Chính phủ", level="trung ương"),
    }
    return tuple(document(f"{name}.txt", name, info) for name, info in infos.items())


KET_LUAN = """BAN CHẤP HÀNH TRUNG ƯƠNG
Số 62-KL/TW
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 02 tháng 10 năm 2023

KẾT LUẬN CỦA BỘ CHÍNH TRỊ
về thực hiện Nghị quyết số 19-NQ/TW về các đơn vị sự nghiệp công lập

1. Các đơn vị sự nghiệp công lập (ĐVSNCL) được sắp xếp, tổ chức lại, tinh giản đầu mối và biên chế.

2. Hoàn thành việc chuyển đổi các đơn vị sự nghiệp kinh tế thành công ty cổ phần, trừ bệnh viện và trường học.

T/M BỘ CHÍNH TRỊ

Trương Thị Mai
"""

BAO_CAO = """BÁO CÁO
Tình hình, kết quả thực hiện Kết luận số 62-KL/TW của Bộ Chính trị

I. KẾT QUẢ THỰC HIỆN

1. Trên địa bàn xã chưa có đơn vị nào chuyển thành công ty cổ phần.

2. Đội ngũ viên chức (VC) và người lao động (NLĐ) còn thiếu so với định biên.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Bình
"""


def write_corpus(folder: Path) -> Path:
    """Two small files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ket-luan.txt").write_text(KET_LUAN, encoding="utf-8")
    (folder / "bao-cao.txt").write_text(BAO_CAO, encoding="utf-8")
    return folder
