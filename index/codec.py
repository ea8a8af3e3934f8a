"""Frozen data to JSON values and back, exactly: what is read equals what was written.

Dataclasses and NamedTuples become lists of their fields in order, tuples become lists. The types are read
from the annotations, so a field added to a class needs no change here.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def encode(value: object) -> Any:
    """A JSON value for nested dataclasses, NamedTuples, tuples, strings, numbers, booleans and None."""
    if dataclasses.is_dataclass(value):
        return [encode(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(kind: type[T], value: Any) -> T:
    """The object of type ``kind`` that ``encode`` made ``value`` from. Raises ValueError on another shape."""
    try:
        decoded: T = _decoder(cast(Hashable, kind))(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error
    return decoded


@cache
def _decoder(kind: Hashable) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record(kind)
    if origin is tuple:
        item = _decoder(arguments[0])
        if item is _same:
            return tuple
        return lambda value: tuple([item(part) for part in value])
    if origin in (typing.Union, types.UnionType):
        (inner,) = (_decoder(a) for a in arguments if a is not type(None))
        return inner if inner is _same else (lambda value: None if value is None else inner(value))
    return _same


def _record(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    names = getattr(kind, "_fields", None) or [field.name for field in dataclasses.fields(kind)]
    parts = [_decoder(hints[name]) for name in names]
    if all(part is _same for part in parts):
        return lambda value: _checked(kind, value, len(parts))
    return lambda value: kind(*[part(v) for part, v in zip(parts, value, strict=True)])


def _checked(kind: Any, value: Any, size: int) -> Any:
    if len(value) != size:
        raise ValueError(f"{size} fields expected, {len(value)} found")
    return kind(*value)


def _same(value: Any) -> Any:
    return value
