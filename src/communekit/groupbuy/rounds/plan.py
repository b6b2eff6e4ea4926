"""Plans of rounds (循环开团): a rule that recurs, and what is a round of it.

The rule says when goods leave the supplier; everything else is reckoned from there, back to the opening and each
store's cut-off, forward to its pick-up. Days and months are counted on the local clocks of the calendar's zone, hours as
they pass. A shipping time which the clocks skip is the first instant after the jump; one which they show twice, the
earlier. So every round has its dates, in the order of the rule.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from heapq import merge
from itertools import islice, pairwise

import attrs

from communekit.ids import PartyId, PlanId
from communekit.period import Calendar, Duration, InvalidTimeError, Recurrence, Window, instant

from .date_change import DateChange
from .errors import InvalidRoundError
from .reading import day, party, party_or_none, plan_id
from .round import Round, StoreRound
from .store_terms import StoreTerms

_LAST = datetime(2200, 1, 1, tzinfo=UTC)
_COUNT_MAX = 1_000


def _terms(given: Iterable[StoreTerms]) -> tuple[StoreTerms, ...]:
    terms = tuple(given)
    for one in terms:
        if not isinstance(one, StoreTerms):
            raise InvalidRoundError("stores", "kind", one)
    return tuple(sorted(terms, key=lambda one: one.store))


def _changes(given: Iterable[DateChange]) -> tuple[DateChange, ...]:
    changes = tuple(given)
    for one in changes:
        if not isinstance(one, DateChange):
            raise InvalidRoundError("changes", "kind", one)
    return tuple(sorted(changes, key=lambda one: one.occurrence))


@attrs.frozen
class RoundPlan:
    """A recurring group buy (循环开团): every round of it has an id that follows from the plan and its day.

    Args:
        id: Unique in the community. Another rule is another plan: a single round is moved by `redated`.
        leader: Who opens the rounds (开团人): a leader, a store, a brand.
        calendar: When the goods leave the supplier, as a rule of RFC 5545 in a zone; one round a day at the most.
        opens: How long before the shipping orders open, longer than every store's lead.
        stores: The terms of each store that is served.
        supplier: Who supplies the rounds, if it is one.
        changes: Rounds with another date, or cancelled.

    Errors: `InvalidRoundError` "no_rule", "kind", "no_stores", "twice", "not_before_cut_off", "no_such_round";
    `InvalidIdError`.

    >>> calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", "Asia/Shanghai", "2026-03-05T06:00")
    >>> plan = RoundPlan("farm", "brand", calendar, Duration.days(6), (StoreTerms("east", Duration.hours(36)),))
    >>> first, second = plan.rounds(Window.parse("2026-03-01/2026-03-15", zone="Asia/Shanghai"))
    >>> first.at("east").window
    Window.parse("2026-02-26T22:00:00Z/2026-03-03T10:00:00Z")
    >>> plan.redated("2026-03-05", "2026-03-06T06:00+08:00").round("2026-03-05").id == first.id
    True
    """

    id: PlanId = attrs.field(converter=plan_id)
    leader: PartyId = attrs.field(converter=party)
    calendar: Calendar
    opens: Duration
    stores: tuple[StoreTerms, ...] = attrs.field(converter=_terms)
    supplier: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_or_none)
    changes: tuple[DateChange, ...] = attrs.field(default=(), kw_only=True, converter=_changes)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.calendar, Calendar):
            raise InvalidRoundError("calendar", "kind", self.calendar)
        if not isinstance(self.opens, Duration):
            raise InvalidRoundError("opens", "kind", self.opens)
        rule = self._rule
        if not self.stores:
            raise InvalidRoundError("stores", "no_stores", self.id)
        for of, ids in (
            ("stores", [one.store for one in self.stores]),
            ("changes", [one.occurrence for one in self.changes]),
        ):
            for before, after in pairwise(ids):
                if before == after:
                    raise InvalidRoundError(of, "twice", after)
        first = self._shipping(rule.start.date())
        for one in self.stores:
            if one.lead.subtract_from(first, self.calendar.zone) <= self._opening(first):
                raise InvalidRoundError("opens", "not_before_cut_off", one.store)
        for change in self.changes:
            self._shipping(change.occurrence)

    @property
    def _rule(self) -> Recurrence:
        rule = self.calendar.cycle
        if not isinstance(rule, Recurrence):
            raise InvalidRoundError("calendar", "no_rule", rule)
        return rule

    def rounds(self, span: Window) -> tuple[Round, ...]:
        """Return the rounds which the rule has ship within a span, in that order, cancelled ones among them.

        A round with another date stays in the span of its own day: spans that tile time hold every round once.

        Raises:
            InvalidTimeError: "open_window"; or a round's window is empty where the clocks jump over it.
        """
        if span.end is None:
            raise InvalidTimeError("open_window", span.text)
        return tuple(self._round(occurrence) for occurrence, _ in self._occurrences(span))

    def round(self, occurrence: date | str) -> Round:
        """Return the round of a day that the rule gives.

        Raises:
            InvalidRoundError: "day", "no_such_round".
        """
        of = day(occurrence)
        self._shipping(of)
        return self._round(of)

    def upcoming(self, at: datetime | str, count: int = 4) -> tuple[Round, ...]:
        """Return the next rounds for which orders are still taken somewhere after an instant, the soonest first.

        Raises:
            InvalidRoundError: "count": 1 to 1000.
        """
        moment = instant(at)
        if type(count) is not int or not 1 <= count <= _COUNT_MAX:
            raise InvalidRoundError("count", "count", count)
        moved = {change.occurrence for change in self.changes if change.ships_at is not None}

        def by_rule() -> Iterator[Round]:
            # The last cut-off is not after the shipping: what ships by then is over.
            for occurrence, _ in self._occurrences(Window(moment, _LAST)):
                if occurrence not in moved:
                    yield self._round(occurrence)

        changed = sorted((self._round(occurrence) for occurrence in moved), key=_place)
        still = (one for one in merge(by_rule(), changed, key=_place) if one.supplier_order_at > moment)
        return tuple(islice(still, count))

    def redated(self, occurrence: date | str, ships_at: datetime | str) -> "RoundPlan":
        """Return the plan with another shipping time for one round (改期); its cut-offs and pick-ups move along.

        Raises:
            InvalidRoundError: "no_such_round".
        """
        return self._changed(occurrence, DateChange(occurrence, ships_at))

    def cancelled(self, occurrence: date | str) -> "RoundPlan":
        """Return the plan in which one round does not take place (停团一期); the others keep id and number.

        Raises:
            InvalidRoundError: "no_such_round".
        """
        return self._changed(occurrence, DateChange(occurrence))

    def restored(self, occurrence: date | str) -> "RoundPlan":
        """Return the plan with one round as the rule says."""
        return self._changed(occurrence, None)

    def _changed(self, occurrence: date | str, change: DateChange | None) -> "RoundPlan":
        of = day(occurrence)
        kept = [one for one in self.changes if one.occurrence != of]
        return attrs.evolve(self, changes=kept if change is None else (*kept, change))

    def _opening(self, ships_at: datetime) -> datetime:
        return self.opens.subtract_from(ships_at, self.calendar.zone)

    def _shipping(self, occurrence: date) -> datetime:
        """Return when the goods of an occurrence leave by the rule."""
        try:
            return self.calendar.window_of(occurrence.isoformat()).start
        except InvalidTimeError:
            raise InvalidRoundError("occurrence", "no_such_round", occurrence) from None

    def _occurrences(self, span: Window) -> Iterator[tuple[date, datetime]]:
        """Yield the days of the rule and their instants within a span with an end."""
        first = self._shipping(self._rule.start.date())
        begin = max(first, span.start)
        if span.end is None or begin >= span.end:
            return
        for window in self.calendar.windows(Window(begin, span.end)):
            if window.start >= begin:
                yield date.fromisoformat(self.calendar.label_at(window.start)), window.start

    def _round(self, occurrence: date) -> Round:
        change = next((one for one in self.changes if one.occurrence == occurrence), None)
        ships_at = (
            self._shipping(occurrence) if change is None or change.ships_at is None else change.ships_at
        )
        opens_at, zone = self._opening(ships_at), self.calendar.zone
        return Round(
            self.id,
            occurrence,
            _number(self._rule, occurrence),
            self.leader,
            ships_at,
            tuple(
                StoreRound(
                    one.store,
                    Window(opens_at, one.lead.subtract_from(ships_at, zone)),
                    one.pick_up.add_to(ships_at, zone),
                )
                for one in self.stores
            ),
            zone=zone,
            supplier=self.supplier,
            is_cancelled=change is not None and change.ships_at is None,
        )


def _place(one: Round) -> tuple[datetime, date]:
    return one.ships_at, one.occurrence


def _number(rule: Recurrence, occurrence: date) -> int:
    """Return which day of a rule it is, from 1."""
    return bisect_left(_days(rule, occurrence.year), occurrence) + 1


@lru_cache(maxsize=256)
def _days(rule: Recurrence, year: int) -> tuple[date, ...]:
    return tuple(clock.date() for clock in rule.clocks(year))


__all__ = ["RoundPlan"]
