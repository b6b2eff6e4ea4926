"""Tables (表): a class, or a tuple with named fields, stands in plain data with its fields as keys."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from inspect import isclass
from typing import Final, get_type_hints

import attrs
from cattrs import Converter

from communekit.errors import CommunekitError

from .errors import InvalidDocumentError, UnknownKeyError
from .place import at
from .plain import Anything, Plain, TypeForm, origin_of

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

    def write(value: object) -> Plain:
        if type(value) is not made:
            raise InvalidDocumentError("no_word", "", type(value).__name__)
        table = {}
        for key, field in fields.items():
            item = getattr(value, field.name)
            if not _is_left_out(field, item, omit_defaults=omit_defaults):
                with at(key):
                    table[key] = converter.unstructure(item, unstructure_as=field.type)
        return table

    return write


def table_reader(kind: TypeForm, converter: Converter) -> Callable[[Plain, object], Anything]:
    """Return a reader of values of a class that wants every key known and every needed key there."""
    made = origin_of(kind)
    fields = _fields(made)
    needed = [key for key, field in fields.items() if field.default is attrs.NOTHING]

    def read(data: Plain, _: object) -> object:
        table = checked_table(data, known=tuple(fields), needed=needed)
        arguments = {}
        for key, item in table.items():
            with at(key):
                arguments[key] = converter.structure(item, fields[key].type or Anything)
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


@contextmanager
def refusing(given: object) -> Iterator[None]:
    """Turn what a constructor raises about bad arguments into a refusal; refusals of the rooms pass as they are."""
    try:
        yield
    except CommunekitError:
        raise
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        reason = str(error.args[0]) if error.args else type(error).__name__
        raise InvalidDocumentError("refused", "", given, reason) from error


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
