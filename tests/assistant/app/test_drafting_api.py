"""Drafting by other programs: the named endpoints of the served page, over the shipped corpus."""

import base64
import io
from collections.abc import Iterator

import docx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.assistant.app.serving import Served

OUTLINE = "I. Công tác chỉ đạo\n1. Việc quán triệt\n2. Việc tuyên truyền\nII. Kết quả sắp xếp\n"


@pytest.fixture(scope="module")
def client(pages: Served) -> Iterator[Client]:
    client = Client(pages.corpus, verbose=False)
    yield client
    client.close()


def test_one_section_is_drafted_without_being_kept(client: Client) -> None:
    found = client.predict(locality="tỉnh Quảng Hà", section="III.2", api_name="/draft")
    (item,) = [item for item in found["items"] if item["statements"]]
    assert item["label"] == "III.2"
    assert item["requests"][0].keys() >= {"what", "from"}
    markers = {citation["marker"] for citation in found["citations"]}
    assert {marker for statement in item["statements"] for marker in statement["citations"]} == markers


def test_a_project_is_made_written_and_handed_over_as_word(client: Client) -> None:
    made = client.predict(title="Báo cáo qua API", locality="xã Sơn Mai", outline=OUTLINE, api_name="/draft_create")
    assert [item["label"] for item in made["outline"]["items"]] == ["I", "II"]
    one = client.predict(id=made["id"], section="I.1", api_name="/draft_write")
    assert [item["label"] for item in one["report"]["items"] if item["text"]] == ["I.1"]
    whole = client.predict(id=made["id"], api_name="/draft_write")
    assert [item["label"] for item in whole["report"]["items"]] == ["I", "I.1", "I.2", "II"]
    assert client.predict(id=made["id"], api_name="/draft_project") == whole
    assert made["id"] in [draft["id"] for draft in client.predict(api_name="/drafts")["drafts"]]
    word = client.predict(id=made["id"], notes=False, api_name="/draft_word")
    assert word["name"] == f"{made['id']}.docx"
    text = [p.text for p in docx.Document(io.BytesIO(base64.b64decode(word["base64"]))).paragraphs]
    assert any("Việc quán triệt" in line for line in text)


def test_figures_of_the_office_are_taken(client: Client) -> None:
    figure = {"item": "II", "indicator": "Số đơn vị giảm", "value": "12", "unit": "đơn vị", "source": "Sở Nội vụ"}
    found = client.predict(
        locality="tỉnh Quảng Hà", section="II", outline=OUTLINE, figures=[figure], api_name="/draft"
    )  # fmt: skip
    assert any("12 đơn vị" in text for item in found["items"] for text in item["own"])


@pytest.mark.parametrize(
    ("endpoint", "arguments", "words"),
    [
        ("/draft", {"locality": " "}, "ghi địa phương"),
        ("/draft", {"locality": "tỉnh A", "length": "dài"}, "“short”"),
        ("/draft", {"locality": "tỉnh A", "section": "IX"}, "không có mục “IX”"),
        ("/draft", {"locality": "tỉnh A", "figures": [{"sai": "1"}]}, "item, indicator, value"),
        ("/draft", {"locality": "tỉnh A", "outline": "số lạ"}, "số lạ"),
        ("/draft_project", {"id": "../x"}, "Mã dự thảo"),
        ("/draft_write", {"id": "khong-co-123456"}, "Không tìm thấy dự thảo"),
        ("/draft_create", {"title": "", "locality": "tỉnh A"}, "đặt tên"),
        ("/draft_word", {"id": "x", "body": "khác"}, "“state”"),
    ],
)
def test_a_wrong_call_gets_a_vietnamese_sentence(
    client: Client, endpoint: str, arguments: dict[str, object], words: str
) -> None:
    with pytest.raises(AppError, match=words):
        client.predict(**arguments, api_name=endpoint)
