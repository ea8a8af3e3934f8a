"""A small hand-built corpus, index and answerer: what the tests of the page need, without reading or indexing."""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Citation, Statement
from assistant.app.service import Filters, Service
from corpus.document import Document, DocumentInfo, Failure, PartialDate, Reference, Section, Span
from corpus.errors import TrolyError
from corpus.passage import Passage
from index.search import Hit
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
            section(text, "2.5", "2.5.", "mục", "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá", 2, "2.5.", "T/M", 1),
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
        info=DocumentInfo(kind="công văn", title='<script>"&\'</script>', issuer="UBND <i>xã</i>", level="xã"),
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


class SampleIndex:
    """The documents, and a search that finds paragraphs holding every word asked for, accents aside."""

    documents = (conclusion(), resolution(), hostile())
    failed = (Failure("hong.pdf", "Tệp bị hỏng, không mở được."),)

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        kind: str | None = None,
        level: str | None = None,
        document: str | None = None,
    ) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        for d in self.documents:
            if (kind or d.info.kind) != d.info.kind or (document or d.id) != d.id:
                continue
            for match in re.finditer(r"[^\n]+", d.text):
                if all(word in fold(match.group()) for word in fold(query).split()):
                    id = f"{d.id}@{match.start()}-{match.end()}"
                    passage = Passage(id, d.id, "", (), match.start(), match.end(), match.group())
                    hits.append(Hit(passage, 1.0, 1.0, 0.0))
        return tuple(hits[:k])


def answer(index: object, question: str, history: Sequence[str], filters: Filters, k: int) -> Answer:
    """Answers about xã hội hoá, mục tiêu and mã; refuses the rest."""
    first, second, third = SampleIndex.documents
    words = fold(question)
    if "loi" in words.split():
        raise TrolyError("Chỉ mục chưa được lập. Hãy chạy: troly index")
    if "xa hoi hoa" in words:
        text = f"Kết luận số 62-KL/TW yêu cầu:\n- {QUOTE} [1]\n- **Tóm tắt**: {SUMMARY_QUOTE} [2]"
        return Answer(
            question, text, (Statement(QUOTE, (1,)), Statement(SUMMARY_QUOTE, (2,))),
            (cited(1, first, QUOTE, "mục 2.5"), cited(2, second, SUMMARY_QUOTE, "mục 1")),
        )  # fmt: skip
    if "ma doc" in words:
        quote = HOSTILE_TEXT.split("\n", 1)[1]
        return Answer(question, f"{quote} [1]", (Statement(quote, (1,)),), (cited(1, third, quote, "mục 1"),))
    return Answer(question, "Kho văn bản không có nội dung này.", abstained=True, reason="không có căn cứ")


def resolve(reference: Reference, documents: Sequence[Document]) -> Document | None:
    return next((d for d in documents if d.info.number == reference.number), None)


def service() -> Service:
    return Service(SampleIndex, answer, resolve)
