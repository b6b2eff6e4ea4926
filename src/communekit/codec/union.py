"""Unions (联合类型): a field that may hold values of several types, or none; a type variable is the union of all."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Final, TypeVar, Union, get_args

from cattrs import Converter

from .collection import is_list
from .plain import Anything, Plain, TypeForm, origin_of
from .scalar import plain_text
from .words import Words

_PLAIN: Final = (bool, int, str)
_NATIVE: Final = (*_PLAIN, Decimal, date, datetime)


def is_union(kind: TypeForm) -> bool:
    """Say whether a type is a union, or a type variable."""
    return origin_of(kind) in (Union, UnionType) or isinstance(kind, TypeVar)


def union_writer(kind: TypeForm, converter: Converter, words: Words) -> Callable[[Anything], Plain]:
    """Return a writer: text, whole numbers, booleans, lists and None stand as they are, the rest with its word.

    Where whole numbers are allowed, a fraction that is whole stands as one: equal values, equal text.
    """
    members = _members(kind)
    lists = [member for member in members if is_list(member)]

    def write(value: Anything) -> Plain:
        if value is None:
            return None
        if len(members) == 1:
            return converter.unstructure(value, unstructure_as=members[0])
        if type(value) in _PLAIN:
            return value
        if isinstance(value, str) and str in members and type(value) not in members:
            return plain_text(value)
        if isinstance(value, Fraction) and value.denominator == 1 and int in members:
            return value.numerator
        if lists and isinstance(value, list | tuple | frozenset):
            return converter.unstructure(value, unstructure_as=lists[0])
        return words.tagged(value)

    return write


def union_reader(kind: TypeForm, converter: Converter, words: Words) -> Callable[[Plain, object], Anything]:
    """Return a reader of what the writer writes, and of decimals, dates and times as TOML has them."""
    members = _members(kind)
    lists = [member for member in members if is_list(member)]

    def read(data: Plain, _: object) -> Anything:
        if data is None and NoneType in get_args(kind):
            return None
        if len(members) == 1:
            return converter.structure(data, members[0])
        if type(data) in _NATIVE and type(data) in members:
            return converter.structure(data, type(data))
        if lists and isinstance(data, list):
            return converter.structure(data, lists[0])
        return words.untagged(data, members)

    return read


def _members(kind: TypeForm) -> tuple[TypeForm, ...]:
    """Return the types of a union other than None, with the text or number that a `NewType` is."""
    if isinstance(kind, TypeVar):
        return (*_PLAIN, object)
    return tuple(_named(member) for member in get_args(kind) if member is not NoneType)


def _named(member: TypeForm) -> TypeForm:
    while hasattr(member, "__supertype__"):
        member = member.__supertype__
    return member
