"""Words of a statement that only say where it was found: "Theo Kết luận số 62-KL/TW, mục 2.5, …"."""

import re

_PLACE = re.compile(
    r"(?:,\s*|\s*\(\s*|\b)(?:tại |theo |ở |trong )?(?:mục|điểm|khoản|phần|Điều|ý)\s+"
    r"(?:[IVXLC]+|\d+|[a-zđ](?=[\s,)]))(?:\.\w+)*\s*(?:của\s+|tại\s+)?\)?,?\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:theo|căn cứ|tại|trong)\s[^,;:]{3,160}[,:]\s+(?=\S)", re.IGNORECASE)


def without_place(text: str) -> tuple[str, ...]:
    """The statement as it is, without its section numbers, and without its lead-in; equal ones once."""
    placeless = _tidy(_PLACE.sub(lambda match: ", " if match.group().strip().endswith(",") else " ", text))
    return tuple(dict.fromkeys(w for w in (text, placeless, _tidy(_LEAD.sub("", text)), _tidy(_LEAD.sub("", placeless)))
                               if len(w.split()) > 2 or w == text))  # fmt: skip


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,")
    return text[:1].upper() + text[1:]
