"""Rhythms (周期): in which rounds of a plan a standing order is due."""

from collections.abc import Iterable
from typing import Final

import attrs

from .errors import InvalidStandingOrderError
from .round import Round

_WEEK: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY_MAX: Final = 1_000


@attrs.frozen
class EveryNth:
    """Every n-th round (每 n 期一次), counted from the first round of the standing order.

    Cancelled and re-dated rounds are counted like any other, so that no other round is due because of them.

    Errors: `InvalidStandingOrderError` "every".
    """

    n: int = 1

    def __attrs_post_init__(self) -> None:
        if type(self.n) is not int or not 1 <= self.n <= _EVERY_MAX:
            raise InvalidStandingOrderError("rhythm", "every", self.n)


def _weekdays(given: Iterable[str]) -> tuple[str, ...]:
    words = (given,) if isinstance(given, str) else tuple(given)
    for word in words:
        if word not in _WEEK:
            raise InvalidStandingOrderError("rhythm", "weekday", word)
    if not words:
        raise InvalidStandingOrderError("rhythm", "weekday", words)
    return tuple(sorted(set(words), key=_WEEK.index))


@attrs.frozen
class OnWeekdays:
    """The rounds of some weekdays (指定星期), for plans which run on several; by the rule's day, also of a re-dated round.

    Errors: `InvalidStandingOrderError` "weekday".

    >>> OnWeekdays(["FR", "TU"]).days
    ('TU', 'FR')
    """

    days: tuple[str, ...] = attrs.field(converter=_weekdays)


Rhythm = EveryNth | OnWeekdays

EVERY_ROUND: Final = EveryNth()
"""Every round (每期)."""


def is_due(rhythm: Rhythm, round_: Round, *, first_number: int) -> bool:
    """Return whether a round is one of the rhythm, which began with the round of a number."""
    match rhythm:
        case EveryNth(n):
            return (round_.number - first_number) % n == 0
        case OnWeekdays(days):
            return _WEEK[round_.occurrence.weekday()] in days


__all__ = ["EVERY_ROUND", "EveryNth", "OnWeekdays", "Rhythm", "is_due"]
