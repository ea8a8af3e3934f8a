"""Settings: defaults, then troly.toml, then the environment; what is wrong is named with what to do."""

from pathlib import Path

import pytest

from assistant.settings import ROOT, Settings, load
from corpus.errors import TrolyError


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    assert load({}, folder=tmp_path) == Settings(
        documents=ROOT / "corpus" / "documents", data=ROOT / "data", encoder=None, host="127.0.0.1", port=None
    )


def test_the_file_is_read_and_its_paths_are_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "troly.toml").write_text(
        'documents = "văn bản"\ndata = "/srv/troly"\nport = 8080\nhost = "0.0.0.0"\nencoder = "mo-hinh"\n', "utf-8"
    )
    assert load({}, folder=tmp_path) == Settings(
        tmp_path / "văn bản", Path("/srv/troly"), encoder="mo-hinh", host="0.0.0.0", port=8080
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "troly.toml").write_text('documents = "a"\nport = 8080\n', "utf-8")
    found = load({"TROLY_DOCUMENTS": "/b", "TROLY_PORT": "9000", "TROLY_DATA": "", "KHÁC": "x"}, folder=tmp_path)
    assert (found.documents, found.port, found.data) == (Path("/b"), 9000, ROOT / "data")


def test_the_working_folder_is_looked_in_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "troly.toml").write_text('host = "10.0.0.5"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load({}).host == "10.0.0.5"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("port = ", "Không đọc được tệp cấu hình"),
        ("port = 0\n", "Cổng “0” trong"),
        ("port = 70000\n", "Cổng “70000” trong"),
        ('port = "tám nghìn"\n', "Cổng “tám nghìn” trong"),
        ("port = true\n", "Cổng “True” trong"),
        ("data = 5\n", "Mục “data” trong"),
        ('host = " "\n', "Mục “host” trong"),
        (
            'thu_muc = "a"\n',
            "có mục lạ “thu_muc”. Các mục dùng được: data, documents, encoder, host, model, model_timeout, "
            "model_tokens, model_url, port.",
        ),
        ('model_key = "bi-mat"\n', "không được chứa khóa truy cập. Hãy đặt biến môi trường TROLY_MODEL_KEY."),
        ("model_timeout = 0\n", "phải là số giây từ 1 đến 600"),
        ('model_tokens = "nhiều"\n', "phải là số token từ 1 đến 32768"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "troly.toml").write_text(content, "utf-8")
    with pytest.raises(TrolyError) as error:
        load({}, folder=tmp_path)
    assert says in str(error.value)
    assert str(tmp_path / "troly.toml") in str(error.value)
    assert "\n" not in str(error.value)


def test_a_wrong_variable_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match=r"^Cổng “abc” trong biến môi trường TROLY_PORT không hợp lệ\. Hãy ghi một số"):
        load({"TROLY_PORT": "abc"}, folder=tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "troly.toml").write_bytes('host = "máy chủ"'.encode("utf-16"))
    with pytest.raises(TrolyError, match="Không đọc được tệp cấu hình"):
        load({}, folder=tmp_path)


def test_a_model_is_set_in_the_environment_and_its_key_is_never_shown(tmp_path: Path) -> None:
    found = load(
        {"TROLY_MODEL": "openai:qwen2.5-7b", "TROLY_MODEL_URL": "http://127.0.0.1:8000/v1", "TROLY_MODEL_KEY": "bi-mat",
         "TROLY_MODEL_TIMEOUT": "12.5", "TROLY_MODEL_TOKENS": "300"},
        folder=tmp_path,
    )  # fmt: skip
    assert (found.model, found.model_url, found.model_key) == (
        "openai:qwen2.5-7b",
        "http://127.0.0.1:8000/v1",
        "bi-mat",
    )
    assert (found.model_timeout, found.model_tokens) == (12.5, 300)
    assert "bi-mat" not in f"{found!r}{found}"
