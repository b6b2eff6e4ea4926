"""The strict converter (严格转换): cattrs finds the rule for a type, the rules are those of this package."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from inspect import isclass
from typing import Literal, TypeAlias, get_args

from cattrs import Converter

from .collection import is_list, is_mapping, list_reader, list_writer, mapping_reader, mapping_writer
from .plain import Anything, Plain, TypeForm, origin_of
from .scalar import (
    boolean_from,
    choice_from,
    date_from,
    date_text,
    decimal_from,
    exact_decimal_text,
    fraction_from,
    fraction_text,
    inexact_from,
    instant_from,
    instant_text,
    integer_from,
    plain_text,
    text_from,
)
from .table import has_fields, refusing, table_reader, table_writer
from .union import is_union, union_reader, union_writer
from .words import Words

Hook: TypeAlias = tuple[TypeForm, Callable[[Anything], Plain], Callable[[Plain], Anything]]
"""A type, how its values become plain data, and how they are read from it."""


def strict_words(
    classes: Mapping[str, type], hooks: Iterable[Hook], forms: Mapping[type, TypeForm], *, omit_defaults: bool
) -> Words:
    """Return words whose values are converted by the rules of this package, and by hooks and forms before them."""
    converter = Converter(detailed_validation=False)
    own = (*hooks, *(_formed(kind, form, converter) for kind, form in forms.items()))
    words = Words(classes, converter, hooked=[kind for kind, _, _ in own])
    _add_shapes(converter, words, omit_defaults=omit_defaults)
    _add_scalars(converter)
    for kind, to_plain, from_plain in own:
        converter.register_unstructure_hook(kind, to_plain)
        converter.register_structure_hook(kind, _guarded(from_plain))
    return words


def _add_shapes(converter: Converter, words: Words, *, omit_defaults: bool) -> None:
    """Add the rules for types that are recognised by their form, those asked last first."""
    write, read = converter.register_unstructure_hook_factory, converter.register_structure_hook_factory
    write(has_fields, lambda kind: table_writer(kind, converter, omit_defaults=omit_defaults))
    read(has_fields, lambda kind: table_reader(kind, converter))
    write(words.is_base, lambda _: words.tagged)
    read(words.is_base, lambda kind: lambda data, _: words.untagged(data, (kind,)))
    write(is_list, lambda kind: list_writer(kind, converter))
    read(is_list, lambda kind: list_reader(kind, converter))
    write(is_mapping, lambda kind: mapping_writer(kind, converter, words))
    read(is_mapping, lambda kind: mapping_reader(kind, converter, words))
    write(is_union, lambda kind: union_writer(kind, converter, words))
    read(is_union, lambda kind: union_reader(kind, converter, words))
    read(_is_literal, lambda _: _literal)


def _add_scalars(converter: Converter) -> None:
    """Add the rules for single values; a subclass of text or of numbers follows the rule of its base."""
    writers: dict[type, Callable[[Anything], str]] = {
        str: plain_text,
        Fraction: fraction_text,
        Decimal: exact_decimal_text,
        date: date_text,
        datetime: instant_text,
    }
    readers: dict[type, Callable[[Plain, Anything], Anything]] = {
        str: text_from,
        bool: boolean_from,
        int: integer_from,
        Fraction: fraction_from,
        Decimal: decimal_from,
        date: date_from,
        datetime: instant_from,
        Enum: _member,
        float: inexact_from,
        bytes: inexact_from,
    }
    for kind, write in writers.items():
        converter.register_unstructure_hook(kind, write)
    for kind, read in readers.items():
        converter.register_structure_hook(kind, _reader(read))


def _reader(read: Callable[[Plain, Anything], Anything]) -> Callable[[Plain, Anything], Anything]:
    """Return a reader that knows that a kind of text, or of number, may be an enumeration."""

    def structure(data: Plain, kind: TypeForm) -> Anything:
        with refusing(data):
            return _member(data, kind) if isclass(kind) and issubclass(kind, Enum) else read(data, kind)

    return structure


def _member(data: Plain, kind: type[Enum]) -> Enum:
    """Return the member of an enumeration that has this value."""
    return choice_from(data, {member.value: member for member in kind})


def _literal(data: Plain, kind: TypeForm) -> Anything:
    """Return one of the values that a literal type lists."""
    return choice_from(data, {value: value for value in get_args(kind)})


def _is_literal(kind: TypeForm) -> bool:
    return origin_of(kind) is Literal


def _formed(kind: type, form: TypeForm, converter: Converter) -> Hook:
    """Return the hook of a class whose values stand as those of another type, from which it makes them."""
    return (
        kind,
        lambda value: converter.unstructure(value, unstructure_as=form),
        lambda data: kind(converter.structure(data, form)),
    )


def _guarded(from_plain: Callable[[Plain], Anything]) -> Callable[[Plain, object], Anything]:
    """Return a reader of a hook: what its constructor raises about bad data becomes a refusal."""

    def structure(data: Plain, _: object) -> Anything:
        with refusing(data):
            return from_plain(data)

    return structure
