"""Values as text (值的存档), under words and a format that never change their meaning.

One line of JSON: the word of the class as `type`, the `format`, and every field, defaults too, so that a value stays
what it was when a default changes. Equal values give equal text: mappings and sets stand in the order of their text,
moments in UTC, a fraction that is whole as a whole number.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, overload

from communekit.codec import Codec, Limits, Upcaster, read_json, write_json
from communekit.orders import About, Attributes, Value

from .hooks import HOOKS
from .words import WORDS

T = TypeVar("T")

FORMAT: Final = 1
"""The format that is written, and the newest that is read."""

VALUE_LIMITS: Final = Limits(bytes_max=16 * 1024 * 1024, depth_max=64, keys_max=1_000_000)
"""What one value may come to; a host that keeps larger ones says so."""

_WIDEST: Final = Limits(bytes_max=1024 * 1024 * 1024, depth_max=64, keys_max=100_000_000)


def value_codec(
    format: int = FORMAT,  # noqa: A002 - the key
    upcasters: Mapping[int, Upcaster] | None = None,
    *,
    more: Mapping[str, type] = MappingProxyType({}),
) -> Codec:
    """Return the codec of every public value, of a format, with what turns older formats into it.

    Args:
        format: The format that is written.
        upcasters: What turns each older format into the next.
        more: Further classes by their words, made of the public ones.
    """
    return Codec(
        {**WORDS, **more},
        version=format,
        version_key="format",
        upcasters=upcasters,
        hooks=HOOKS,
        forms={Attributes: Mapping[str, Value], About: Mapping[str, Attributes]},
        limits=_WIDEST,
    )


_CODEC: Final = value_codec()


def write_value(value: object, *, limits: Limits = VALUE_LIMITS) -> str:
    """Return a value as one line of JSON (值的存档); equal values give equal text.

    Args:
        value: Of a class that has a word; see `WORDS`.
        limits: What it may come to.

    Raises:
        InvalidDocumentError: It has no word, or holds what cannot be written.
        DocumentTooLargeError: It is beyond the limits.

    >>> from communekit.money import Money
    >>> write_value(Money.cny("12.30"))
    '{"format":1,"type":"money.money","value":"12.30 CNY"}'
    """
    return write_json(_CODEC.dump(value), limits=limits)


@overload
def read_value(text: str | bytes, *, limits: Limits = ...) -> Any: ...  # noqa: ANN401 - of any class
@overload
def read_value(text: str | bytes, kind: type[T], *, limits: Limits = ...) -> T: ...


def read_value(
    text: str | bytes, kind: type = object, *, limits: Limits = VALUE_LIMITS
) -> Any:  # of any class
    """Return the value of a text, checked as if it were made now.

    Args:
        text: What `write_value` has written.
        kind: The class that is wanted, or a base of several.
        limits: What it may come to at most.

    Raises:
        InvalidDocumentError: It is no such text; the error says where.
        UnknownKeyError: A key is not known.
        SchemaVersionError: Of a newer format.
        DocumentTooLargeError: It is beyond the limits.
        CommunekitError: A room refuses a value; a note on the error says where.

    >>> from communekit.money import Money
    >>> read_value('{"format":1,"type":"money.money","value":"12.30 CNY"}', Money)
    Money.cny("12.30")
    """
    return _CODEC.load(read_json(text, limits=limits), kind)


__all__ = ["FORMAT", "VALUE_LIMITS", "read_value", "value_codec", "write_value"]
