"""Small hand-written samples of each layout, as files of a folder."""

import json
from pathlib import Path

ARTICLES = {
    "Luật Viên chức|2": "Viên chức là công dân Việt Nam được tuyển dụng theo vị trí việc làm.",
    "Luật Viên chức|9": "Đơn vị sự nghiệp công lập là tổ chức do cơ quan có thẩm quyền thành lập.",
    "Luật Du lịch|39": "Hợp đồng lữ hành phải được lập thành văn bản.",
}
QUESTIONS = {
    "q1": ("Viên chức là ai?", "Luật Viên chức|2"),
    "q2": ("Hợp đồng lữ hành có phải lập thành văn bản không?", "Luật Du lịch|39"),
    "q3": ("Thế nào là đơn vị sự nghiệp công lập?", "Luật Viên chức|9"),
}
CONTEXT = "Xã Sơn Mai sáp nhập ba xã từ ngày 01 tháng 7 năm 2025. Trụ sở đặt tại thôn Mai Trung."


def lines(path: Path, *records: object) -> Path:
    """A JSON-lines file."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def beir(folder: Path) -> Path:
    """A BEIR folder with three articles and three questions."""
    (folder / "qrels").mkdir(parents=True)
    lines(folder / "corpus.jsonl", *({"_id": i, "title": "", "text": t} for i, t in ARTICLES.items()))
    lines(folder / "queries.jsonl", *({"_id": i, "text": q} for i, (q, _) in QUESTIONS.items()))
    rows = ["query-id\tcorpus-id\tscore", *(f"{i}\t{d}\t1" for i, (_, d) in QUESTIONS.items())]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def alqac(folder: Path) -> Path:
    """An ALQAC folder; article ids are numbers in it."""
    folder.mkdir(parents=True)
    laws = [
        {
            "id": "Luật Viên chức",
            "articles": [
                {"id": 2, "text": ARTICLES["Luật Viên chức|2"]},
                {"id": 9, "text": ARTICLES["Luật Viên chức|9"]},
            ],
        },
        {"id": "Luật Du lịch", "articles": [{"id": 39, "text": ARTICLES["Luật Du lịch|39"]}]},
    ]
    questions = [
        {
            "question_id": "DS-1",
            "text": "Hợp đồng lữ hành không cần lập thành văn bản, đúng hay sai?",
            "relevant_articles": [{"law_id": "Luật Du lịch", "article_id": 39}],
            "answer": "Sai",
        }
    ]
    (folder / "law.json").write_text(json.dumps(laws, ensure_ascii=False), encoding="utf-8")
    (folder / "train.json").write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
    return folder


def zalo(folder: Path) -> Path:
    """A folder in the layout of Zalo AI Legal Text Retrieval."""
    folder.mkdir(parents=True)
    laws = [
        {
            "law_id": "20/2023/tt-bgdđt",
            "articles": [{"article_id": "3", "title": "Điều 3. Vị trí việc làm", "text": "Xác định vị trí việc làm."}],
        }
    ]
    items = [
        {
            "question_id": "e12",
            "question": "Vị trí việc làm của giáo viên được xác định thế nào?",
            "relevant_articles": [{"law_id": "20/2023/tt-bgdđt", "article_id": "3"}],
        }
    ]
    (folder / "legal_corpus.json").write_text(json.dumps(laws, ensure_ascii=False), encoding="utf-8")
    (folder / "train_question_answer.json").write_text(
        json.dumps({"_name_": "zalo", "_count_": 1, "items": items}, ensure_ascii=False), encoding="utf-8"
    )
    return folder


def squad(path: Path) -> Path:
    """A SQuAD 2.0 file with an answerable and an impossible question."""
    answer = "ngày 01 tháng 7 năm 2025"
    qas = [
        {
            "id": "s1",
            "question": "Xã Sơn Mai sáp nhập từ ngày nào?",
            "is_impossible": False,
            "answers": [{"text": answer, "answer_start": CONTEXT.index(answer)}],
        },
        {"id": "s2", "question": "Xã Sơn Mai có bao nhiêu viên chức?", "is_impossible": True, "answers": []},
    ]
    data = [{"title": "Xã_Sơn_Mai", "paragraphs": [{"context": CONTEXT, "qas": qas}]}]
    path.write_text(json.dumps({"version": "v2.0", "data": data}, ensure_ascii=False), encoding="utf-8")
    return path


GOLD = (
    {
        "id": "g1",
        "question": "Kết luận 62 ban hành ngày nào?",
        "history": [],
        "kind": "fact",
        "style": "plain",
        "answerable": True,
        "evidence": [{"document": "62-KL/TW", "quote": "ngày 02 tháng 10 năm 2023"}],
        "answer": "02/10/2023",
        "alternatives": ["02 tháng 10 năm 2023"],
        "note": "",
    },
    {
        "id": "g2",
        "question": "Xã Sơn Mai có bao nhiêu viên chức?",
        "history": ["Ai ký báo cáo của xã?"],
        "kind": "unanswerable",
        "style": "plain",
        "answerable": False,
        "evidence": [],
        "answer": None,
        "note": "không văn bản nào nêu",
    },
)
