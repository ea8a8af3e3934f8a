"""Dataclasses as JSON objects with named fields, for files that outlive a version of the program.

A field that a file lacks takes its default, one that the program does not know is left out: files written by an
earlier version stay readable. (``index.codec`` is for the index, which is built again instead.)
"""

import dataclasses
import functools
import types
import typing
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(value: object) -> Any:
    """A JSON value for nested dataclasses, tuples, strings, numbers, booleans and None; defaults are left out."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: to_json(held)
            for field in dataclasses.fields(value)
            if (held := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[T], value: Any) -> T:
    """The object of type ``kind`` that ``to_json`` made ``value`` from. Raises ValueError on another shape."""
    made: T = _made(kind, value)
    return made


def _made(kind: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _record(kind, value)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"a list expected, {type(value).__name__} found")
        return tuple(_made(arguments[0], item) for item in value)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        (inner,) = (a for a in arguments if a is not type(None))
        return _made(inner, value)
    if origin is typing.Literal:
        if value not in arguments:
            raise ValueError(f"one of {arguments} expected, {value!r} found")
        return value
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{kind.__name__} expected, {type(value).__name__} found")
    return value


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"an object of {kind.__name__} expected, {type(value).__name__} found")
    try:
        return kind(**{name: _made(hint, value[name]) for name, hint in _fields(kind).items() if name in value})
    except TypeError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


@functools.cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
