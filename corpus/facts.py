"""Facts listed one a line, as reference sheets do: ``Ngày ban hành: 25/10/2017.``"""

import re

from corpus.document import Evidence, PartialDate
from corpus.fields import Fields
from corpus.names import KIND_CODES, ROLE, kind_of_number

_FACT = re.compile(
    r"^[-+•*]?\s*(Số, ký hiệu|Số ký hiệu|Số hiệu|Ngày ban hành|Cơ quan ban hành|Người ký|Trích yếu|Nội dung|"
    r"Loại văn bản)\s*:\s*(.+?)[.;]?$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"\d{1,5}(?:/\d{4})?[-/][A-ZĐ][\w/&-]*")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_facts(text: str) -> Fields:
    """The fields a list of facts tells; none unless the number and another fact are among them."""
    fields = Fields({}, [])
    found = {m[1]: (m[2], m.start(2)) for m in reversed(list(_FACT.finditer(text)))}
    numbered = next((found[key] for key in found if key.startswith("Số") and _NUMBER.search(found[key][0])), None)
    if numbered is None or len(found) < 2:
        return fields
    match = _NUMBER.search(numbered[0])
    assert match is not None
    _put(fields, "number", match[0], match[0], numbered[1] + match.start())
    _put(fields, "symbol", re.sub(r"^\d+(?:/\d{4})?[-/]", "", match[0]), match[0], numbered[1] + match.start())
    if "Ngày ban hành" in found and (date := _DATE.search(found["Ngày ban hành"][0])):
        value = PartialDate(int(date[3]), int(date[2]), int(date[1]))
        _put(fields, "date", value, date[0], found["Ngày ban hành"][1] + date.start())
    if "Cơ quan ban hành" in found:
        words, at = found["Cơ quan ban hành"]
        body = re.sub(r"^Hội nghị lần thứ [\w\s]+? (?=Ban |Hội đồng )", "", words)
        _put(fields, "issuer", body, body, at + len(words) - len(body))
    if "Người ký" in found:
        _read_signer(fields, *found["Người ký"])
    for key in ("Nội dung", "Trích yếu"):
        if key in found:
            fields.evidence[:] = [e for e in fields.evidence if e.field != "title"]
            _put(fields, "title", found[key][0], found[key][0], found[key][1])
    _read_kind(fields, match[0], text)
    return fields


def _read_signer(fields: Fields, words: str, at: int) -> None:
    role = ROLE.match(words)
    name = re.search(r"(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s?){2,5}$", words[role.end() :] if role else words)
    if name is None:
        return
    skip = (role.end() if role else 0) + name.start()
    _put(fields, "signer", name[0], name[0], at + skip)
    if title := words[:skip].strip(" ,:"):
        _put(fields, "signer_role", title, title, at)


def _read_kind(fields: Fields, number: str, text: str) -> None:
    kinds = "|".join(KIND_CODES)
    named = re.search(rf"(?<!\w)({kinds})(?: số)? {re.escape(number)}", text, re.IGNORECASE)
    if named:
        _put(fields, "kind", named[1].lower(), named[1], named.start(1))
    elif kind := kind_of_number(number):
        fields.values["kind"] = kind


def _put(fields: Fields, field: str, value: object, words: str, at: int) -> None:
    fields.values[field] = value
    fields.evidence.append(Evidence(field, at, at + len(words)))
