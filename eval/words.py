"""What figures are called in Vietnamese, and how they are written (decimal comma)."""

from typing import Final

_MEASURES: Final = {
    "AP": "độ chính xác trung bình (AP)",
    "evidence_hit": "dẫn đúng bằng chứng",
    "verdict_right": "nói đúng có, không hay không có trong văn bản",
    "answer_match": "có đáp án trong câu trả lời",
    "citation_recall": "câu được trích dẫn chứng minh (ALCE recall)",
    "citation_precision": "trích dẫn cần thiết (ALCE precision)",
    "statement_support": "mọi câu được chứng minh",
    "verbatim": "trích dẫn nguyên văn",
    "refusal_right": "trả lời hay từ chối đúng lúc",
    "refusal_precision": "từ chối: độ chính xác",
    "refusal_recall": "từ chối: độ phủ",
    "refusal_f1": "từ chối: F1",
    "answerable_refused": "từ chối nhầm câu trả lời được",
    "score_auroc": "điểm tìm kiếm tách câu không trả lời được (AUROC)",
    "statements": "số câu mỗi câu trả lời",
    "exact_match": "trùng khớp (EM)",
    "f1": "F1 theo âm tiết",
    "answer_sentence": "câu trích dẫn chứa đáp án",
    "has_answer_exact": "EM, câu có đáp án",
    "has_answer_f1": "F1, câu có đáp án",
    "has_evidence": "mục có căn cứ",
    "supported": "câu được chứng minh",
    "attributed": "kết quả của nơi khác có ghi nguồn",
    "evidence_used": "đoạn cần dùng đã dùng",
    "requests_found": "số liệu cần xin đã nêu",
    "judge_support": "câu được chứng minh, mô hình chấm",
    "judge_pairs": "số cặp câu và trích dẫn mô hình chấm",
    "judge_agrees": "mô hình và quy tắc chấm giống nhau",
    "judge_says_yes": "mô hình chấm “có”",
    "rule_says_yes": "quy tắc chấm “có”",
    "judge_kappa": "đồng thuận mô hình với quy tắc (kappa của Cohen)",
    "no_answer_exact": "EM, câu không có đáp án",
}
_KINDS: Final = {
    "fact": "dữ kiện",
    "list": "liệt kê",
    "who": "ai, cơ quan nào",
    "yesno": "có hay không",
    "why": "vì sao",
    "how": "như thế nào",
    "compare": "so sánh",
    "absent": "văn bản được hỏi không có",
    "followup": "hỏi tiếp",
    "meta": "hỏi về trợ lý",
    "unanswerable": "không trả lời được",
    "plain": "viết đủ dấu",
    "unaccented": "không dấu",
    "abbreviated": "viết tắt",
    "misspelt": "sai chính tả",
}
_COSTS: Final = {
    "query_p50_ms": "một câu hỏi, trung vị (ms)",
    "query_p95_ms": "một câu hỏi, phân vị 95 (ms)",
    "search_p50_ms": "tìm kiếm, trung vị (ms)",
    "search_p95_ms": "tìm kiếm, phân vị 95 (ms)",
    "answer_p50_ms": "soạn câu trả lời, trung vị (ms)",
    "answer_p95_ms": "soạn câu trả lời, phân vị 95 (ms)",
    "peak_memory_mib": "bộ nhớ cao nhất (MiB)",
    "index_seconds": "lập chỉ mục (giây)",
    "passages": "số đoạn",
    "passages_per_second": "đoạn lập chỉ mục mỗi giây",
    "index_mib": "chỉ mục trên đĩa (MiB)",
    "split_seconds": "tách đoạn (giây)",
}
_TASKS: Final = {
    "retrieval": "Truy hồi",
    "answers": "Trả lời",
    "reading": "Đọc hiểu",
    "drafts": "Dự thảo",
    "scale": "Kho lớn",
    "peers": "So với hệ thống khác",
}


def measure(name: str) -> str:
    """A measure's name for people; those of ir-measures stay as they are."""
    return _MEASURES.get(name, name)


def cost(name: str) -> str:
    """A cost's name with its unit."""
    return _COSTS.get(name, name)


def task(name: str) -> str:
    """A task's name."""
    return _TASKS.get(name, name)


def group(name: str) -> str:
    """A division's name: ``kind: fact`` -> ``dữ kiện``."""
    word = name.rpartition(": ")[2]
    return _KINDS.get(word, word)


def number(value: float, *, digits: int = 3) -> str:
    """With a decimal comma and grouped thousands: ``0,912``, ``42.475``."""
    if abs(value) >= 1000 or (digits > 0 and value == int(value) and abs(value) > 1):
        digits = 0
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def p_value(value: float) -> str:
    """``0,031`` or ``< 0,001``."""
    return "< 0,001" if value < 0.001 else number(value)
