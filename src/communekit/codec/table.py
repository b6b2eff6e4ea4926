"""Tables (表): a class, or a tuple with named fields, stands in plain data with its fields as keys."""

from collections.abc import Callable, Collection
from difflib import get_close_matches
from inspect import isclass
from typing import Final, get_type_hints

import attrs
from cattrs import Converter

from communekit.errors import CommunekitError

from .errors import InvalidDocumentError, UnknownKeyError
from .place import at
from .plain import Anything, Plain, TypeForm, origin_of

_BAD: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What constructors raise about bad arguments."""

_FACTORY: Final[TypeForm] = type(attrs.Factory(list))


@attrs.frozen
class Field:
    """A field of a class: its name, the name that the constructor knows, its type and default."""

    name: str
    key: str
    type: TypeForm
    default: object = attrs.NOTHING


def has_fields(kind: TypeForm) -> bool:
    """Say whether values of a type stand as tables: those of attrs classes and of tuples with named fields."""
    made = origin_of(kind)
    return attrs.has(made) or (isclass(made) and issubclass(made, tuple) and hasattr(made, "_fields"))


def keys_of(kind: type) -> tuple[str, ...]:
    """Return the names that the constructor of a class with fields knows."""
    if attrs.has(kind):
        return tuple(field.alias for field in attrs.fields(kind) if field.init)
    return tuple(kind._fields)  # type: ignore[attr-defined]  # a tuple with named fields


def table_writer(kind: TypeForm, converter: Converter, *, omit_defaults: bool) -> Callable[[Anything], Plain]:
    """Return a writer of values of a class; a field that is None by default is left out when it is None."""
    made = origin_of(kind)
    fields = _fields(made)
    writers: dict[str, Callable[[Anything], Plain]] = {}

    def write(value: object) -> Plain:
        if type(value) is not made:
            raise InvalidDocumentError("no_word", "", type(value).__name__)
        if not writers:  # Found once, and not before the first value: types may be made of themselves.
            writers.update({key: converter.get_unstructure_hook(field.type) for key, field in fields.items()})
        table, key = dict[str, Plain](), ""
        try:
            for key, field in fields.items():
                item = getattr(value, field.name)
                if not _is_left_out(field, item, omit_defaults=omit_defaults):
                    table[key] = writers[key](item)
        except CommunekitError:
            with at(key):
                raise
        return table

    return write


def table_reader(kind: TypeForm, converter: Converter) -> Callable[[Plain, object], Anything]:
    """Return a reader of values of a class that wants every key known and every needed key there."""
    made = origin_of(kind)
    fields = _fields(made)
    needed = [key for key, field in fields.items() if field.default is attrs.NOTHING]
    types = {key: field.type or Anything for key, field in fields.items()}
    readers: dict[str, Callable[[Plain, TypeForm], Anything]] = {}

    def read(data: Plain, _: object) -> object:
        if not readers:  # As for writers.
            readers.update({key: converter.get_structure_hook(kind) for key, kind in types.items()})
        table = checked_table(data, known=fields, needed=needed)
        arguments, key = dict[str, Anything](), ""
        try:
            for key, item in table.items():
                arguments[key] = readers[key](item, types[key])
        except CommunekitError:
            with at(key):
                raise
        with refusing(data):
            return made(**arguments)

    return read


def checked_table(
    data: Plain, *, known: Collection[str] | None = None, needed: Collection[str] = ()
) -> dict[str, Plain]:
    """Return data that is a table, with only known keys and all needed ones.

    >>> checked_table({"shar": "8%"}, known=("pays", "share"), needed=("pays",))
    Traceback (most recent call last):
        ...
    communekit.codec.errors.UnknownKeyError: unknown key shar, did you mean share? Known are pays, share
    """
    if not isinstance(data, dict):
        raise InvalidDocumentError("not_a_table", "", data)
    for key in data:
        if known is not None and key not in known:
            raise UnknownKeyError(key, tuple(known), *get_close_matches(key[:60], known, n=1))
    for key in needed:
        if key not in data:
            raise InvalidDocumentError("missing_key", "", key)
    return data


class refusing:  # noqa: N801 - reads as a word: with refusing(data)
    """Turn what a constructor raises about bad arguments into a refusal; refusals of the rooms pass as they are."""

    __slots__ = ("_given",)

    def __init__(self, given: object) -> None:
        self._given = given

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Refuse what a constructor did not take."""
        if isinstance(error, _BAD) and not isinstance(error, CommunekitError):
            reason = str(error.args[0]) if error.args else type(error).__name__
            raise InvalidDocumentError("refused", "", self._given, reason) from error


def _fields(kind: type) -> dict[str, Field]:
    """Return the fields that a class is made from, by the names that its constructor knows."""
    if not attrs.has(kind):
        defaults = kind._field_defaults  # type: ignore[attr-defined]  # a tuple with named fields
        types = get_type_hints(kind)
        return {name: Field(name, name, types[name], defaults.get(name, attrs.NOTHING)) for name in types}
    attrs.resolve_types(kind)
    return {
        field.alias: Field(field.name, field.alias, field.type, field.default)
        for field in attrs.fields(kind)
        if field.init
    }


def _is_left_out(field: Field, item: object, *, omit_defaults: bool) -> bool:
    default = field.default
    if item is None or not omit_defaults or default is attrs.NOTHING:
        return item is None and default is None
    if isinstance(default, _FACTORY):
        default = item if default.takes_self else default.factory()
    return type(item) is type(default) and item == default
