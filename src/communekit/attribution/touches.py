"""The book of touches (触点簿): what was told, once each, in the order in which it happened."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Self

import attrs

from communekit.ids import OrderId, PartyId
from communekit.parties import Touch
from communekit.period import instant

from .errors import InvalidFactError, TouchConflictError
from .identities import Identities
from .listed import listed
from .lookback import Lookback


def _place(touch: Touch) -> tuple[datetime, int, str]:
    return touch.place


def _once_each(given: Iterable[Touch]) -> tuple[Touch, ...]:
    told: dict[str, Touch] = {}
    for touch in listed(given, Touch, "touch", "list of touches"):
        if told.setdefault(touch.id, touch) != touch:
            raise TouchConflictError(touch.id)
    return tuple(sorted(told.values(), key=_place))


def _lifetimes(given: Mapping[str, Lookback]) -> dict[str, Lookback]:
    if not isinstance(given, Mapping):
        raise InvalidFactError("lookbacks by touch", given)
    lifetimes = dict(given)
    for lookback in lifetimes.values():
        if not isinstance(lookback, Lookback):
            raise InvalidFactError("lookback", lookback)
    return dict(sorted(lifetimes.items()))


@attrs.frozen(hash=False)
class Touches:
    """The touches that were told (触点簿), in any order of arrival; the same touch told twice is there once.

    They stand in the order of `Touch.place`: by instant, then priority, then id.

    Args:
        touches: In any order.
        lifetimes: For single touches by id, how long they count at most, whatever the rule's window: a poster of
            one day, a coupon that expires.

    Errors: `TouchConflictError` for one id with two contents; `InvalidFactError`.

    >>> early = Touch("t-1", "2026-03-01T04:00Z", "link", "M1", "L1")
    >>> late = Touch("t-2", "2026-03-02T04:00Z", "live", "M1", "L2")
    >>> book = Touches([late, early, late])
    >>> [touch.id for touch in book.of("M1", until=late.at)]
    ['t-1', 't-2']
    """

    touches: tuple[Touch, ...] = attrs.field(default=(), converter=_once_each)
    lifetimes: Mapping[str, Lookback] = attrs.field(factory=dict, kw_only=True, converter=_lifetimes)
    _by: dict[PartyId, list[Touch]] = attrs.field(init=False, repr=False, eq=False)
    _tied: dict[str, list[Touch]] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        by: dict[PartyId, list[Touch]] = {}
        tied: dict[str, list[Touch]] = {}
        for touch in self.touches:
            by.setdefault(touch.by, []).append(touch)
            if touch.order is not None:
                tied.setdefault(touch.order, []).append(touch)
        object.__setattr__(self, "_by", by)
        object.__setattr__(self, "_tied", tied)

    def of(self, by: str, *, until: datetime | None = None) -> tuple[Touch, ...]:
        """Return the touches of one member or visitor, earliest first; only those up to an instant, itself included."""
        own = self._by.get(PartyId(by), [])
        if until is None:
            return tuple(own)
        return tuple(own[: bisect_right(own, instant(until), key=lambda touch: touch.at)])

    def of_order(self, order: str) -> tuple[Touch, ...]:
        """Return the touches that belong to one order, earliest first: a code typed at its checkout."""
        return tuple(self._tied.get(OrderId(order), ()))

    def lifetime(self, touch: str) -> Lookback | None:
        """Return the lifetime of a touch, None where it has none of its own."""
        return self.lifetimes.get(touch)

    def with_touch(self, *touches: Touch) -> Self:
        """Return these and further touches; those that are there already change nothing.

        The book is made anew each time: hand in many at once rather than one after another.

        Errors: `TouchConflictError`.
        """
        return attrs.evolve(self, touches=(*self.touches, *touches))

    def without(self, person: str, identities: Identities | None = None) -> Self:
        """Return the book without anything that a person did (删除个人信息), under whichever of his ids.

        What others did on a shared device stays. Take his touches out before his identities: without those nobody
        knows which were his. What was booked stays booked; see `Attribution.erased`.
        """
        known = identities or Identities()
        own = known.account_of(person)
        ids = known.ids_of(own)
        kept = tuple(
            touch
            for touch in self.touches
            if touch.by not in ids or known.person_of(touch.by, touch.at) != own
        )
        left = {touch.id for touch in kept}
        lost = {touch.id for touch in self.touches if touch.id not in left}
        lifetimes = {touch: length for touch, length in self.lifetimes.items() if touch not in lost}
        return attrs.evolve(self, touches=kept, lifetimes=lifetimes)

    def __iter__(self) -> Iterator[Touch]:
        return iter(self.touches)

    def __len__(self) -> int:
        return len(self.touches)


__all__ = ["Touches"]
