"""Tables (表): a class stands in plain data with its fields as keys."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Final

import attrs
from cattrs import Converter

from communekit.errors import CommunekitError

from .errors import InvalidDocumentError, UnknownKeyError
from .place import at
from .plain import Anything, Plain, TypeForm

_FACTORY: Final[TypeForm] = type(attrs.Factory(list))


def table_writer(kind: type, converter: Converter, *, omit_defaults: bool) -> Callable[[Anything], Plain]:
    """Return a writer of values of a class; a field that is None by default is left out when it is None."""
    fields = _fields(kind)

    def write(value: object) -> Plain:
        if type(value) is not kind:
            raise InvalidDocumentError("no_word", "", type(value).__name__)
        table = {}
        for key, field in fields.items():
            item = getattr(value, field.name)
            if not _is_left_out(field, item, omit_defaults=omit_defaults):
                with at(key):
                    table[key] = converter.unstructure(item, unstructure_as=field.type)
        return table

    return write


def table_reader(kind: type, converter: Converter) -> Callable[[Plain, object], Anything]:
    """Return a reader of values of a class that wants every key known and every needed key there."""
    fields = _fields(kind)
    needed = [key for key, field in fields.items() if field.default is attrs.NOTHING]

    def read(data: Plain, _: object) -> object:
        table = checked_table(data, known=tuple(fields), needed=needed)
        arguments = {}
        for key, item in table.items():
            with at(key):
                arguments[key] = converter.structure(item, fields[key].type or Anything)
        with refusing(data):
            return kind(**arguments)

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


def _fields(kind: type) -> dict[str, "attrs.Attribute[Anything]"]:
    """Return the fields that the class is made from, by the names that its constructor knows."""
    attrs.resolve_types(kind)
    return {field.alias: field for field in attrs.fields(kind) if field.init}


def _is_left_out(field: "attrs.Attribute[Anything]", item: object, *, omit_defaults: bool) -> bool:
    default = field.default
    if item is None or not omit_defaults or default is attrs.NOTHING:
        return item is None and default is None
    if isinstance(default, _FACTORY):
        default = item if default.takes_self else default.factory()
    return type(item) is type(default) and item == default
