"""What the tests of corpus share: the shipped documents, read once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus import library
from corpus.document import Document

SHIPPED = Path(__file__).parents[2] / "corpus" / "documents"

NAMES = {
    "nq19": "2017-10-25_nghi-quyet_19-nq-tw_phieu-tra-cuu.md",
    "kl62": "2023-10-02_ket-luan_62-kl-tw.txt",
    "sao lục": "2023-10-02_ket-luan_62-kl-tw.txt#2",
    "tỉnh": "2023_cong-van_ban-thuong-vu-tinh-uy_trien-khai-kl-62.txt",
    "huyện": "2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt",
    "ban cscl": "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt",
    "đề cương": "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt#2",
    "sơn mai": "2025_bao-cao_ubnd-xa-son-mai_thuc-hien-kl-62.txt",
}


@pytest.fixture(scope="session")
def shipped() -> Mapping[str, Document]:
    """The documents of ``corpus/documents`` by a short name."""
    by_id = {d.id: d for d in library.load(SHIPPED).documents}
    return {short: by_id[name] for short, name in NAMES.items()}
