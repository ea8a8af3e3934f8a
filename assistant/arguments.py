"""argparse that speaks Vietnamese: every word a user can see of help and usage errors."""

import argparse
import re
from typing import Any, NoReturn

from corpus.errors import TrolyError

_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"còn thiếu tham số: \1"),
    (r"unrecognized arguments: (.*)", r"tham số lạ: \1"),
    (
        r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)",
        r"tham số \1: giá trị \2 không dùng được (chọn một trong: \3)",
    ),
    (r"argument (.*?): invalid (?:\w+) value: (.*)", r"tham số \1: giá trị \2 không hợp lệ"),
    (r"argument (.*?): expected one argument", r"tham số \1 cần một giá trị"),
    (r"argument (.*?): expected at least one argument", r"tham số \1 cần ít nhất một giá trị"),
    (r"argument (.*?): ignored explicit argument (.*)", r"tham số \1 không nhận giá trị \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"tham số \1 không dùng cùng \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"tùy chọn \1 chưa rõ (có thể là \2)"),
    (r"one of the arguments (.*) is required", r"cần một trong các tham số: \1"),
)  # fmt: skip


class ArgumentParser(argparse.ArgumentParser):
    """An ArgumentParser whose help, usage and errors are Vietnamese; usage errors raise TrolyError."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(add_help=False, **options)
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "cách dùng: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "cách dùng: ", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, vietnamese in _MESSAGES:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, vietnamese, message, count=1, flags=re.DOTALL)
                break
        raise TrolyError(f"Lệnh chưa đúng: {message}. Gõ “{self.prog} --help” để xem cách dùng.")


def port(text: str) -> int:
    """An argparse type: a TCP port from 1 to 65535."""
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def positive(text: str) -> int:
    """An argparse type: a whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
