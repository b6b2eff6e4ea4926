"""Rounds (一期团): one occurrence of a plan, with the dates of each store that it goes to.

A round is plain data: a campaign can be opened from it, and the rooms that sell need not know how it recurs.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import attrs

from communekit.ids import PartyId, PlanId, derived_id
from communekit.period import Window, instant, zone

from .errors import InvalidRoundError
from .reading import day, party, party_or_none, plan_id


@attrs.frozen
class StoreRound:
    """A round in one store (门店的一期): when it is ordered, until which cut-off, and when it can be fetched.

    Args:
        store: The store.
        window: From the opening up to, not including, the cut-off (截单). An order at the very cut-off is too late.
        pick_up_at: From when the goods can be fetched there (提货), not before the cut-off.

    Errors: `InvalidRoundError` "kind", "not_before_cut_off" for a window without an end, "after_shipping";
    `InvalidIdError`, `InvalidTimeError`.
    """

    store: PartyId = attrs.field(converter=party)
    window: Window
    pick_up_at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.window, Window):
            raise InvalidRoundError("window", "kind", self.window)
        if self.window.end is None:
            raise InvalidRoundError("window", "not_before_cut_off", self.window.text)
        if self.pick_up_at < self.window.end:
            raise InvalidRoundError("pick_up_at", "after_shipping", self.pick_up_at)

    @property
    def cut_off_at(self) -> datetime:
        """The first instant at which it is too late to order (截单时间)."""
        assert self.window.end is not None  # said at birth; for the type checker
        return self.window.end


def _stores(given: Iterable[StoreRound]) -> tuple[StoreRound, ...]:
    stores = tuple(given)
    for store in stores:
        if not isinstance(store, StoreRound):
            raise InvalidRoundError("stores", "kind", store)
    return tuple(sorted(stores, key=lambda one: one.store))


@attrs.frozen
class Round:
    """One occurrence of a plan (一期团). Whatever else of it is changed, plan and occurrence give it its id, for ever.

    Args:
        plan: The plan it is of.
        occurrence: The day that the plan's rule gave it: its name. A round which ships on another day keeps it.
        number: Which round of the plan it is, from 1; cancelled ones are counted, so no other round changes its number.
        leader: Who opens it (开团人): a leader, a store, a brand.
        ships_at: When the goods leave the supplier (发货).
        stores: Its dates in each store.
        zone: The place whose days are meant.
        supplier: Who supplies it, if it is one.
        is_cancelled: Whether it does not take place (本期停团). It is still there, so that nobody waits for it unawares.

    Derived once, at birth:
        id: It follows from plan and occurrence: re-dated, cloned or opened again, it is the same round.

    Errors: `InvalidRoundError` "day", "number", "no_stores", "twice", "kind", "after_shipping"; `InvalidIdError`,
    `InvalidTimeError`.
    """

    plan: PlanId = attrs.field(converter=plan_id)
    occurrence: date = attrs.field(converter=day)
    number: int
    leader: PartyId = attrs.field(converter=party)
    ships_at: datetime = attrs.field(converter=instant)
    stores: tuple[StoreRound, ...] = attrs.field(converter=_stores)
    zone: ZoneInfo = attrs.field(kw_only=True, converter=zone)
    supplier: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_or_none)
    is_cancelled: bool = attrs.field(default=False, kw_only=True)
    id: str = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if type(self.number) is not int or self.number < 1:
            raise InvalidRoundError("number", "number", self.number)
        if type(self.is_cancelled) is not bool:
            raise InvalidRoundError("is_cancelled", "kind", self.is_cancelled)
        if not self.stores:
            raise InvalidRoundError("stores", "no_stores", self.occurrence)
        seen = set[PartyId]()
        for one in self.stores:
            if one.store in seen:
                raise InvalidRoundError("stores", "twice", one.store)
            seen.add(one.store)
            if not one.cut_off_at <= self.ships_at <= one.pick_up_at:
                raise InvalidRoundError("stores", "after_shipping", one.store)
        object.__setattr__(self, "id", derived_id("round", self.plan, self.occurrence.isoformat()))

    @property
    def supplier_order_at(self) -> datetime:
        """When the one order of all stores goes to the supplier: at the last cut-off."""
        return max(one.cut_off_at for one in self.stores)

    @property
    def window(self) -> Window:
        """From the first opening to the last cut-off, over all stores."""
        return Window(min(one.window.start for one in self.stores), self.supplier_order_at)

    def goes_to(self, store: str) -> bool:
        """Whether the round goes to a store."""
        return self._found(store) is not None

    def at(self, store: str) -> StoreRound:
        """Return the round's dates in a store.

        Raises:
            InvalidRoundError: "unknown_store".
        """
        found = self._found(store)
        if found is None:
            raise InvalidRoundError("stores", "unknown_store", store)
        return found

    def _found(self, store: str) -> StoreRound | None:
        place = bisect_left(self.stores, store, key=lambda one: one.store)
        found = self.stores[place] if place < len(self.stores) else None
        return found if found is not None and found.store == store else None

    def pick_up_day(self, store: str) -> date:
        """Return the local day on which the goods can be fetched at a store (提货日)."""
        return self.at(store).pick_up_at.astimezone(self.zone).date()

    def reopened(self, store: str, *, until: datetime | str) -> "Round":
        """Return the round with another cut-off in a store (延长截单), later or earlier; the same round, the same id.

        Raises:
            InvalidRoundError: "unknown_store"; "after_shipping" for a cut-off after the goods left.
            InvalidTimeError: The cut-off is not after the opening.
        """
        changed = self.at(store)
        window = Window(changed.window.start, instant(until))
        others = [one for one in self.stores if one.store != store]
        return attrs.evolve(self, stores=(*others, attrs.evolve(changed, window=window)))


__all__ = ["Round", "StoreRound"]
