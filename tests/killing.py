"""A process that ends in the middle of its work, without one."""

import os
from collections.abc import Callable

import pytest


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


def finishes(action: Callable[[], object], *, call: str, step: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Runs ``action``, killed at the call number ``step`` (from 0) of ``os.<call>``; whether it got to its end."""
    real, left = getattr(os, call), step

    def failing(*arguments: object, **keywords: object) -> object:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        return real(*arguments, **keywords)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        try:
            action()
        except Killed:
            return False
    return True
