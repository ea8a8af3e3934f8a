"""Frozen data to JSON that a person can read, and back: objects with the names of the fields.

``index.codec`` is for many records read by this program alone; here a field that a later version adds takes its
default when an older file is read, and one that it drops is passed over.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def plain(value: object) -> Any:
    """A JSON value for nested dataclasses, mappings, tuples, sets of strings, strings, numbers and None."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def restored(kind: type[T], value: Any) -> T:
    """The object of type ``kind`` that ``plain`` made ``value`` from. Raises ValueError for another shape."""
    return cast(T, _reader(cast(Hashable, kind))(value))


@cache
def _reader(kind: Hashable) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _record(kind)
    if origin in (tuple, frozenset):
        return _many(origin, arguments[0])
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(arguments[1])
    if origin in (typing.Union, types.UnionType):
        (inner,) = (_reader(a) for a in arguments if a is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is typing.Literal:
        return lambda value: _checked(isinstance(value, str) and value in arguments, value, str(arguments))
    return lambda value: _checked(isinstance(value, cast(type, kind)), value, str(kind))


def _record(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)

    def read(value: Any) -> Any:
        _checked(isinstance(value, dict), value, kind.__name__)
        known = {name: _reader(hint)(value[name]) for name, hint in hints.items() if name in value}
        try:
            return kind(**known)
        except TypeError as error:
            raise ValueError(f"{kind.__name__}: {error}") from error

    return read


def _many(origin: Callable[[Any], Any], kind: Hashable) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        return origin(_reader(kind)(item) for item in _checked(isinstance(value, list), value, "list"))

    return read


def _mapping(kind: Hashable) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        return {key: _reader(kind)(item) for key, item in _checked(isinstance(value, dict), value, "object").items()}

    return read


def _checked(right: bool, value: Any, expected: str) -> Any:
    if not right:
        raise ValueError(f"{expected} expected, not {value!r:.60}")
    return value
