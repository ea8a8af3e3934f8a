"""What an answer must look like for what is asked: a figure for "bao nhiêu", a date for "khi nào"."""

import re
from collections.abc import Sequence

from assistant.evidence import Text, read
from assistant.question import Question
from assistant.verify import facts
from corpus.document import Document
from index.search import Index
from index.vietnamese import fold

_BASIS = re.compile(r"(Thực hiện|Căn cứ|Theo|Xét|Trên cơ sở)\b")
_MANNER = re.compile(r"\b(theo hướng|đảm bảo|bảo đảm|bằng|thông qua|gắn với|trên cơ sở|phù hợp|theo)\b", re.IGNORECASE)
_CAUSE = re.compile(r"^(Thực hiện|Căn cứ)\b|\b(do|vì|nguyên nhân|nhằm|để|bởi|nên|nhờ|xuất phát)\b", re.IGNORECASE)
_CONTACT = re.compile(r"@|\bĐT\b|điện thoại|\b0\d{8,10}\b|\bEmail\b|liên hệ|liên lạc|\d+[A-Z] [A-ZĐ]", re.IGNORECASE)
_BODY = re.compile(
    r"\b(Ban|Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Đảng|đảng|Mặt trận|Sở|Phòng|Vụ|cấp ủy|cấp uỷ|Chính phủ|"
    r"Quốc hội|đồng chí|Trung tâm)\b"
)
_SURE_YES = 0.9
_SURE_NO = 0.65
#: What follows "bao nhiêu" without being counted.
_MEASURES = frozenset(
    "phan so muc lan nam thang ngay diem ti ty la thi nua va de tu o trong den khi vay a roi lam tren duoc moi cho voi "
    "hay so theo tinh nhu tai vao".split()
)
_COUNTED = re.compile(r"\bbao nhieu (\w+)(?: (\w+))?")
_PERCENT = re.compile(r"\b(phan tram|t[yi] le)\b")
#: Numbers that count nothing: those of documents ("Nghị quyết 19") and of the section a text opens ("2.4.").
_NAME_OF_DOCUMENT = re.compile(
    r"\b(nghị quyết|kết luận|kế hoạch|nghị định|thông tư|chương trình hành động|quyết định|đề án|luật)( số)? \d+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\d+(\.\d+)*\.? ")
_SYMBOL = re.compile(r"\bso (hieu )?(la )?(bao nhieu|may|gi)$")
_FIGURE = r"\b(\d[\d.,]*|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_ORDER = re.compile(
    r"(Nâng cao|Đẩy mạnh|Tiếp tục|Quan tâm|Rà soát|Tăng cường|Xây dựng|Hoàn thiện|Phát huy|Thực hiện|Tiến hành|"
    r"Phân cấp|Kịp thời|Bảo đảm|Đảm bảo|Đổi mới|Nghiên cứu|Chủ trì|Thường xuyên|Ban hành|Triển khai|Đề nghị|Phối hợp)\b"
)
_FAULT = re.compile(r"\b(chưa|còn|hạn chế|yếu kém|khó khăn|thiếu|vi phạm)\b")
_DEADLINE = re.compile(
    r"\b(trước ngày|trước \d|chậm nhất|(thời )?hạn(?! chế)|đến hết|trong tháng|xong trước)", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(nêu trên|nói trên|kể trên)\b")
_NEGATED = re.compile(r"\b(chưa|không)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(chưa|không|trừ)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[;()]|,(?= (?:chưa|không) )")
#: Asks whether a document speaks of something, in whatever sense.
_MENTIONS = re.compile(
    r"\bco (duoc )?(nhac|neu|noi|de cap|ghi|ban(?! hanh)|hoi|doi|yeu cau|giao(?! duc)|dinh|tinh(?! den)|chu truong)\b"
    r"(?!.*\bnao\b)"
)
_OF_EXCEPTIONS = frozenset("thuoc dien doi tuong truong hop nay tru khong co duoc".split())
_QUANTITY = re.compile(
    r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?=đơn vị|lĩnh vực|nhóm|cấp|nội dung|năm)", re.IGNORECASE
)


_ONLY = re.compile(
    r"\b(?:chỉ(?! (?:tiêu|đạo|thị|số))|thôi|duy nhất|tất cả|mọi|toàn bộ|hết|cùng|đều|luôn|chi (?:co|la|can|giao|phai)|"
    r"thoi|duy nhat|deu)\b",
    re.IGNORECASE,
)
_ASKS_ORDER = re.compile(r"\b(yeu cau|giao|nhiem vu|giai phap|chi dao|de nghi|phai|tinh lam|sap toi|bao lam)\b")
_ASKS_FAULT = re.compile(
    r"\b(han che|yeu kem|kho khan|ton tai|bat cap|vuong mac|con (yeu|kem)|chua (tot|dat|duoc)|bi (che|phe|nhac|trach)|"
    r"che (gi|trach|nhung)|keu (kho|ca|gi)|vuong (gi|cho nao|o)|yeu (gi|cho nao|o)|(dieu|cho|cai) (do|kem|yeu))\b"
)
_ASKS_RESULT = re.compile(r"\b(ket qua|lam duoc|dat duoc|ghi nhan|khen|thanh tich|chuyen bien|tien bo)\b")
_RESULT = re.compile(
    r"\b(đạt được|đã được|kết quả|góp phần|tăng lên|nâng lên|chuyển biến|đã (thực hiện|triển khai|từng bước))\b"
)
_FULL_NAME = 3
_PLACES = ("tinh", "huyen", "xa")
#: Kinds of document that a sentence which names one gives a number.
_NUMBERED = ("thong tu", "nghi dinh", "nghi quyet", "quyet dinh", "luat")
_OFFICES = r"(pho )?(chu tich|bi thu|giam doc|truong ban|vu truong|chanh van phong|hieu truong|bo truong|tong bi thu)"
_OFFICE_HOLDER = re.compile(
    rf"\b{_OFFICES}\b.*\b(ten (la )?gi|la ai|la (nguoi|ong|ba|vi|dong chi) nao|ho ten|ten (cua )?ai)\b|"
    rf"\bai (la|lam|giu chuc) {_OFFICES}\b|"
    rf"^(ho )?ten (cua )?(dong chi |ong |ba )?{_OFFICES}\b"
)
#: A personal name: by itself on its line, or after what introduces one.
_PERSON = re.compile(r"(^|đồng chí |ông |bà |: |Bí thư )[A-ZĐÀ-Ỹ][a-zđà-ỹ]+( [A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,3}($|[,.;)])")


def expected(question: Question, text: str) -> float:
    """1.0 when a sentence has the kind of thing asked for (a figure, a date, a cause, a name), otherwise 0.0."""
    if question.asks == "contact":
        return float(_has_contact(question.folded, text))
    head = _asked_noun(question.folded)
    if head and question.asks != "basis":
        return float(_named_after(head, text))
    return float(_has_kind(question, text))


def is_rare(question: Question) -> bool:
    """Whether the kind of thing asked for is rare enough to point at its sentence by itself."""
    return question.asks in ("contact", "basis", "deadline") or bool(_asked_noun(question.folded))


def holds(question: Question, text: str) -> bool:
    """Whether the text can answer at all: a count needs a figure, a time needs a date, a contact its data."""
    if question.asks == "contact":
        return _has_contact(question.folded, text)
    if question.asks in ("count", "when", "deadline"):
        return _has_kind(question, text)
    if question.asks in ("list", "what") and _POINTS_BACK.search(text):
        return False  # speaks about a list that stands elsewhere
    if asks_for_a_person(question):
        return _PERSON.search(text) is not None
    head = _asked_noun(question.folded)
    return head not in _PLACES + _NUMBERED or _named_after(head, text)


def asks_for_a_person(question: Question) -> bool:
    """Whether a question asks who holds an office."""
    return _OFFICE_HOLDER.search(question.folded) is not None


def names_held(index: Index, question: Question, context: Text, *documents: Document) -> bool:
    """Whether every proper name and year of the question stands in the sentence or around it.

    Without accents or capitals, only the names of people who sign documents of the corpus are known as names.
    """
    dates = {str(document.info.date.year) for document in documents if document.info.date}
    asked = read(index, question.text).run
    signers = {d.info.signer for d in index.documents if d.info.signer}
    known = {read(index, name).run for name in facts(question.text).names | signers}
    years = set(re.findall(r"\b(?:19|20)\d\d\b", question.text)) - dates
    return years <= context.held and all(name in context.run for name in known if name in asked)


def names_people(index: Index, question: Question, text: str) -> bool:
    """Whether a question gives the full name of a person (three capitalised words or more) that the text has."""
    asked = (name for name in facts(question.text).names if len(name.split()) >= _FULL_NAME)
    held = read(index, text).run
    return any(read(index, name).run in held for name in asked)


def _has_kind(question: Question, text: str) -> bool:
    match question.asks:
        case "count":
            return _counts(question, text)
        case "deadline":
            return bool(facts(text).dates) and _DEADLINE.search(text) is not None
        case "when" | "date":
            return bool(facts(text).dates) or re.search(r"\b(19|20)\d\d\b", text) is not None
        case "basis":
            return _BASIS.match(text) is not None and bool(facts(text).documents)
        case "how":
            return bool(_MANNER.search(text))
        case "why":
            return bool(_CAUSE.search(text))
        case "who":
            return bool(_BODY.search(text))
        case "yesno":
            return bool(_NEGATED.search(text))
        case _:
            return _has_role(question.folded, text)


def _has_role(folded: str, text: str) -> bool:
    """Whether a sentence orders, when what is required is asked, or finds fault, when shortcomings are."""
    if _ASKS_ORDER.search(folded):
        return _ORDER.match(text) is not None
    if asks_fault(folded):
        return _FAULT.search(text) is not None and _POINTS_BACK.search(text) is None
    return _ASKS_RESULT.search(folded) is not None and _RESULT.search(text) is not None


def asks_fault(folded: str) -> bool:
    """Whether a question asks for shortcomings, in the words of documents or everyday ones ("chê", "kêu khó")."""
    return _ASKS_FAULT.search(folded) is not None


def _has_contact(folded: str, text: str) -> bool:
    if re.search(r"\bmail\b|\bemail\b|thu dien tu", folded):
        return "@" in text
    if re.search(r"dien thoai|\bsdt\b|\bgoi\b", folded):
        return re.search(r"\b0\d{8,10}\b|\b0\d[\d. ]{7,12}\b", text) is not None
    if re.search(r"dia chi", folded):
        return re.search(r"@|\b\d+[A-Z]?,? (đường |phố )?[A-ZĐ]", text) is not None
    return bool(_CONTACT.search(text))


def _counts(question: Question, text: str) -> bool:
    """Whether a figure stands in the text for what is counted: "bao nhiêu viên chức" needs one beside "viên chức";
    "là số bao nhiêu" may ask for a document's number."""
    if _SYMBOL.search(question.folded) and facts(text).documents:
        return True
    if _PERCENT.search(question.folded):
        return "%" in text or "phần trăm" in text
    figures = _figures(text)
    match = _COUNTED.search(fold(question.text))
    if not figures or match is None or match[1] in _MEASURES:
        return bool(figures)
    noun = " ".join(word for word in match.groups() if word)
    run = " ".join(fold(token.strip(",.;:()")).replace("%", " phan tram") for token in text.split())
    return re.search(rf"{_FIGURE}( phan tram)?( \w+)? {noun}\b", run) is not None


def _asked_noun(folded: str) -> str:
    """The noun of "tỉnh nào", "thông tư nào", "Vụ nào": an answer names one."""
    match = re.search(
        r"\b(tinh|huyen|xa|vu|so|thong tu|nghi dinh|nghi quyet|ke hoach|quyet dinh|de an|chuong trinh|luat|"
        r"van ban|ban)( so)? (nao|gi|may|bao nhieu)\b",
        folded,
    )
    return match[1] if match else ""


def _named_after(head: str, text: str) -> bool:
    """Whether ``head`` stands in the text before a name or a number."""
    if head == "van ban":
        return bool(facts(text).documents)
    length = len(head.split())
    tokens = text.split()
    folded = [fold(token.strip(',.;:()“”"')) for token in tokens]
    for i in range(len(tokens) - length):
        if " ".join(folded[i : i + length]) == head:
            if tokens[i + length - 1][-1] in ",.;:)":
                continue
            following = tokens[i + length].lstrip('(“"')
            if folded[i + length] == "so" and i + length + 1 < len(tokens):
                following = tokens[i + length + 1]
            if following[:1].isupper() or following[:1].isdigit():
                return True
    return False


def says_all(text: str) -> bool:
    """Whether a text says that there is nothing else, or that it is all: what one sentence cannot bear out."""
    return _ONLY.search(text) is not None


def verdict(question: Question, text: str, own: float) -> str:
    """The wording key before a yes/no answer's evidence: ``yes``, ``no``, ``not-yet``, or "" when unsure.

    ``own`` is how much of the question the sentence covers by itself.
    """
    if question.asks != "yesno" or says_all(question.text):
        return ""
    asked, said = facts(question.text), facts(text)
    if (
        (set(asked.numbers) - set(said.numbers))
        or (asked.dates - said.dates)
        or _NEGATED.search(_asked_part(question.text))
    ):
        return ""
    if _MENTIONS.search(question.folded) and own >= _SURE_YES:
        return "yes"
    match = _DENIED.search(about(question.content, text))
    if match and own >= _SURE_NO:
        return "not-yet" if fold(match.group()) == "chua" else "no"
    return "yes" if not match and own >= _SURE_YES else ""


def about(content: Sequence[str], text: str) -> str:
    """A sentence without the clauses that deny something of others than those whom the ``content`` of a question means
    ("(trừ bệnh viện)"; "bệnh viện không thuộc diện này")."""
    clauses = _CLAUSES.split(text)
    asked = set(map(fold, content))
    said = [{fold(word) for word in re.findall(r"\w+", clause)} for clause in clauses]
    kept = []
    for i, clause in enumerate(clauses):
        others = set().union(*said[:i], *said[i + 1 :])
        denies = _DENIED.search(clause)
        if len(clauses) == 1 or not denies or (asked & said[i]) - others - _OF_EXCEPTIONS:
            kept.append(clause)
    return " ".join(kept)


def _asked_part(text: str) -> str:
    """The question without its closing "không", "chưa", "hay không", which ask rather than deny."""
    return re.sub(r"\b(hay |hoặc )?(không|chưa|khong|chua|ko)\W*$", "", text.strip(), flags=re.IGNORECASE)


def _figures(text: str) -> set[str]:
    years = re.compile(r"^(19|20)\d\d$")
    text = _NAME_OF_DOCUMENT.sub(" ", _LABEL.sub(" ", text))
    numbers = {n for n in facts(text).numbers if not years.match(n) and not re.match(r"^[IVXLC]+$", n)}
    return numbers | {m.group().lower() for m in _QUANTITY.finditer(text)}
