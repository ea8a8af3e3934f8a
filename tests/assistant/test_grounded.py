"""Answering with a model over the shipped corpus: verified statements, or the extractive answer and why."""

from collections.abc import Iterator

import pytest

from assistant import grounded
from assistant.answer import Answer
from assistant.ask import ask
from assistant.chat_model import ChatModel, ModelFailure
from assistant.llm import open_model
from assistant.verify import facts, verify
from eval import players
from eval.scripted import MODEL, Fault, Script, serve
from index.search import Index

QUESTION = "Mục tiêu của Nghị quyết 19 đến năm 2025 là gì?"


def answered(index: Index, player: players.Player, question: str = QUESTION, fault: Fault = "none") -> Answer:
    with serve(Script(player, fault)) as url:
        return grounded.ask(index, question, model=open_model(f"openai:{MODEL}", url=url), timeout=30)


def saying(*sentences: str) -> players.Player:
    """A model that says these sentences; {0}, {1} ... stand for the keys of the passages it was given."""

    def play(messages: players.Messages) -> Iterator[str]:
        keys = [key for key, _ in players.passages_of(messages[-1]["content"])]
        yield from " ".join(sentences).format(*keys).split(" ")

    return lambda messages: (f"{piece} " for piece in play(messages))


def quotes(answer: Answer) -> dict[int, str]:
    return {c.marker: c.quote for c in answer.citations}


def test_a_good_model_is_shown_and_every_statement_is_supported(index: Index) -> None:
    answer = answered(index, players.good)
    assert answer.made_by == "model"
    assert len(answer.statements) >= 4
    held = quotes(answer)
    for statement in answer.statements:
        assert statement.citations
        assert verify(statement.text, [held[m] for m in statement.citations]).supported
    for c in answer.citations:
        assert index.document(c.document_id).text[c.start : c.end] == c.quote


def test_a_statement_is_tied_to_one_sentence_not_to_a_passage(index: Index) -> None:
    (citation,) = answered(
        index, saying("Đến năm 2025 giảm biên chế hưởng lương từ ngân sách 10% so với năm 2021 [{0}].")
    ).citations[-1:]
    assert citation.quote == "Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm 10% so với năm 2021."


@pytest.mark.parametrize("marker", ["[{1}]", "[kzzz]", "[7]", "", "[{1}][kzzz]"])
def test_a_wrong_or_missing_marker_is_mended(index: Index, marker: str) -> None:
    said = f"Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm 10% so với năm 2021 {marker}."
    answer = answered(index, saying(said))
    assert answer.made_by == "model"
    assert answer.text.startswith(
        "Mục tiêu đến năm 2025: Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm 10% so với năm 2021 [1]."
    )
    assert "kzzz" not in answer.text


def test_what_no_passage_says_is_taken_out_and_kept_aside(index: Index) -> None:
    answer = answered(
        index,
        saying("Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm 10% so với năm 2021 [{0}].",
               "Tổng kinh phí là 500 tỷ đồng [{0}]."),
    )  # fmt: skip
    assert answer.made_by == "model"
    assert "500" not in answer.text
    assert [r.text for r in answer.rejected] == ["Tổng kinh phí là 500 tỷ đồng."]


def test_too_little_support_gives_the_extractive_answer_and_says_so(index: Index) -> None:
    answer = answered(index, saying("Tổng kinh phí là 500 tỷ đồng [{0}].", "Có 900 đơn vị bị giải thể [{0}]."))
    plain = ask(index, QUESTION)
    assert (answer.text, answer.citations, answer.made_by) == (plain.text, plain.citations, "text")
    assert answer.notice.startswith("Câu trả lời của mô hình ngôn ngữ không đủ căn cứ")


@pytest.mark.parametrize("player", [players.english, players.refusing])
def test_another_language_or_a_refusal_gives_the_extractive_answer(index: Index, player: players.Player) -> None:
    answer = answered(index, player)
    assert answer.text == ask(index, QUESTION).text
    assert "nguyên văn" in answer.notice


def test_a_model_without_keys_is_held_to_the_passages_all_the_same(index: Index) -> None:
    assert answered(index, players.unmarked).statements == answered(index, players.good).statements


def test_a_model_that_repeats_itself_is_stopped(index: Index) -> None:
    answer = answered(index, players.repeating)
    assert len(answer.statements) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("401", "từ chối khóa"), ("404", "404"), ("500", "lỗi 500"), ("cut", "cắt giữa chừng"), ("malformed", "giao thức"),
     ("empty", "không trả lời gì")],
)  # fmt: skip
def test_a_fault_gives_the_extractive_answer_with_its_reason(index: Index, fault: Fault, reason: str) -> None:
    answer = answered(index, players.good, fault=fault)
    assert answer.text == ask(index, QUESTION).text
    assert reason in answer.notice


def test_a_slow_model_is_left_at_the_deadline(index: Index) -> None:
    with serve(Script(players.good, "silent")) as url:
        answer = grounded.ask(index, QUESTION, model=open_model(f"openai:{MODEL}", url=url), timeout=0.5)
    assert "không trả lời kịp" in answer.notice
    assert answer.text == ask(index, QUESTION).text


def test_a_model_that_finds_no_basis_is_believed_over_nothing(index: Index) -> None:
    answer = answered(index, lambda messages: iter(["KHÔNG CÓ ", "CĂN CỨ"]))
    assert answer.text == ask(index, QUESTION).text
    assert answer.notice.startswith("Mô hình ngôn ngữ không tìm được")


@pytest.mark.parametrize(
    "question",
    ["Xin chào", "Ai ký Kết luận 62-KL/TW?", "Trong kho có những văn bản nào?", "Nghị định 999/2020/NĐ-CP nói gì?"],
)
def test_what_is_known_surely_does_not_ask_the_model(index: Index, question: str) -> None:
    script = Script(players.sloppy)
    with serve(script) as url:
        model = open_model(f"openai:{MODEL}", url=url)
        assert grounded.ask(index, question, model=model, timeout=30).text == ask(index, question).text
    assert script.requests == 0


def test_the_answer_grows_and_never_shows_a_key_or_an_invented_figure(index: Index) -> None:
    with serve(Script(players.sloppy)) as url:
        model = open_model(f"openai:{MODEL}", url=url)
        steps = list(grounded.steps(index, QUESTION, model=model, timeout=30))
    shown = [f"{step.answer.text} {step.pending}" for step in steps]
    corpus = [n for d in index.documents for n in facts(d.text).numbers]
    for text in shown:
        assert "[k" not in text
        assert set(facts(text.replace("[", " ").replace("]", " ")).numbers) <= {*corpus, *map(str, range(1, 30))}
    lengths = [len(step.answer.text) for step in steps if not step.done]
    assert lengths == sorted(lengths)
    assert steps[-1].done
    assert any(step.pending for step in steps)


def test_a_statement_of_a_locality_carries_its_document(index: Index) -> None:
    answer = answered(index, players.good, "Xã Sơn Mai khó khăn gì về tự chủ tài chính?")
    assert answer.made_by == "model"
    assert "Theo Báo cáo của Ủy ban nhân dân xã Sơn Mai:" in answer.text


def test_what_stands_under_a_year_is_told_under_it(index: Index) -> None:
    said = "Số đơn vị sự nghiệp công lập: giảm ít nhất 10%, tính bình quân cả nước [{0}]."
    assert answered(index, saying(said)).text.startswith("Mục tiêu đến năm 2021: Số đơn vị sự nghiệp công lập: giảm ít")
    said = "Đến năm 2025 giảm biên chế hưởng lương từ ngân sách 10% so với năm 2021 [{0}]."
    assert answered(index, saying(said)).text.startswith("Đến năm 2025 giảm biên chế")


class Rewriting:
    """A model that rewrites a follow-up as told, and answers like the good one."""

    name = "thu"

    def __init__(self, rewritten: str) -> None:
        self.rewritten = rewritten
        self.asked: list[str] = []

    def stream(self, messages: object, *, timeout: float) -> Iterator[str]:
        prompt = messages[-1].text  # type: ignore[index]
        self.asked.append(prompt)
        if "CÂU HỎI SAU CÙNG" in prompt:
            if not self.rewritten:
                raise ModelFailure("hỏng")
            yield self.rewritten
        else:
            yield from players.good([{"role": "user", "content": prompt}])

    def health(self) -> object:
        raise AssertionError


@pytest.mark.parametrize(
    ("rewritten", "used"),
    [
        ("Mục tiêu của Nghị quyết 19 đến năm 2030 là gì?", True),
        ("Mục tiêu của Nghị quyết 19 đến năm 2045 là gì?", False),
        ("Quyết định số 77/QĐ-UBND về mục tiêu đến năm 2030 nói gì?", False),
        ("Đồng chí Trần Văn Giả nói gì về mục tiêu đến năm 2030?", False),
        ("", False),
    ],
)
def test_a_rewritten_question_may_bring_nothing_in(index: Index, rewritten: str, used: bool) -> None:
    model = Rewriting(rewritten)
    answer = grounded.ask(index, "Còn đến năm 2030 thì sao?", model=_as_model(model), timeout=30, history=[QUESTION])
    assert (f"«{rewritten}»" in model.asked[-1]) is used
    assert answer.question == "Còn đến năm 2030 thì sao?"
    assert answer.made_by == "model"


def _as_model(model: Rewriting) -> ChatModel:
    return model  # type: ignore[return-value]
