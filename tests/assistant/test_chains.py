"""The corpus in other people's chains: passages with full metadata, and a tool that answers with citations."""

import asyncio

import pytest
from langchain_core.messages import ToolMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from assistant.chains import PolicyRetriever, answer_tool
from corpus.errors import TrolyError
from index.search import Index

KL = "2023-10-02_ket-luan_62-kl-tw.txt"
QUESTION = "chủ trương xã hội hoá, ưu đãi về đất đai"


def test_a_passage_carries_everything_to_cite_it(index: Index) -> None:
    found = PolicyRetriever(index=index, k=3, document="62-KL/TW").invoke(QUESTION)
    assert len(found) == 3
    best = found[0]
    metadata = dict(best.metadata)
    text = index.document(KL).text
    assert text[metadata.pop("start") : metadata.pop("end")] == best.page_content
    assert best.id is not None
    assert best.id.startswith(KL)
    assert 0 < metadata.pop("score") <= 2
    assert metadata.pop("title").startswith("về thực hiện Nghị quyết số 19-NQ/TW")
    assert metadata == {
        "document": KL, "number": "62-KL/TW", "kind": "kết luận", "issuer": "Bộ Chính trị", "date": "2023-10-02",
        "level": "trung ương", "locality": None, "section": "mục 2.5", "page": None, "verbatim": True,
        "source": "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5",
    }  # fmt: skip


def test_it_finds_what_search_finds_at_once_and_aside(index: Index) -> None:
    retriever = PolicyRetriever(index=index)
    at_once = retriever.invoke(QUESTION)
    assert [d.id for d in at_once] == [hit.passage.id for hit in index.search(QUESTION, k=6)]
    assert asyncio.run(retriever.ainvoke(QUESTION)) == at_once
    assert [len(found) for found in retriever.batch([QUESTION, "Ai ký?"])] == [6, 6]


def test_filters_narrow_and_wrong_ones_are_refused(index: Index) -> None:
    assert {d.metadata["level"] for d in PolicyRetriever(index=index, level="huyen").invoke(QUESTION)} == {"huyện"}
    with pytest.raises(TrolyError, match="Trong kho không có loại văn bản “thông tư”"):
        PolicyRetriever(index=index, kind="thông tư").invoke(QUESTION)
    with pytest.raises(TrolyError, match="99-XX/YY"):
        PolicyRetriever(index=index, document="99-XX/YY").invoke(QUESTION)


def test_a_summary_says_that_it_is_one(index: Index) -> None:
    (found,) = PolicyRetriever(index=index, k=1, document="19-NQ/TW").invoke("mục tiêu đến năm 2030")
    assert found.metadata["verbatim"] is False
    assert found.metadata["source"].endswith("(theo bản tóm tắt, chưa đối chiếu nguyên văn)")


def test_it_stands_in_a_chain(index: Index) -> None:
    prompt = ChatPromptTemplate.from_template("{passages}\n\nCâu hỏi: {question}")
    chain = {
        "passages": PolicyRetriever(index=index, k=1) | (lambda found: found[0].page_content),
        "question": RunnablePassthrough(),
    } | prompt
    words = chain.invoke("Ban Tuyên giáo Huyện ủy làm gì?").to_string()
    assert "Ban Tuyên giáo Huyện ủy chủ trì" in words
    assert words.endswith("Câu hỏi: Ban Tuyên giáo Huyện ủy làm gì?")


def test_the_tool_answers_with_citations(index: Index) -> None:
    tool = answer_tool(index)
    assert tool.name == "hoi_kho_van_ban"
    assert set(tool.args) == {"question", "history", "document"}
    call = {"name": tool.name, "args": {"question": "Ai ký Kết luận 62?"}, "id": "1", "type": "tool_call"}
    for message in (tool.invoke(call), asyncio.run(tool.ainvoke(call))):
        assert isinstance(message, ToolMessage)
        assert str(message.content).startswith("Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký [1][2].")
        assert "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, phần ký, nơi nhận" in str(message.content)
        for citation in message.artifact["citations"]:
            text = index.document(citation["document_id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_tool_knows_the_conversation_and_refuses_what_is_not_there(index: Index) -> None:
    tool = answer_tool(index)
    asked = tool.invoke({"question": "Ban hành ngày nào?", "history": ["Ai ký Kết luận 62?"]})
    assert asked.startswith("Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1].")
    assert "Nguồn trích dẫn" not in tool.invoke({"question": "Giá vàng hôm nay bao nhiêu?"})
    wrong = tool.invoke({"question": "Ai ký?", "document": "99-XX/YY"})
    assert wrong.startswith("Không có văn bản nào là “99-XX/YY” trong kho")
