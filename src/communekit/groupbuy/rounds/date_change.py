"""Changed dates (改期、停团): a round of a plan on another day than its rule gives, or not at all."""

from datetime import date, datetime

import attrs

from communekit.period import instant

from .reading import day


@attrs.frozen
class DateChange:
    """Another date for one round of a plan (改期), or none: then it does not take place (停团).

    Args:
        occurrence: The day that the rule gave the round.
        ships_at: When the goods leave instead; None where the round is cancelled.

    Errors: `InvalidRoundError` "day", `InvalidTimeError`.
    """

    occurrence: date = attrs.field(converter=day)
    ships_at: datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(instant)
    )  # fmt: skip


__all__ = ["DateChange"]
