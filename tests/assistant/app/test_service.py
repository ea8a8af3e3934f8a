"""The service opens the index once, opens a newer one when it is there, and keeps what it has when it is not."""

import pytest

from assistant.app.service import Filters, Service
from corpus.errors import TrolyError
from index.search import Index
from tests.assistant.app import sample


class Place:
    """An index folder that can be emptied and renewed."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.opened = 0

    def read(self) -> int:
        if self.version is None:
            raise TrolyError("Chưa có chỉ mục; hãy chạy `troly index` trước.")
        return self.version

    def open(self) -> Index:
        self.opened += 1
        return sample.open_index()

    def service(self) -> Service:
        return Service(open_index=self.open, version=self.read, ask=sample.answer)


def test_the_index_is_opened_once_and_again_when_renewed() -> None:
    place = Place()
    place.version = 1
    service = place.service()
    first = service.index()
    assert service.index() is first
    place.version = 2
    assert service.index() is not first
    assert place.opened == 2


def test_without_an_index_the_reason_is_given_until_there_is_one() -> None:
    place = Place()
    service = place.service()
    with pytest.raises(TrolyError, match="troly index"):
        service.documents()
    place.version = 1
    assert list(service.documents()) == ["ket-luan.txt", "nghi-quyet.md", "x<b>.txt"]


def test_an_open_index_outlives_its_folder() -> None:
    place = Place()
    place.version = 1
    service = place.service()
    first = service.index()
    place.version = None
    assert service.index() is first


def test_an_unknown_document_is_an_error() -> None:
    with pytest.raises(TrolyError, match="Không tìm thấy văn bản"):
        sample.service().document("không có")


def test_filters_and_history_reach_the_answerer() -> None:
    answer = sample.service().ask("đếm", ["một", "hai"], Filters(kind="kết luận", document="ket-luan.txt"))
    assert answer.text == "Đã hỏi 2 câu; phạm vi kết luận, None, ket-luan.txt."


def test_targets_are_the_documents_that_references_name() -> None:
    service = sample.service()
    document = service.document("ket-luan.txt")
    assert service.targets(document) == {document.text.index("Nghị quyết 19-NQ/TW"): "nghi-quyet.md"}
