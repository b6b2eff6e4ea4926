"""Collections (集合类型): sequences and sets stand as lists, mappings as tables or as lists of pairs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import repeat
from typing import Final, TypeVar, get_args

from cattrs import Converter

from .errors import InvalidDocumentError
from .json_text import write_json
from .place import at
from .plain import Anything, Plain, TypeForm, origin_of
from .scalar import plain_text
from .table import checked_table, refusing
from .words import Words

_LISTS: Final[Mapping[TypeForm, Callable[[list[Anything]], Anything]]] = {
    list: list,
    tuple: tuple,
    Sequence: tuple,
    frozenset: frozenset,
    AbstractSet: frozenset,
}
_MAPPINGS: Final = (dict, Mapping)


def is_list(kind: TypeForm) -> bool:
    """Say whether values of a type stand as lists."""
    return origin_of(kind) in _LISTS


def is_mapping(kind: TypeForm) -> bool:
    """Say whether a type is a mapping: with keys of any text it stands as a table, with others as a list of pairs."""
    return origin_of(kind) in _MAPPINGS


def list_writer(kind: TypeForm, converter: Converter) -> Callable[[Anything], Plain]:
    """Return a writer of sequences, in their order, and of sets, in the order of their text."""
    is_set = _LISTS[origin_of(kind)] is frozenset

    def write(values: Anything) -> Plain:
        plain = []
        for index, (value, element) in enumerate(zip(values, _elements(kind), strict=False)):
            with at(index):
                plain.append(converter.unstructure(value, unstructure_as=element))
        return sorted(plain, key=write_json) if is_set else plain

    return write


def list_reader(kind: TypeForm, converter: Converter) -> Callable[[Plain, object], Anything]:
    """Return a reader of sequences and sets; text is no sequence here, and a set says nothing twice."""
    made = _LISTS[origin_of(kind)]

    def read(data: Plain, _: object) -> Anything:
        if not isinstance(data, list | tuple):
            raise InvalidDocumentError("not_a_list", "", data)
        elements = _elements(kind)
        if isinstance(elements, tuple) and len(elements) != len(data):
            raise InvalidDocumentError("wrong_length", "", data, len(elements))
        values = []
        for index, (item, element) in enumerate(zip(data, elements, strict=False)):
            with at(index):
                values.append(converter.structure(item, element))
        collected = made(values)
        if len(collected) < len(values):
            raise InvalidDocumentError("element_twice", "", data)
        return collected

    return read


def mapping_writer(kind: TypeForm, converter: Converter, words: Words) -> Callable[[Anything], Plain]:
    """Return a writer of mappings, sorted by key."""
    key_kind, value_kind = get_args(kind) or (str, Anything)
    if isinstance(key_kind, TypeVar) or words.is_table(key_kind):
        return _pairs_writer(key_kind, value_kind, converter)

    def write(values: Anything) -> Plain:
        table = {}
        for key, value in values.items():
            word = plain_text(converter.unstructure(key, unstructure_as=key_kind))
            with at(word):
                table[word] = converter.unstructure(value, unstructure_as=value_kind)
        return dict(sorted(table.items()))

    return write


def mapping_reader(kind: TypeForm, converter: Converter, words: Words) -> Callable[[Plain, object], Anything]:
    """Return a reader of mappings."""
    key_kind, value_kind = get_args(kind) or (str, Anything)
    if isinstance(key_kind, TypeVar) or words.is_table(key_kind):
        return _pairs_reader(key_kind, value_kind, converter)

    def read(data: Plain, _: object) -> Anything:
        table = {}
        for word, item in checked_table(data).items():
            with at(word):
                table[converter.structure(word, key_kind)] = converter.structure(item, value_kind)
        if len(table) < len(data):
            raise InvalidDocumentError("element_twice", "", tuple(data))
        return table

    return read


def _pairs_writer(
    key_kind: TypeForm, value_kind: TypeForm, converter: Converter
) -> Callable[[Anything], Plain]:
    """Return a writer of mappings as lists of [key, value], in the order of the keys' text."""

    def write(values: Anything) -> Plain:
        pairs = []
        for index, (key, value) in enumerate(values.items()):
            with at(index):
                word = converter.unstructure(key, unstructure_as=key_kind)
                pairs.append([word, converter.unstructure(value, unstructure_as=value_kind)])
        return sorted(pairs, key=lambda pair: _place(pair[0]))

    return write


def _place(key: Plain) -> tuple[int, str]:
    """Return by what keys are ordered: numbers by size, what else there is by its text."""
    return (key, "") if type(key) is int else (0, write_json(key))


def _pairs_reader(
    key_kind: TypeForm, value_kind: TypeForm, converter: Converter
) -> Callable[[Plain, object], Anything]:
    """Return a reader of mappings that stand as lists of [key, value]."""
    read_pairs = list_reader(list[tuple[key_kind, value_kind]], converter)

    def read(data: Plain, _: object) -> Anything:
        pairs = read_pairs(data, None)
        with refusing(data):
            table = dict(pairs)
        if len(table) < len(pairs):
            raise InvalidDocumentError("element_twice", "", data)
        return table

    return read


def _elements(kind: TypeForm) -> Iterable[TypeForm]:
    """Return the types of the elements, in order: a tuple of them where their number is fixed."""
    kinds = get_args(kind) or (Anything, ...)
    is_fixed = origin_of(kind) is tuple and kinds[-1] is not Ellipsis
    return kinds if is_fixed else repeat(kinds[0])
