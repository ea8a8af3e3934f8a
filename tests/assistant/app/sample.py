"""A small hand-built corpus, index and answerer: what the tests of the page need, without reading or indexing."""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Citation, Statement
from assistant.app.service import Service
from corpus.document import Document, DocumentInfo, PartialDate, Reference, Section, Span
from corpus.errors import TrolyError
from corpus.passage import Passage
from index.search import Index
from index.vietnamese import fold

CONCLUSION_TEXT = """Số 62-KL/TW
Hà Nội, ngày 02 tháng 10 năm 2023
KẾT LUẬN CỦA BỘ CHÍNH TRỊ
1. Kết quả thực hiện
Thực hiện Nghị quyết 19-NQ/TW, các đơn vị được sắp xếp lại; còn nơi làm máy móc, cào bùng.
2. Nhiệm vụ
2.5. Nâng cao hiệu quả thực hiện chủ trương xã hội hoá, nhất là chính sách ưu đãi về đất đai, thuế.
- Phát huy giám sát của Quốc hội theo Thông tư 20/2023/TT-BGDĐT.
T/M BỘ CHÍNH TRỊ
Trương Thị Mai"""

HOSTILE_TEXT = """Mục 1. Đoạn mã
<script>document.title = 'hong'</script> <img src=x onerror="document.title='hong'">
[bấm vào đây](javascript:alert(1)) ![ảnh](http://203.0.113.7/a.png) **đậm** ${1+1} {{value}} `mã`"""


def span(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def section(text: str, label: str, marker: str, kind: str, heading: str, level: int, begin: str, stop: str | None,
            parent: int = -1) -> Section:  # fmt: skip
    """A Section from the words it begins with to the words that end it (the end of the text when None)."""
    start = text.index(begin)
    end = text.index(stop, start) if stop else len(text)
    return Section(label, marker, kind, heading, level, start, end, parent)  # type: ignore[arg-type]


def conclusion() -> Document:
    text = CONCLUSION_TEXT
    resolution, circular = span(text, "Nghị quyết 19-NQ/TW"), span(text, "Thông tư 20/2023/TT-BGDĐT")
    return Document(
        id="ket-luan.txt",
        path="ket-luan.txt",
        info=DocumentInfo(
            kind="kết luận",
            number="62-KL/TW",
            title="về thực hiện Nghị quyết số 19-NQ/TW",
            issuer="Bộ Chính trị",
            place="Hà Nội",
            date=PartialDate(2023, 10, 2),
            signer="Trương Thị Mai",
            recipients=("Các tỉnh uỷ, thành uỷ", "Lưu Văn phòng"),
            level="trung ương",
        ),
        text=text,
        sections=(
            section(text, "1", "1.", "mục", "Kết quả thực hiện", 1, "1. Kết", "2. Nhiệm"),
            section(text, "2", "2.", "mục", "Nhiệm vụ", 1, "2. Nhiệm", "T/M"),
            section(text, "2.5", "2.5.", "mục", "Nâng cao hiệu quả", 2, "2.5.", "T/M", 1),
            section(text, "2.5 -1", "-", "gạch", "Phát huy giám sát của Quốc hội", 3, "- Phát", "T/M", 2),
        ),
        references=(
            Reference("19-NQ/TW", "nghị quyết", None, None, *resolution),
            Reference("20/2023/TT-BGDĐT", "thông tư", None, None, *circular),
        ),
        front=Span(0, text.index("1. Kết")),
        back=Span(text.index("T/M"), len(text)),
    )


def resolution() -> Document:
    text = "1. Mục tiêu\nĐến năm 2030 giảm mạnh đầu mối.\n" + "\n".join(
        f"Đoạn tóm tắt thứ {n} nói về nhiệm vụ và giải pháp của nghị quyết." for n in range(1, 60)
    )
    return Document(
        id="nghi-quyet.md",
        path="nghi-quyet.md",
        info=DocumentInfo(
            kind="nghị quyết",
            number="19-NQ/TW",
            title="Phiếu tra cứu",
            issuer="Ban Chấp hành Trung ương",
            date=PartialDate(2017, 10, 25),
            level="trung ương",
            verbatim=False,
        ),
        text=text,
        sections=(Section("1", "1.", "mục", "Mục tiêu", 1, 0, len(text)),),
    )


def hostile() -> Document:
    return Document(
        id="x<b>.txt",
        path="x<b>.txt",
        info=DocumentInfo(kind="công văn", title="<script>\"&'</script>", issuer="UBND <i>xã</i>", level="xã"),
        text=HOSTILE_TEXT,
        sections=(Section("1", "Mục 1.", "mục", "<u>Đoạn mã</u>", 1, 0, len(HOSTILE_TEXT)),),
    )


def cited(marker: int, document: Document, words: str, place: str) -> Citation:
    """A Citation of ``words``, which the document contains."""
    start, end = span(document.text, words)
    return Citation(
        marker, document.id, document.key, document.info.title or "", place, words, start, end, None, words,
        document.info.verbatim,
    )  # fmt: skip


QUOTE = "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá, nhất là chính sách ưu đãi về đất đai, thuế."
SUMMARY_QUOTE = "Đoạn tóm tắt thứ 40 nói về nhiệm vụ và giải pháp của nghị quyết."


def open_index() -> Index:
    """A searchable index of the sample documents, one passage a paragraph; no vectors."""
    documents = (conclusion(), resolution(), hostile())
    passages = [
        Passage(f"{d.id}@{m.start()}-{m.end()}", d.id, "", (), m.start(), m.end(), m.group())
        for d in documents
        for m in re.finditer(r"[^\n]+", d.text)
    ]
    return Index.in_memory(passages, documents=documents)


def answer(
    index: Index,
    question: str,
    *,
    history: Sequence[str],
    k: int,
    kind: str | None,
    level: str | None,
    document: str | None,
) -> Answer:
    """Answers about xã hội hoá and mã độc, counts the earlier questions, fails when told to, refuses the rest."""
    first, second, third = index.documents
    words = fold(question)
    if words == "loi":
        raise TrolyError("Chưa có chỉ mục; hãy chạy `troly index` trước.")
    if words == "hong":
        raise ZeroDivisionError("lỗi không lường trước")
    if words == "dem":
        return Answer(question, f"Đã hỏi {len(history)} câu; phạm vi {kind}, {level}, {document}.")
    if "xa hoi hoa" in words:
        text = f"Kết luận số 62-KL/TW yêu cầu:\n- {QUOTE} [1]\n- **Tóm tắt**: {SUMMARY_QUOTE} [2]"
        return Answer(
            question,
            text,
            (Statement(QUOTE, (1,)), Statement(SUMMARY_QUOTE, (2,))),
            (cited(1, first, QUOTE, "mục 2.5"), cited(2, second, SUMMARY_QUOTE, "mục 1")),
        )
    if "ma doc" in words:
        quote = HOSTILE_TEXT.split("\n", 1)[1]
        return Answer(question, f"{quote} [1]", (Statement(quote, (1,)),), (cited(1, third, quote, "mục 1"),))
    return Answer(question, "Kho văn bản không có nội dung này.", abstained=True, reason="không có căn cứ")


def service() -> Service:
    """A service over the sample."""
    return Service(open_index=open_index, version=lambda: 1, ask=answer)
