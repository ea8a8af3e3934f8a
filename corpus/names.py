"""Names official texts use: kinds of document and their codes, bodies, and how capitals are written in lower case.

Data and small pure functions; nothing here knows about lines or offsets.
"""

import re
import unicodedata
from functools import cache

from corpus.document import Level

KIND_CODES: dict[str, str] = {
    "chương trình hành động": "CTr",
    "văn bản hợp nhất": "VBHN",
    "thông tư liên tịch": "TTLT",
    "nghị quyết liên tịch": "NQLT",
    "nghị quyết": "NQ",
    "kết luận": "KL",
    "chỉ thị": "CT",
    "quyết định": "QĐ",
    "quy định": "QĐ",
    "quy chế": "QC",
    "kế hoạch": "KH",
    "báo cáo": "BC",
    "công văn": "CV",
    "công điện": "CĐ",
    "thông báo": "TB",
    "thông tri": "TT",
    "thông tư": "TT",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "đề án": "ĐA",
    "dự án": "DA",
    "phương án": "PA",
    "tờ trình": "TTr",
    "nghị định": "NĐ",
    "pháp lệnh": "PL",
    "bộ luật": "BL",
    "luật": "L",
    "hiến pháp": "HP",
    "điều lệ": "ĐL",
    "biên bản": "BB",
    "giấy mời": "GM",
    "lời kêu gọi": "LKG",
    "đề cương": "ĐC",
    "phụ lục": "PL",
    "danh mục": "DM",
    "phiếu": "P",
    "sao lục": "BS",
    "bản sao": "BS",
}
"""Kind in lower case -> the code in its number. Longer names come before the names they begin with."""

_KIND_OF_CODE: dict[str, str] = {
    "NQ": "nghị quyết",
    "KL": "kết luận",
    "CT": "chỉ thị",
    "QĐ": "quyết định",
    "QyĐ": "quy định",
    "QC": "quy chế",
    "KH": "kế hoạch",
    "BC": "báo cáo",
    "CV": "công văn",
    "CĐ": "công điện",
    "TB": "thông báo",
    "TT": "thông tư",
    "TTLT": "thông tư liên tịch",
    "HD": "hướng dẫn",
    "CTr": "chương trình",
    "CTHĐ": "chương trình hành động",
    "ĐA": "đề án",
    "PA": "phương án",
    "TTr": "tờ trình",
    "NĐ": "nghị định",
    "VBHN": "văn bản hợp nhất",
    "BS": "sao lục",
    "QH": "luật",
    "L": "luật",
}

AREAS = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "xã", "phường", "đặc khu")

_ROLE_WORDS = (
    "tổng bí thư|phó bí thư|bí thư|phó chủ tịch|chủ tịch|phó thủ tướng|thủ tướng|bộ trưởng|thứ trưởng|"
    "phó tổng giám đốc|tổng giám đốc|phó giám đốc|giám đốc|phó chánh văn phòng|chánh văn phòng|"
    "phó trưởng|trưởng|phó hiệu trưởng|hiệu trưởng|phó chủ nhiệm|chủ nhiệm|viện trưởng|chánh án|"
    "cục trưởng|phó cục trưởng|vụ trưởng|phó vụ trưởng|tổng cục trưởng|thống đốc|tổng thanh tra|"
    "tổng kiểm toán|chánh thanh tra|thường trực|ủy viên|uỷ viên|thủ trưởng|kế toán trưởng|quyền|q\\."
)
ROLE = re.compile(rf"(?:{_ROLE_WORDS})(?!\w)", re.IGNORECASE)
"""A role at the start of a signature line."""

_BODY_PHRASES = (
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Hội đồng nhân dân",
    "Mặt trận Tổ quốc",
    "Việt Nam",
    "Đảng",
    "Trung ương",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Ban Nội chính",
    "Ủy ban Kiểm tra",
    "Chính phủ",
    "Thủ tướng",
    "Quốc hội",
    "Nhà nước",
    "Văn phòng",
    "Tỉnh ủy",
    "Tỉnh uỷ",
    "Thành ủy",
    "Thành uỷ",
    "Huyện ủy",
    "Huyện uỷ",
    "Đảng ủy",
    "Đảng uỷ",
    "Quận ủy",
    "Thị ủy",
    "Đảng bộ",
    "Thường trực",
    "Bí thư",
    "Chủ tịch",
    "Giám đốc",
    "Trưởng ban",
    "Bộ trưởng",
    "Phó Trưởng ban",
)
_AREA_NAME = re.compile(
    r"(?<!\w)((?:thành phố|thị xã|thị trấn|tỉnh|huyện|quận|xã|phường|đặc khu|[Tt]ỉnh [uủ][ỷy]|[Tt]hành [uủ][ỷy]"
    r"|[Hh]uyện [uủ][ỷy]|[Đđ]ảng [uủ][ỷy])(?: (?:xã|phường|thị trấn|huyện|tỉnh))?)((?: [^\W\d_]+)+)",
)


def is_capitals(text: str) -> bool:
    """Whether the letters of ``text`` are all capitals (and there are at least two)."""
    return text == text.upper() and sum(c.isalpha() for c in text) >= 2


def sentence_case(capitals: str, text: str = "") -> str:
    """``BỘ CHÍNH TRỊ`` -> ``Bộ Chính trị``: as ``text`` writes it most often, otherwise by rule."""
    if not is_capitals(capitals):
        return capitals
    words = r"\s+".join(re.escape(word) for word in capitals.split())
    seen: dict[str, int] = {}
    for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
        found = " ".join(match.group().split())
        if found[0].isupper() and not is_capitals(found):
            seen[found] = seen.get(found, 0) + 1
    if seen:
        return max(sorted(seen), key=seen.__getitem__)
    return _cased_by_rule(capitals)


def _cased_by_rule(capitals: str) -> str:
    lower = capitals.lower()
    for phrase in _BODY_PHRASES:
        lower = re.sub(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", phrase, lower)
    lower = re.sub(r"(?<!\w)(sở|chi cục|bộ) (?=[^\W\d_])", lambda m: m.group().capitalize(), lower)
    lower = _AREA_NAME.sub(lambda m: m[1] + m[2].title(), lower)
    lower = re.sub(r"(?<!\w)phó (\w)", lambda m: "Phó " + m[1].upper(), lower, flags=re.IGNORECASE)
    lower = re.sub(r"(?<!\w)[Bb]ộ (?!trưởng)(\w)", lambda m: "Bộ " + m[1].upper(), lower)
    lower = re.sub(r"(?<!\w)[Ss]ở (\w)", lambda m: "Sở " + m[1].upper(), lower)
    return lower[:1].upper() + lower[1:]


@cache
def kind_of_number(number: str) -> str | None:
    """The kind a number's code tells: ``62-KL/TW`` -> ``kết luận``; None when it tells none."""
    for code in re.findall(r"[A-ZĐ][A-Za-zĐđ]*", number):
        if code in _KIND_OF_CODE:
            return _KIND_OF_CODE[code]
    return None


def level_of(issuer: str | None, number: str | None) -> Level | None:
    """The level of the body that issued a document, read from its name or from the number's suffix."""
    levels: tuple[tuple[Level, str], ...] = (
        ("xã", r"(?:xã|phường|thị trấn|đặc khu)(?!\w)(?! hội)"),
        ("huyện", r"(?:huyện|quận|thị xã|thị ủy)(?!\w)"),
        ("tỉnh", r"(?:tỉnh|thành ủy|thành uỷ|thành phố|sở)(?!\w)"),
        ("trung ương", r"(?:trung ương|bộ|chính phủ|quốc hội|thủ tướng|ban bí thư|chủ tịch nước)(?!\w)"),
    )
    lowered = (issuer or "").lower()
    for level, pattern in levels:
        if re.search(rf"(?<!\w){pattern}", lowered):
            return level
    suffix = re.split(r"[-/]", number)[-1] if number else ""
    by_suffix: dict[str, Level] = {"TW": "trung ương", "CP": "trung ương", "TTg": "trung ương", "TU": "tỉnh"}
    by_suffix |= {"VPTU": "tỉnh", "HU": "huyện"}
    if re.fullmatch(r"(?:UBTV)?QH\d+", suffix):
        return "trung ương"
    return by_suffix.get(suffix)


def locality_of(issuer: str | None) -> str | None:
    """The place a body is of: ``Văn phòng Tỉnh ủy Lai Châu`` -> ``tỉnh Lai Châu``; None when it names none."""
    party = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã"}
    name = r"((?: \p)+)".replace(r"\p", r"[^\W\d_]*")
    match = re.search(rf"(Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|uỷ)(?!\w){name}", issuer or "")
    if match and (proper := _capitalised(match[2])):
        return f"{party[match[1]]} {proper}"
    areas = "|".join(AREAS)
    match = re.search(rf"(?<!\w)({areas}){name}", issuer or "", re.IGNORECASE)
    if match and (proper := _capitalised(match[2])):
        return f"{match[1].lower()} {proper}"
    return None


def _capitalised(words: str) -> str:
    taken = []
    for word in words.split():
        if not word[0].isupper():
            break
        taken.append(word)
    return " ".join(taken)


def same_name(text: str) -> str:
    """A key under which spelling variants of a name are one: case, accents, spaces and signs left out."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))
