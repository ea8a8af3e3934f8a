"""The BEIR layout: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/<split>.tsv`` in one folder.

https://github.com/beir-cellar/beir: ``_id``, ``title``, ``text`` in JSON lines; ``query-id``, ``corpus-id``,
``score`` in tab-separated columns under a heading line. Files may be compressed.
"""

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import TrolyError
from eval.dataset import Dataset, Judgement, Query, Source
from eval.records import id_of, json_lines, lines, text_of, write_json_lines

_HEADING = ("query-id", "corpus-id", "score")
_SUFFIXES = ("", ".gz", ".xz", ".bz2")


def is_beir(path: Path) -> bool:
    """Whether ``path`` is a folder with a corpus file."""
    return path.is_dir() and _present(path / "corpus.jsonl") is not None


def read(folder: Path, *, split: str = "test") -> Dataset:
    """The data set of a folder. ``split`` names the judgement file; the only one present is taken otherwise.

    Raises TrolyError with file, line and reason for a malformed file, a repeated id or an absent split.
    """
    queries = tuple(
        Query(id_of(r, "_id", "id"), text_of(r, "text")) for r in json_lines(_need(folder / "queries.jsonl"))
    )
    _refuse_repeats([q.id for q in queries], folder / "queries.jsonl")
    sources = tuple(read_corpus(_need(folder / "corpus.jsonl")))
    return Dataset(folder.resolve().name, sources, queries, tuple(read_qrels(_split_file(folder, split))))


def read_corpus(path: Path, *, number_repeats: bool = False) -> Iterator[Source]:
    """The documents of a ``corpus.jsonl``; also of any JSON-lines file with ``_id`` or ``id`` and ``text``.

    A repeated id is a TrolyError, or with ``number_repeats`` becomes "id#2", "id#3" ...
    """
    seen: dict[str, int] = {}
    for record in json_lines(path):
        source = Source(id_of(record, "_id", "id"), text_of(record, "title", default=""), text_of(record, "text"))
        seen[source.id] = times = seen.get(source.id, 0) + 1
        if times > 1 and not number_repeats:
            raise TrolyError(f"{record.place}: mã “{source.id}” xuất hiện lần thứ hai; mã phải là duy nhất.")
        yield source if times == 1 else source._replace(id=f"{source.id}#{times}")


def read_qrels(path: Path) -> Iterator[Judgement]:
    """The judgements of a tab-separated file with or without its heading line."""
    for number, line in lines(path):
        if not line.strip():
            continue
        fields = line.split("\t")
        if number == 1 and fields[0].strip() == _HEADING[0]:
            continue
        place = f"{path}:{number}"
        if len(fields) != 3 or not fields[0] or not fields[1]:
            raise TrolyError(f"{place}: cần ba cột cách nhau bằng dấu tab (query-id, corpus-id, score).")
        try:
            yield Judgement(fields[0], fields[1], int(fields[2]))
        except ValueError as error:
            raise TrolyError(f"{place}: điểm “{fields[2]}” không phải số nguyên.") from error


def write(dataset: Dataset, folder: Path, *, split: str = "test") -> None:
    """Write a data set in this layout; existing files of the same names are replaced."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    write_json_lines(
        folder / "corpus.jsonl", ({"_id": s.id, "title": s.title, "text": s.text} for s in dataset.sources)
    )
    write_json_lines(folder / "queries.jsonl", ({"_id": q.id, "text": q.text} for q in dataset.queries))
    rows = ["\t".join(_HEADING), *(f"{j.query}\t{j.document}\t{j.relevance}" for j in dataset.judgements)]
    (folder / "qrels" / f"{split}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _split_file(folder: Path, split: str) -> Path:
    found = _present(folder / "qrels" / f"{split}.tsv")
    if found is not None:
        return found
    others = sorted((folder / "qrels").glob("*.tsv"))
    if len(others) == 1:
        return others[0]
    names = ", ".join(p.stem for p in others) or "không có tệp nào"
    raise TrolyError(f"{folder / 'qrels'}: không có phần “{split}” (hiện có: {names}); hãy chọn bằng --split.")


def _present(path: Path) -> Path | None:
    return next((p for s in _SUFFIXES if (p := path.with_name(path.name + s)).is_file()), None)


def _need(path: Path) -> Path:
    found = _present(path)
    if found is None:
        raise TrolyError(f"{path}: không có tệp này; bộ dữ liệu kiểu BEIR cần corpus.jsonl, queries.jsonl và qrels/.")
    return found


def _refuse_repeats(ids: list[str], path: Path) -> None:
    if len(set(ids)) != len(ids):
        twice = next(i for n, i in enumerate(ids) if i in ids[:n])
        raise TrolyError(f"{path}: mã “{twice}” xuất hiện hơn một lần; mã phải là duy nhất.")
