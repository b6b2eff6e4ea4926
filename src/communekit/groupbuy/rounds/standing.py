"""Standing orders (固定订单、周期购): what a member wants in round after round, with the history of what she said.

A plain value that only grows: each change is kept with the moment it was made, and reaches the rounds from one on. What was
said at or after a round's cut-off does not reach that round. So the same history says the same of a round for ever.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import attrs

from communekit.groupbuy.allocation import Booking, rebook
from communekit.ids import OrderId, PartyId, PlanId, ProductId, derived_id, identifier
from communekit.period import instant

from .change import Change, Paused, Resumed, Revised, StandingLine, standing_lines
from .errors import InvalidStandingOrderError, RoundClosedError
from .reading import day, day_or_none, party, plan_id
from .rhythm import EVERY_ROUND, EveryNth, OnWeekdays, Rhythm, is_due
from .round import Round


def _id(text: str) -> str:
    return identifier(text, what="standing order id")


def _changes(given: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(given)


@attrs.frozen
class StandingOrder:
    """A standing order (固定订单): who wants what in which rounds of a plan. `starting` makes one.

    Args:
        id: Unique in the community.
        plan: The plan of rounds it is for.
        member: Who wants it.
        store: Where she fetches it.
        since: When she asked for it: her place in the queue of each round, before those who order in the round itself.
        first: The day of the first round.
        first_number: The number of that round: from there every n-th is counted.
        lines: What she wants in each round, each product once.
        rhythm: Which rounds: every n-th, or those of some weekdays.
        until: The day from which rounds are no longer meant; None: no end.
        changes: What she said later, the oldest first.

    Errors: `InvalidStandingOrderError`, `InvalidRoundError` "day", `InvalidIdError`, `InvalidTimeError`.
    """

    id: str = attrs.field(converter=_id)
    plan: PlanId = attrs.field(converter=plan_id)
    member: PartyId = attrs.field(converter=party)
    store: PartyId = attrs.field(converter=party)
    since: datetime = attrs.field(converter=instant)
    first: date = attrs.field(converter=day)
    first_number: int
    lines: tuple[StandingLine, ...] = attrs.field(converter=standing_lines)
    rhythm: Rhythm = EVERY_ROUND
    until: date | None = attrs.field(default=None, kw_only=True, converter=day_or_none)
    changes: tuple[Change, ...] = attrs.field(default=(), kw_only=True, converter=_changes)

    def __attrs_post_init__(self) -> None:
        if type(self.first_number) is not int or self.first_number < 1:
            raise InvalidStandingOrderError(self.id, "number", self.first_number)
        if not isinstance(self.rhythm, EveryNth | OnWeekdays):
            raise InvalidStandingOrderError(self.id, "kind", self.rhythm)
        if self.until is not None and self.until <= self.first:
            raise InvalidStandingOrderError(self.id, "empty_span", self.until)
        said = self.since
        for change in self.changes:
            if not isinstance(change, Revised | Paused | Resumed):
                raise InvalidStandingOrderError(self.id, "kind", change)
            if change.at < said:
                raise InvalidStandingOrderError(self.id, "back_in_time", change.at)
            said = change.at

    @classmethod
    def starting(
        cls,
        id: str,  # noqa: A002  # its name as a field
        round_: Round,
        member: str,
        store: str,
        lines: Iterable[StandingLine],
        *,
        at: datetime | str,
        rhythm: Rhythm = EVERY_ROUND,
        until: date | str | None = None,
    ) -> "StandingOrder":
        """Return a standing order that begins with a round (开始固定订单), asked for before its cut-off.

        Raises:
            RoundClosedError: The round is cut off.
            InvalidStandingOrderError: "no_store", or what a standing order cannot be.

        >>> from communekit.groupbuy.rounds import RoundPlan, StoreTerms
        >>> from communekit.period import Calendar, Duration
        >>> calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", "Asia/Shanghai", "2026-03-05T06:00")
        >>> plan = RoundPlan("farm", "brand", calendar, Duration.days(6), (StoreTerms("east", Duration.days(2)),))
        >>> eggs = [StandingLine("eggs", 2, tolerance=1)]
        >>> order = StandingOrder.starting("s1", plan.round("2026-03-05"), "li", "east", eggs, at="2026-03-01T09:00+08:00")
        >>> order = order.skipped(plan.round("2026-03-12"), at="2026-03-08T20:00+08:00")
        >>> [order.pause_in(plan.round(day), at="2026-03-08T20:00+08:00") is None for day in ("2026-03-05", "2026-03-12")]
        [True, False]
        """
        moment = instant(at)
        begun = cls(
            id, round_.plan, member, store, moment, round_.occurrence, round_.number, lines, rhythm, until=until
        )  # fmt: skip
        begun._check_open(round_, moment)
        return begun

    def revised(
        self, round_: Round, lines: Iterable[StandingLine], *, at: datetime | str, until: date | str | None = None
    ) -> "StandingOrder":  # fmt: skip
        """Return the order with other lines from a round on (改量), or up to the rounds of a day.

        More of a product queues anew from `at`; what was asked before keeps its place.

        Raises:
            RoundClosedError: The round is cut off.
            InvalidStandingOrderError: "other_plan", "no_store", "too_early", "back_in_time", "empty_span".
        """
        return self._said(round_, Revised(at, round_.occurrence, until, lines=lines))

    def skipped(self, round_: Round, *, at: datetime | str) -> "StandingOrder":
        """Return the order without one round (跳过一期).

        Raises:
            RoundClosedError, InvalidStandingOrderError: As `revised`.
        """
        return self.paused(round_, at=at, until=round_.occurrence + timedelta(days=1))

    def paused(
        self, round_: Round, *, at: datetime | str, until: date | str | None = None
    ) -> "StandingOrder":
        """Return the order without the rounds from one on (暂停), up to those of a day, or for good (取消).

        Raises:
            RoundClosedError, InvalidStandingOrderError: As `revised`.
        """
        return self._said(round_, Paused(at, round_.occurrence, until))

    def resumed(
        self, round_: Round, *, at: datetime | str, until: date | str | None = None
    ) -> "StandingOrder":
        """Return the order with the rounds from one on again (恢复), whatever was paused before.

        Raises:
            RoundClosedError, InvalidStandingOrderError: As `revised`.
        """
        return self._said(round_, Resumed(at, round_.occurrence, until))

    def order_id(self, round_: Round) -> OrderId:
        """Return the one order id of this standing order in a round: the same however often it is placed."""
        return OrderId(derived_id("standing_order", self.id, round_.id))

    def is_due(self, round_: Round) -> bool:
        """Whether a round is one of its rhythm; start, end and pauses are not looked at."""
        return is_due(self.rhythm, round_, first_number=self.first_number)

    def pause_in(self, round_: Round, *, at: datetime | str) -> Paused | None:
        """Return the pause that holds for a round, as far as was said up to `at` and before its cut-off; None: it runs."""
        holds: Change | None = None
        for change in self._heard(round_, instant(at)):
            if not isinstance(change, Revised):
                holds = change
        return holds if isinstance(holds, Paused) else None

    def bookings_in(self, round_: Round, *, at: datetime | str) -> tuple[Booking, ...]:
        """Return what is asked in a round, as bookings with their places in the queue; a pause is not looked at.

        Raises:
            InvalidRoundError: "unknown_store": the round does not go to her store.
        """
        asked: dict[ProductId, tuple[Booking, ...]] = {}
        self._ask(asked, self.lines, self.since, (round_, 0))
        for number, change in enumerate(self.changes, start=1):
            if isinstance(change, Revised) and self._is_heard(change, round_, instant(at)):
                self._ask(asked, change.lines, change.at, (round_, number))
        return tuple(booking for name in sorted(asked) for booking in asked[name])

    def _ask(
        self,
        asked: dict[ProductId, tuple[Booking, ...]],
        lines: tuple[StandingLine, ...],
        at: datetime,
        of: tuple[Round, int],
    ) -> None:
        """Ask anew: of products that are named, so much in all; of others, nothing any more."""
        round_, number = of
        for gone in asked.keys() - {line.product for line in lines}:
            del asked[gone]
        for line in lines:
            new_id = derived_id("standing_booking", self.id, round_.id, line.product, number)
            before = asked.get(line.product)
            asked[line.product] = (
                rebook(before, new_id=new_id, at=at, firm=line.firm, tolerance=line.tolerance)
                if before
                else (Booking(new_id, self.member, line.product, at, line.firm, tolerance=line.tolerance),)
            )

    def _heard(self, round_: Round, at: datetime) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if self._is_heard(change, round_, at))

    def _is_heard(self, change: Change, round_: Round, at: datetime) -> bool:
        in_time = change.at <= at and (
            not round_.goes_to(self.store) or change.at < round_.at(self.store).cut_off_at
        )
        return in_time and change.reaches(round_.occurrence)

    def _said(self, round_: Round, change: Change) -> "StandingOrder":
        self._check_open(round_, change.at)
        return attrs.evolve(self, changes=(*self.changes, change))

    def _check_open(self, round_: Round, at: datetime) -> None:
        if round_.plan != self.plan:
            raise InvalidStandingOrderError(self.id, "other_plan", round_.plan)
        if round_.occurrence < self.first:
            raise InvalidStandingOrderError(self.id, "too_early", round_.occurrence)
        if not round_.goes_to(self.store):
            raise InvalidStandingOrderError(self.id, "no_store", self.store)
        cut_off_at = round_.at(self.store).cut_off_at
        if at >= cut_off_at:
            raise RoundClosedError(self.id, round_.occurrence.isoformat(), cut_off_at, at)


__all__ = ["StandingOrder"]
