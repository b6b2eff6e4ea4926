"""Resale by other leaders (帮卖): a leader sells another's round to his own members, at a commission agreed beforehand.

One layer and no more: what is resold is a round, never a resale. The rate is frozen when the resale is offered; it reaches
an order as facts about "resale", which the conditions of a commission plan can ask about.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

import attrs

from communekit.ids import PartyId, ProductId, derived_id
from communekit.money import Money, Rate
from communekit.orders import About
from communekit.period import Window, instant

from .errors import ResaleRefusedError
from .reading import is_price, party, product
from .round import Round


def _floors(given: Mapping[ProductId, Money] | Mapping[str, Money]) -> Mapping[ProductId, Money]:
    if not isinstance(given, Mapping):
        raise ResaleRefusedError("floors", "kind", given)
    return {product(name): given[name] for name in sorted(given)}  # type: ignore[index]  # a key of its own


@attrs.frozen
class ResaleOffer:
    """A resale of one round by one leader (帮卖): in which window, at which commission, not below which prices.

    Args:
        round: The id of the round.
        leader: Whose round it is (开团人).
        reseller: Who may resell it (帮卖团长).
        window: When he may, `[start, end)`, within the round's opening and last cut-off.
        commission: His own share of what he sells (帮卖佣金), for a commission plan to read.
        floors: The products that he may sell, and the least price of each (最低售价).
        offered_at: When it was offered.
        approved_at: When it was approved (批准); None where it is not, or not yet.
        declined_at: When it was declined (驳回).
        withdrawn_at: From when it is withdrawn (撤回): sales before it stand.

    Errors: `ResaleRefusedError` "own", "nothing", "kind", "price"; `InvalidIdError`, `InvalidTimeError`.
    """

    round: str
    leader: PartyId = attrs.field(converter=party)
    reseller: PartyId = attrs.field(converter=party)
    window: Window
    commission: Rate
    floors: Mapping[ProductId, Money] = attrs.field(converter=_floors)
    offered_at: datetime = attrs.field(converter=instant)
    approved_at: datetime | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(instant)
    )
    declined_at: datetime | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(instant)
    )
    withdrawn_at: datetime | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(instant)
    )

    def __attrs_post_init__(self) -> None:
        if self.reseller == self.leader:
            raise ResaleRefusedError(self.reseller, "own", self.round)
        for given, kind in ((self.round, str), (self.window, Window), (self.commission, Rate)):
            if not isinstance(given, kind):
                raise ResaleRefusedError(self.reseller, "kind", given)
        if not self.floors:
            raise ResaleRefusedError(self.reseller, "nothing", self.round)
        for floor in self.floors.values():
            if not is_price(floor):
                raise ResaleRefusedError(self.reseller, "price", floor)
        if self.approved_at is not None and self.declined_at is not None:
            raise ResaleRefusedError(self.reseller, "decided", self.declined_at)

    @classmethod
    def of(
        cls,
        round_: "Round | ResaleOffer",
        reseller: str,
        *,
        commission: Rate,
        floors: Mapping[ProductId, Money] | Mapping[str, Money],
        at: datetime | str,
        window: Window | None = None,
        needs_approval: bool = True,
    ) -> Self:
        """Return the resale of a round by another leader (发起帮卖).

        Args:
            round_: Somebody else's round. A resale is refused: depth one.
            reseller: Who is to resell it.
            commission: His own share of what he sells.
            floors: The products that he may sell, and the least price of each.
            at: When it is offered.
            window: When he may; None: from now or the opening until the last cut-off.
            needs_approval: Whether somebody has yet to approve it.

        Raises:
            ResaleRefusedError: "depth", "own", "too_late", "outside_round", "kind", "nothing", "price".

        >>> from communekit.groupbuy.rounds import RoundPlan, StoreTerms
        >>> from communekit.period import Calendar, Duration
        >>> calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", "Asia/Shanghai", "2026-03-05T06:00")
        >>> plan = RoundPlan("farm", "zhang", calendar, Duration.days(6), (StoreTerms("east", Duration.days(2)),))
        >>> offer = ResaleOffer.of(
        ...     plan.round("2026-03-05"), "chen", commission=Rate.percent("8"), floors={"eggs": Money.cny("12.00")},
        ...     at="2026-02-27T09:00+08:00",
        ... ).approved(at="2026-02-27T10:00+08:00")
        >>> offer.facts({"eggs": Money.cny("12.80")}, at="2026-02-28T09:00+08:00")["resale"]["commission"]
        Rate.percent("8")
        """
        if isinstance(round_, ResaleOffer):
            raise ResaleRefusedError(str(reseller), "depth", round_.reseller)
        if not isinstance(round_, Round):
            raise ResaleRefusedError(str(reseller), "kind", round_)
        for given, kind in ((window, Window | None), (commission, Rate)):
            if not isinstance(given, kind):
                raise ResaleRefusedError(str(reseller), "kind", given)
        moment, ordering = instant(at), round_.window
        if round_.supplier_order_at <= moment:
            raise ResaleRefusedError(str(reseller), "too_late", moment)
        chosen = Window(max(moment, ordering.start), ordering.end) if window is None else window
        if ordering.common(chosen) != chosen:
            raise ResaleRefusedError(str(reseller), "outside_round", chosen)
        approved_at = None if needs_approval else moment
        return cls(
            round_.id, round_.leader, party(reseller), chosen, commission, floors, moment, approved_at=approved_at
        )  # fmt: skip

    @property
    def id(self) -> str:
        """The id that follows from round and reseller: one resale of a round by one leader."""
        return derived_id("resale", self.round, self.reseller)

    def approved(self, *, at: datetime | str) -> Self:
        """Return the resale approved (批准); sales count from then on. Approved again, it stays as it was.

        Raises:
            ResaleRefusedError: "declined", "withdrawn".
        """
        if self.declined_at is not None:
            raise ResaleRefusedError(self.reseller, "declined", self.declined_at)
        if self.withdrawn_at is not None:
            raise ResaleRefusedError(self.reseller, "withdrawn", self.withdrawn_at)
        return self if self.approved_at is not None else attrs.evolve(self, approved_at=instant(at))

    def declined(self, *, at: datetime | str) -> Self:
        """Return the resale declined (驳回).

        Raises:
            ResaleRefusedError: "decided" where it was approved: withdraw it.
        """
        if self.approved_at is not None:
            raise ResaleRefusedError(self.reseller, "decided", self.approved_at)
        return self if self.declined_at is not None else attrs.evolve(self, declined_at=instant(at))

    def withdrawn(self, *, at: datetime | str) -> Self:
        """Return the resale withdrawn from an instant on (撤回), by either side; what was sold before stands."""
        return self if self.withdrawn_at is not None else attrs.evolve(self, withdrawn_at=instant(at))

    def check(self, prices: Mapping[ProductId, Money] | Mapping[str, Money], *, at: datetime | str) -> None:
        """Refuse a sale that the resale does not cover.

        Args:
            prices: At which price each product of the order is sold, of the measure which the floor is for.
            at: When it is ordered.

        Raises:
            ResaleRefusedError: "not_approved", "declined", "withdrawn", "too_early", "too_late", "product", "price",
                "below_floor", "nothing".
        """
        moment = instant(at)
        if self.declined_at is not None:
            raise ResaleRefusedError(self.reseller, "declined", self.declined_at)
        if self.approved_at is None or moment < self.approved_at:
            raise ResaleRefusedError(self.reseller, "not_approved", moment)
        if self.withdrawn_at is not None and moment >= self.withdrawn_at:
            raise ResaleRefusedError(self.reseller, "withdrawn", self.withdrawn_at)
        if not self.window.covers(moment):
            problem = "too_early" if moment < self.window.start else "too_late"
            raise ResaleRefusedError(self.reseller, problem, moment)
        if not prices:
            raise ResaleRefusedError(self.reseller, "nothing", self.round)
        for name, price in prices.items():
            floor = self.floors.get(product(name))
            if floor is None:
                raise ResaleRefusedError(self.reseller, "product", name)
            if not (is_price(price) and price.currency == floor.currency):
                raise ResaleRefusedError(self.reseller, "price", price)
            if price < floor:
                raise ResaleRefusedError(self.reseller, "below_floor", price)

    def facts(self, prices: Mapping[ProductId, Money] | Mapping[str, Money], *, at: datetime | str) -> About:
        """Return what an order says about its resale, for `Order.about`, once the sale was checked.

        The facts are `resale.id`, `resale.round`, `resale.leader`, `resale.reseller` and `resale.commission`, a `Rate`. A
        plan pays the reseller by a rule with the condition `Subject("resale").commission == Rate.percent("8")`.

        Raises:
            ResaleRefusedError: As `check`.
        """
        self.check(prices, at=at)
        return About(
            {
                "resale": {
                    "id": self.id,
                    "round": self.round,
                    "leader": self.leader,
                    "reseller": self.reseller,
                    "commission": self.commission,
                }
            }
        )


__all__ = ["ResaleOffer"]
