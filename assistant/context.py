"""What a follow-up is about: "Ai ký văn bản đó?", "Vì sao?", "Còn Hội đồng nhân dân huyện thì sao?".

A question is read together with the earlier ones of its conversation, by rule, so the same history always gives
the same reading.
"""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.facts import FACT_WORDS
from assistant.follow_up import about
from assistant.opposites import opposites_in
from assistant.question import YEAR, Question, content_words, understand
from index.vietnamese import fold, key

_ALSO = re.compile(r"^(the |vay |nhung )?(con|the con|vay con|the)\b")
_ALSO_END = re.compile(r"\b(thi sao|ra sao|the nao|sao|nhu the nao)( a| vay| nhi| ha)?$")
_POINTS_BACK = re.compile(
    r"\b(van ban|tai lieu|nghi quyet|ket luan|ke hoach|cong van|bao cao|de cuong|quyet dinh|phieu|muc|phan|"
    r"viec|dieu|no|noi dung|"
    r"muc tieu|nhiem vu|nguoi|dong chi|co quan|don vi|xa|huyen|tinh|ban|so|y|giai phap|linh vuc|han che) (do|"
    r"nay|ay|tren|kia|vua roi|noi tren|vua neu)\b|"
    r"^(no|do|vay|the|ong ay|ba ay|anh ay|chi ay)\b|\bno$|\b(cua|trong|ve|boi) (no|do|ho)\b|\bnhung (don vi|linh vuc|"
    r"viec) (do|nay|ay)\b|\bo day\b|^(ho|may nguoi do)\b|\b(thi|nhung|ma) ho\b"
)
#: The same where accents tell "đó" from "do" and "này" from "nay".
_POINTS_BACK_ACCENTED = re.compile(r"(?i)\b(?!như\b|thế\b|trong\b)[^\W\d_]+ (đó|ấy|này)\b|\bở đấy\b")
_NUMBERED = re.compile(
    r"\b(nghi quyet|ket luan|ke hoach|cong van|nghi dinh|thong tu|quyet dinh|chi thi|chuong trinh|de an|nq|kl|"
    r"kh|cv|ctr)( hanh dong)?( so)? \d+"
)
_NUMBERED_TYPED = re.compile(r"(?i)\b([^\W\d_]+ ){1,4}(số )?\d+[-/][\w/-]+|\b([^\W\d_]+ ){2}(số )?\d{1,4}\b")
BODY = re.compile(
    r"\b(uy ban nhan dan|ubnd|uy ban(?= (huyen|tinh|xa)\b)|hoi dong nhan dan|hdnd|mttq|"
    r"(uy ban )?mat tran( to quoc( viet nam)?)?|ban can su dang( \w+){2}|"
    r"dang doan( \w+){2}|"
    r"ban \w+ \w+( huyen uy| tinh uy| trung uong)?|so \w+ \w+|bo \w+ \w+|cac doan the|"
    r"cac to chuc chinh tri)( huyen| tinh| xa)?\b"
)
_LEVEL = re.compile(
    r"\b(?<!cac )(?P<name>trung uong|bo chinh tri|tinh(?! (hinh|chat|toan|gian|tu|den|thoi|than|binh|theo|sao))|"
    r"huyen|xa(?! hoi))\b"
)
#: A level that does or says something itself, or where something is done.
_SPEAKING_LEVEL = re.compile(rf"(?:^|\b(?:con|the|vay|thi|o|cap|ben|phia|theo|tai) ){_LEVEL.pattern}")
_PLACED_LEVEL = re.compile(rf"\b(?:o|tai) (?:cap )?{_LEVEL.pattern}")
_LEVEL_WITH_PLACE = re.compile(rf"\b(o |tai |cua |cap |tren dia ban )?{_LEVEL.pattern}( uy| minh)?\b")
#: Words that go on with a follow-up, so that they are no name of a place.
_NO_END = r"(?!(?:thi|the|ra|sao|ai|ky|lo|ngay|khi|gi|lam|bao|minh|nay|co|uy|yeu|noi|neu|giao|phai|duoc|da)\b)"
_LEVEL_ALONE = re.compile(
    r"^(y (toi|minh|em) (la|hoi)( ve)? |(a |u )?khong( phai)?,? |nham,? |the |vay |con |nhung )*"
    r"((o|cap|cua|ben|phia|tai|duoi|tren|van ban|bao cao|ke hoach|cong van|ket luan) )*"
    rf"(?P<level>trung uong|bo chinh tri|(tinh|huyen|xa(?! hoi))( {_NO_END}[a-z]+ {_NO_END}[a-z]+)?)"
    r"( uy)?( minh| nay| co)?"
    r"(,? (thi )?(sao|the nao|ra sao|ai|ai ky|ai lo|ngay nao|khi nao|gi|lam gi|bao nhieu))?\W*$"
)
#: A place of one document, which another does not have.
_PLACE = re.compile(r"\b(muc|phan|khoan|dieu|chuong|y) (thu )?(\d|[ivx]+\b)")
#: A document as a question names it: its kind with a number, or with whose it is.
_DOCUMENT = re.compile(
    r"\b(van ban|tai lieu|nghi quyet|ket luan|ke hoach|cong van|bao cao)"
    r"( so)?( \d+[\w/-]*| (cua )?(bo chinh tri|trung uong|ban thuong vu|tinh uy|huyen uy|ubnd|uy ban nhan dan|tinh|"
    r"huyen|xa)( (tinh uy|huyen uy|tinh|huyen|xa))?)\b"
)
#: What takes back part of the question before ("nhầm, của KL 62 cơ", "không phải biên chế, đầu mối ấy").
_TAKES_BACK = re.compile(
    r"^(?:(?:a|o|u|ua|thoi|oi)[ ,]+)*(?:(?:(?:khong|ko|k|hong)|nham(?= roi|[,:]| cua )(?: roi)?|"
    r"(?:viet|hoi|go) (?:lon|nham)(?: roi)?|sai roi)(?:[ ,:]+(?:y (?:toi|em|minh)(?: la| hoi| muon hoi)?|"
    r"(?:toi|em|minh) (?:hoi|can|muon hoi|noi)(?: ve| la)?))?[ ,:]+|"
    r"y (?:toi|em|minh) (?:la |hoi |muon hoi )+|(?:toi|em|minh) (?:hoi|can|muon hoi|noi)(?= .* (?:co|kia|ay)\W*$) )"
    r"(?P<right>(?!phai\b).+)$"
)
_NOT_BUT = re.compile(
    r"^(?:(?:a|o|u|nham(?: roi)?)[ ,]+)*(?:khong|ko|k) phai (?:la |cua |ve )?(?P<wrong>[^,]+?)(?: dau)?, "
    r"(?:ma (?:la )?)?(?P<right>.+)$"
)
_BUT_NOT = re.compile(
    r"^(?:nham(?: roi)?[ ,]+)?(?P<right>.+?),? chu (?:khong|ko|k) phai (?:la |cua |ve )?(?P<wrong>.+?)\W*$"
)
_TAKEN_BACK = re.compile(r"[ ,]*(?:\b(?:co|kia|ay|day|ma|moi dung|nhe|nha|a)\b[ ,]*)+\W*$")
_LONGEST_CORRECTION = 8
#: Another place in the same document ("còn 2.2?").
_SECTION = r"(?P<number>[ivx]+(?:\.\d+)*|\d+(?:\.\d+)+|\d)"
_PLACE_ALONE = re.compile(
    rf"(?:(?:con|the|vay)[ ,]+)*(?:muc |phan |diem )?{_SECTION}(?: thi sao| thi| noi gi| sao)?\W*$"
)
_PLACE_NAMED = re.compile(rf"\b(?:muc|phan|diem|khoan) (?:so )?{_SECTION}\b")
#: Asks whether, or what, another document or level says of the same.
_SAYS_OF_IT = re.compile(
    r"^(?:(?:the|vay|con|nhung|chuyen do|viec do|dieu do|cai do|noi dung do|trong|ben|o|tren|theo|duoi|phia)[ ,]+)*"
    r"(?P<name>(?:ban |cai |phia )?"
    r"(?:ket luan|ke hoach|cong van|bao cao|de cuong|nghi quyet|phieu tra cuu|trung uong|tinh|huyen|"
    r"xa)(?: (?!viet|noi|neu|chi|quy|ghi|nhac|de|yeu|lam|giao|co|thi)\w+){0,4}?)"
    r"(?: thi)?(?: co| lai| duoc| da)* (?:viet|noi|neu|chi dao|quy dinh|ghi|nhac|de cap|yeu cau|the hien)"
    r"(?: (?:den|toi|ve|gi|sao|the nao|ra sao|nhu the nao|khong|ko|k|chuyen do|viec do|dieu do|do))*(?:,? hay .*)?\W*$"
)
_KIND = re.compile(r"(?:ban |cai )?(?:nghi quyet|ket luan|ke hoach|cong van|bao cao|de cuong|phieu tra cuu)\b")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_OTHER_MATTER = re.compile(r"(ve|chuyen|van de|noi dung) \w+ \w+")
_ABOUT = re.compile(r"(?i)\b(?:về|ve)\b\s*")
_STARTS_ANEW = re.compile(r"^(vay|the) (?!con)")
#: Before other words they would end a sentence of its own.
_END_MARKS = "?!. "
_FEW_WORDS = 2
_FEW_OF_ITS_OWN = 4
_SHORT_QUESTION = 7
_SHORT_ALSO = 10


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made self-contained.

    ``text`` is what is searched, ``question`` its reading; ``carried`` are words taken over from the earlier
    question, which the answer need not hold; ``documents`` are inherited from it, empty when none are.
    """

    text: str
    question: Question
    carried: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class Topic(NamedTuple):
    """What an earlier question was about: ids of documents, the (kind, number) that its answer refers to, and the name
    of the document where there is but one."""

    documents: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...] = ()
    name: str = ""


def resolve(
    text: str,
    history: Sequence[str],
    topic_of: Callable[[Resolved], Topic],
    names_documents: Callable[[str], bool],
    is_known: Callable[[str], bool],
) -> Resolved:
    """Reads ``text`` with the earlier questions (oldest first). ``topic_of`` tells what an earlier question was
    about, ``names_documents`` whether a text names a document by itself, ``is_known`` whether people ask it so."""
    # Reading the earlier question may take its whole answer, so it is read once, and only by what needs it.
    before = functools.cache(lambda: resolve(history[-1], history[:-1], topic_of, names_documents, is_known))
    if history:
        text, replaced = _corrected(text, before)
        if replaced:
            return Resolved(text, understand(text), documents=() if names_documents(text) else before().documents)
    question = understand(text)
    if not history or not _is_follow_up(question, names_documents(text), is_known(text)):
        return Resolved(text, question)
    earlier = before()
    level = _only_a_level(question)
    if level and not _PLACE.search(earlier.question.folded):
        return _of_another_level(level, earlier)
    topic = topic_of(earlier)
    speaking = _levels(question.folded, _SPEAKING_LEVEL)
    if speaking and speaking.isdisjoint(_levels(earlier.question.folded, _LEVEL)):
        # Of another level: it is not the documents spoken of that are asked.
        topic, earlier = Topic((), topic.numbers), _without_level(earlier)
    own_content = [word for word in question.content if key(word) not in FACT_WORDS]
    pointed = _pointed_at(question.folded, earlier.question.folded, topic)
    if pointed and (question.identity or len(own_content) <= _FEW_OF_ITS_OWN):
        return Resolved(f"{text} {pointed}", question)
    if _is_also(question) and not _STARTS_ANEW.search(question.folded):
        return _replace_subject(question, earlier, topic.documents)
    if question.identity and not own_content:
        return Resolved(f"{text} {topic.name or earlier.text}", question, documents=topic.documents)
    few = _FEW_OF_ITS_OWN if _points_back(question, opening=False) else _FEW_WORDS
    if question.identity or len(own_content) > few:
        return Resolved(text, question, documents=topic.documents)
    carried = _carried(earlier, question)
    joined = f"{text.rstrip(_END_MARKS)} {' '.join(carried)}"
    merged = replace(understand(joined), asks=question.asks, identity=question.identity)
    return Resolved(joined, merged, carried=tuple(carried) if own_content else (), documents=topic.documents)


def _corrected(text: str, before: Callable[[], Resolved]) -> tuple[str, bool]:
    """A text that takes back a part of the question ``before`` it, or asks the same of another document: that question
    with the part replaced (True), or what comes in its place as a follow-up; any other text as it is."""
    folded = fold(text)
    if len(folded) != len(text):
        return text, False
    match = _NOT_BUT.match(folded) or _BUT_NOT.match(folded)
    if match:
        right = _without_end(text[match.start("right") : match.end("right")])
        wrong = _without_end(match["wrong"])
        earlier = before().text
        at = fold(earlier).find(wrong)
        if at >= 0 and len(fold(earlier)) == len(earlier) and len(right.split()) <= _LONGEST_CORRECTION:
            return f"{earlier[:at]}{right}{earlier[at + len(wrong) :]}", True
    match = match or _TAKES_BACK.match(folded)
    if match:
        right = _without_end(text[match.start("right") : match.end("right")])
        asks = understand(right).asks != "what" or bool(understand(right).identity)
        if right and not asks and len(right.split()) <= _LONGEST_CORRECTION:
            return about(right), False
        return right or text, False
    place = _PLACE_ALONE.match(folded)
    if place:
        earlier = before().text
        named = _PLACE_NAMED.search(fold(earlier))
        if named and len(fold(earlier)) == len(earlier):
            number = text[place.start("number") : place.end("number")]
            return f"{earlier[: named.start('number')]}{number}{earlier[named.end('number') :]}", True
    match = _SAYS_OF_IT.match(folded)
    return (about(text[match.start("name") : match.end("name")]) if match else text), False


def _without_end(text: str) -> str:
    """Words without those that only insist ("cơ", "ấy", "mới đúng")."""
    end = _TAKEN_BACK.search(fold(text))
    return (text[: end.start()] if end else text).strip(" ,.;:?!")


def _levels(folded: str, pattern: re.Pattern[str]) -> frozenset[str]:
    """The levels of government that a question speaks of, folded."""
    return frozenset("trung uong" if m["name"] == "bo chinh tri" else m["name"] for m in pattern.finditer(folded))


def _only_a_level(question: Question) -> str:
    """The level, as typed, that a follow-up puts in the place of the one before ("còn huyện?", "ở xã thì ai ký?",
    "ý tôi là tỉnh"); empty for one that says more."""
    match = _LEVEL_ALONE.match(fold(question.text))
    return question.text[match.start("level") : match.end("level")] if match else ""


def _of_another_level(level: str, earlier: Resolved) -> Resolved:
    """The earlier question asked of the documents of another level: in the place of its level or of the document it
    names, else at its end."""
    text = f"{earlier.text.rstrip(_END_MARKS)} ở {level}"
    for pattern, put in ((_PLACED_LEVEL, f"ở {level}"), (_DOCUMENT, f"văn bản của {level}"), (_LEVEL, level)):
        named = pattern.search(fold(earlier.text))
        if named:
            text = f"{earlier.text[: named.start()]}{put}{earlier.text[_past_name(earlier.text, named.end()) :]}"
            break
    return Resolved(text, understand(text))


def _past_name(text: str, end: int) -> int:
    """Where a proper name that follows in a text ends ("xã Sơn Mai"); ``end`` where none does."""
    while (word := _NEXT_WORD.match(text, end)) is not None and word[1][0].isupper():
        end = word.end()
    return end


def _without_level(earlier: Resolved) -> Resolved:
    """An earlier question without its level, its place and the document it names."""
    text = earlier.text
    for pattern in (_DOCUMENT, _LEVEL_WITH_PLACE):
        for match in reversed(list(pattern.finditer(fold(text)))):
            text = f"{text[: match.start()]} {text[_past_name(text, match.end()) :]}"
    text = " ".join(text.split())
    return replace(earlier, text=text, question=understand(text), documents=())


def _is_follow_up(question: Question, names_documents: bool, is_known: bool) -> bool:
    own_content = [word for word in question.content if key(word) not in FACT_WORDS]
    short = len(own_content) <= _FEW_WORDS and len(question.folded.split()) <= _SHORT_QUESTION
    stands_alone = is_known or question.asks == "compare"
    return (
        not question.content
        or _is_also(question)
        or _points_back(question)
        or (not names_documents and (short or _STARTS_ANEW.search(question.folded) is not None or not stands_alone))
    )


def _points_back(question: Question, *, opening: bool = True) -> bool:
    """Whether a question has words that stand for something said before; a mere "vậy" at its beginning counts when
    ``opening`` does."""
    folded = question.folded if opening else _STARTS_ANEW.sub("", question.folded)
    return bool(_POINTS_BACK.search(folded) or _POINTS_BACK_ACCENTED.search(question.text))


def _pointed_at(folded: str, earlier: str, topic: Topic) -> str:
    """The number that "nghị định đó", "đề án này" stand for, when the earlier answer refers to one of that kind; or
    "văn bản đó", when it was asked for."""
    for kind, number in topic.numbers:
        if re.match(r"(?:no|van ban do|cai do)\b", folded) and re.search(
            rf"\b{fold(kind)}( so)? (may|nao|gi|bao nhieu)\b", earlier
        ):
            return f"{kind} số {number}"
        pointing = (
            rf"\b({fold(kind)}|van ban) " if re.search(rf"\b{fold(kind)} nao\b", earlier) else rf"\b{fold(kind)} "
        )
        if kind and re.search(rf"{pointing}(do|nay|ay|tren|vua neu)\b", folded):
            return f"{kind} số {number}"
    return ""


def _is_also(question: Question) -> bool:
    return bool(_ALSO.search(question.folded)) and (
        bool(_ALSO_END.search(question.folded)) or len(question.folded.split()) <= _SHORT_ALSO
    )


def _replace_subject(question: Question, earlier: Resolved, about: tuple[str, ...]) -> Resolved:
    """The earlier question with its subject replaced: a year by a year, a body or document by the new one."""
    subject = _also_words(question)
    if _OTHER_MATTER.match(fold(subject)):
        # Another matter in the same documents: the words of the first would lead back to it.
        asks = question.asks if question.asks not in ("what", "how") else earlier.question.asks
        frame = _ABOUT.split(earlier.text, maxsplit=1)
        text = f"{frame[0]}về {_ABOUT.sub('', subject)}" if len(frame) > 1 else subject
        return Resolved(text, replace(understand(text), asks=asks), documents=about)
    years = dict.fromkeys(YEAR.findall(earlier.text))
    if len(years) == 1 and YEAR.search(subject) and _says_no_more(subject, earlier):
        # The same question of another year.
        text = re.sub(rf"\b{next(iter(years))}\b", " ".join(YEAR.findall(subject)), earlier.text)
        return Resolved(text, understand(text), documents=earlier.documents)
    words = _carried(earlier, question)
    of_body = BODY.search(fold(subject)) is not None
    if YEAR.search(subject):
        words = [w for w in words if not YEAR.fullmatch(w)]
    elif _NUMBERED.search(fold(subject)):
        words = list(content_words(_NUMBERED_TYPED.sub(" ", earlier.text)))
    elif _KIND.match(fold(subject)) and not _PLACE.search(earlier.question.folded):
        words = list(content_words(_without_level(earlier).text))
    elif of_body:
        bodies = {word for match in BODY.finditer(fold(earlier.text)) for word in match.group().split()}
        words = [w for w in words if fold(w) not in bodies]
    text = f"{subject} {' '.join(words)}"
    asks = question.asks if question.asks not in ("what", "how") else earlier.question.asks
    identity = question.identity or earlier.question.identity
    reading = replace(understand(text), asks=asks, identity=identity)
    # A new body does something else: the earlier words only hint at it. A new year or document leaves the topic.
    return Resolved(text, reading, carried=tuple(words) if of_body else (), documents=about)


def _says_no_more(subject: str, earlier: Resolved) -> bool:
    """Whether the words of a new question, its years apart, all stand in the earlier one."""
    said = {key(word) for word in earlier.text.split()}
    return all(YEAR.fullmatch(word) or key(word) in said for word in content_words(subject))


def _also_words(question: Question) -> str:
    """The words between "còn" and "thì sao", as typed."""
    words = question.text.rstrip(_END_MARKS).split()
    folded = [fold(word.strip(",.;:?!")) for word in words]
    start = 0
    while start < len(words) and folded[start] in ("the", "vay", "con", "nhung"):
        start += 1
    end = len(words)
    for ending in (
        ("thi", "lam", "gi"),
        ("lam", "gi"),
        ("thi", "sao"),
        ("nhu", "the", "nao"),
        ("the", "nao"),
        ("ra", "sao"),
        ("sao",),
    ):
        if tuple(folded[end - len(ending) : end]) == ending:
            end -= len(ending)
            if end and folded[end - 1] == "thi":
                end -= 1
            break
    return " ".join(words[start:end])


def _carried(earlier: Resolved, question: Question) -> list[str]:
    """Content words of the earlier question that the new one does not repeat, nor say the opposite of."""
    gone = {fold(word) for word in question.content} | opposites_in(question.text)
    return [word for word in earlier.question.content if fold(word) not in gone]
