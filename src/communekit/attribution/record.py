"""Records: an attribution as text, to be kept beside the order (归因存档)."""

from typing import Final

from communekit.codec import Codec, Limits, read_json, write_json

from .attribution import Attribution

RECORD_LIMITS: Final = Limits(bytes_max=64 * 1024 * 1024, keys_max=10_000_000, digits_max=1_000)

_CODEC: Final = Codec(
    {"attribution.attribution": Attribution}, version_key="format", limits=RECORD_LIMITS, omit_defaults=True
)


def write_attribution(attribution: Attribution) -> str:
    """Return an attribution as one line of JSON (归因存档); equal ones give equal text."""
    return write_json(_CODEC.dump(attribution), limits=RECORD_LIMITS)


def read_attribution(text: str | bytes) -> Attribution:
    """Return the attribution of a record, credits, trace and all.

    Raises:
        InvalidDocumentError: It is not a record of an attribution.
        CommunekitError: A value in it is refused; a note on the error says where.

    >>> from communekit.attribution import AttributionPolicy, attribute
    >>> from communekit.orders import Line, Order
    >>> order = Order("O1", "S1", [Line.of("1", "tea", "30.00")], "2026-03-02T04:00Z", "2026-03-02T04:01Z")
    >>> result = attribute(order, AttributionPolicy("main", 1))
    >>> read_attribution(write_attribution(result)) == result
    True
    """
    return _CODEC.load(read_json(text, limits=RECORD_LIMITS), Attribution)


__all__ = ["read_attribution", "write_attribution"]
