"""A model's judgement of support beside the rule's, over the same statements, and how far the two agree.

Each statement is judged with its own quotes and, so that there is something to deny, with a passage that was found for
the question and is not among them. Cohen's kappa (1960): agreement beyond what the two shares of "yes" give by chance.
"""

from collections.abc import Iterator, Sequence

from assistant.answer import Answer
from assistant.chat_model import ChatModel, ModelFailure
from assistant.judge import judged
from eval.answers import Supports
from eval.results import QueryResult

#: Seconds for one judgement.
_TIMEOUT = 60.0


def values(answer: Answer, model: ChatModel, *, supports: Supports) -> dict[str, float]:
    """Measures of one answer: ``judge_support`` is the share of its statements that the model finds supported by their
    quotes; the rest is counted for ``agreement``. Pairs on which the model gives no verdict are left out."""
    yes = no = agreed = rule_yes = 0
    own: list[bool] = []
    for statement, quotes, is_own in _pairs(answer):
        try:
            verdict = judged(model, statement, quotes, timeout=_TIMEOUT)
        except ModelFailure:
            continue
        rule = supports(statement, quotes)
        yes, no = yes + verdict, no + (not verdict)
        agreed, rule_yes = agreed + (verdict is rule), rule_yes + rule
        own += [verdict] if is_own else []
    if not own:
        return {}
    pairs = yes + no
    return {
        "judge_support": sum(own) / len(own),
        "judge_pairs": float(pairs),
        "judge_agrees": agreed / pairs,
        "judge_says_yes": yes / pairs,
        "rule_says_yes": rule_yes / pairs,
    }


def agreement(results: Sequence[QueryResult]) -> dict[str, float]:
    """``judge_kappa`` over all pairs of a run; nothing without a judge."""
    judged_ones = [r.values for r in results if "judge_pairs" in r.values]
    pairs = sum(v["judge_pairs"] for v in judged_ones)
    if not pairs:
        return {}

    def share(name: str) -> float:
        return sum(v[name] * v["judge_pairs"] for v in judged_ones) / pairs

    return {"judge_kappa": kappa(share("judge_agrees"), share("judge_says_yes"), share("rule_says_yes"))}


def kappa(agreed: float, yes: float, other_yes: float) -> float:
    """Cohen's kappa of two judges from their agreement and the share of "yes" of each; 1 when chance alone already
    agrees and they do."""
    chance = yes * other_yes + (1 - yes) * (1 - other_yes)
    return 1.0 if chance == 1.0 else (agreed - chance) / (1 - chance)


def _pairs(answer: Answer) -> Iterator[tuple[str, list[str], bool]]:
    quotes = {c.marker: c.quote for c in answer.citations}
    for statement in answer.statements:
        if not statement.citations:
            continue
        own = [quotes[marker] for marker in statement.citations]
        yield statement.text, own, True
        other = next((h.passage.text for h in answer.hits if not any(q in h.passage.text for q in own)), None)
        if other is not None:
            yield statement.text, [other], False
