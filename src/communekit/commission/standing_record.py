"""The standing as text, to be kept between batches and machines (考核累计存档)."""

from fractions import Fraction
from typing import Final

import attrs

from communekit.codec import Codec, Limits, read_json, write_json

from .exact import whole
from .standing import Key, Row, Standing

STANDING_LIMITS: Final = Limits(bytes_max=1024 * 1024 * 1024, keys_max=100_000_000, digits_max=1_000)


@attrs.frozen
class RowRecord:
    """One row: what it counts, for whom, in which period, and the totals."""

    kind: str
    what: str
    who: str
    label: str
    measure: Fraction
    base: Fraction = Fraction(0)
    is_open: bool = True


@attrs.frozen
class StandingRecord:
    """All rows, in the order of their keys."""

    rows: tuple[RowRecord, ...]


_CODEC: Final = Codec(
    {"commission.standing": StandingRecord}, version_key="format", limits=STANDING_LIMITS, omit_defaults=True
)


def write_standing(standing: Standing) -> str:
    """Return a standing as one line of JSON (考核累计存档); equal standings give equal text.

    >>> write_standing(Standing())
    '{"format":1,"rows":[],"type":"commission.standing"}'
    """
    rows = tuple(
        RowRecord(*key, Fraction(row.measure), Fraction(row.base), row.is_open) for key, row in standing
    )
    return write_json(_CODEC.dump(StandingRecord(rows)), limits=STANDING_LIMITS)


def read_standing(text: str | bytes) -> Standing:
    """Return the standing of a record.

    Raises:
        InvalidDocumentError: It is not a record of a standing.
    """
    record = _CODEC.load(read_json(text, limits=STANDING_LIMITS), StandingRecord)
    return Standing(
        {
            Key(row.kind, row.what, row.who, row.label): Row(whole(row.measure), whole(row.base), row.is_open)
            for row in record.rows
        }
    )
