"""Asked (本期要什么): whether a standing order runs in a round, and what it asks there."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from communekit.groupbuy.allocation import Booking

from .change import Paused
from .outcome import Outcome
from .round import Round
from .standing import StandingOrder


@attrs.frozen
class Asked:
    """What a standing order asks in a round, beside what is ordered already.

    Args:
        standing: The standing order.
        held: What is ordered already under its order id.
        stands: Why nothing is asked; None where something is.
        is_frozen: Whether what is ordered stays as it is, because orders are not open.
        pause: The pause that holds, if one does.
        wanted: What is asked, oldest place first within a product; empty where nothing is.
    """

    standing: StandingOrder
    held: tuple[Booking, ...]
    stands: Outcome | None
    is_frozen: bool
    pause: Paused | None
    wanted: tuple[Booking, ...]


def asked(standing: StandingOrder, round_: Round, held: Iterable[Booking], at: datetime) -> Asked:
    """Return what a standing order asks in a round, as of an instant."""
    ordered = tuple(held)
    goes = standing.plan == round_.plan and round_.goes_to(standing.store)
    is_open = goes and round_.at(standing.store).window.covers(at)
    pause = standing.pause_in(round_, at=at) if standing.plan == round_.plan else None
    is_frozen = bool(ordered) and goes and not is_open and not round_.is_cancelled
    stands = None if is_frozen else _stands(standing, round_, at, pause)
    if stands is None and not is_open and not is_frozen:
        stands = Outcome.NOT_OPEN if at < round_.at(standing.store).window.start else Outcome.MISSED
    wanted = standing.bookings_in(round_, at=at) if stands is None else ()
    return Asked(standing, ordered, stands, is_frozen, pause if stands else None, wanted)


def _stands(standing: StandingOrder, round_: Round, at: datetime, pause: Paused | None) -> Outcome | None:
    """Return why it does not run in a round, the widest reason first; None where it runs."""
    if standing.plan != round_.plan:
        return Outcome.OTHER_PLAN
    if round_.occurrence < standing.first or at < standing.since:
        return Outcome.NOT_BEGUN
    if standing.until is not None and round_.occurrence >= standing.until:
        return Outcome.ENDED
    if not standing.is_due(round_):
        return Outcome.NOT_DUE
    if pause is not None:
        if pause.until is None:
            return Outcome.CANCELLED
        return Outcome.SKIPPED if pause.is_for_one_round else Outcome.PAUSED
    if round_.is_cancelled:
        return Outcome.ROUND_CANCELLED
    return None if round_.goes_to(standing.store) else Outcome.NO_STORE


__all__ = ["Asked", "asked"]
