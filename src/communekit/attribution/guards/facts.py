"""The facts that guards look at (事实集): in whatever order they arrived, each once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol, TypeVar

import attrs

from communekit.ids import PartyId
from communekit.parties import Touch

from .checked import listed
from .errors import GuardFactConflictError, InvalidGuardError
from .fact import CodeAttempt, NewBond, Purchase
from .mark import Mark, MarkKind
from .persons import person_of_id, same_persons


class _Told(Protocol):
    """A fact with an id and a place among others."""

    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Any: ...  # noqa: ANN401 - places are compared with those of their own kind alone


_Fact = TypeVar("_Fact", bound=_Told)
_at: Callable[[Any], datetime] = attrgetter("at")


def _each_once(given: Iterable[_Fact], kind: type[_Fact], what: str) -> tuple[_Fact, ...]:
    """Return facts of one kind in their order, each id once."""
    known: dict[str, _Fact] = {}
    for fact in listed(given, what, f"[{kind.__name__}, …]"):
        if not isinstance(fact, kind):
            raise InvalidGuardError(what, fact, "facts", kind.__name__)
        if known.setdefault(fact.id, fact) != fact:
            raise GuardFactConflictError(what, fact.id)
    return tuple(sorted(known.values(), key=attrgetter("place")))


def _touches(given: Iterable[Touch]) -> tuple[Touch, ...]:
    return _each_once(given, Touch, "touch")


def _purchases(given: Iterable[Purchase]) -> tuple[Purchase, ...]:
    return _each_once(given, Purchase, "order")


def _bonds(given: Iterable[NewBond]) -> tuple[NewBond, ...]:
    return _each_once(given, NewBond, "bond")


def _attempts(given: Iterable[CodeAttempt]) -> tuple[CodeAttempt, ...]:
    return _each_once(given, CodeAttempt, "attempt")


def _marks(given: Iterable[Mark]) -> tuple[Mark, ...]:
    marks = set()
    for mark in listed(given, "mark", "[Mark, …]"):
        if not isinstance(mark, Mark):
            raise InvalidGuardError("mark", mark, "facts", "Mark")
        marks.add(mark)
    return tuple(sorted(marks, key=attrgetter("place")))


@attrs.frozen(kw_only=True)
class Facts:
    """What guards look at (事实集): told in any order, told twice or once, it is the same.

    Args:
        touches: Touches (触点).
        purchases: Orders as guards see them (成交).
        bonds: Members who were bound (锁客).
        attempts: Codes that were tried (口令尝试).
        marks: Who used which device, or lived in which household, when (设备、住户).
        same: Groups of ids that are one person (同一人): visitor, member, leader; groups that share an id are one.

    Errors: `GuardFactConflictError` for one id with two contents; `InvalidGuardError` "facts".

    >>> facts = Facts(purchases=[Purchase("O1", "2026-03-01T12:00:00Z", "M1")], same=[("M1", "L1")])
    >>> facts.person("M1") == facts.person("L1")
    True
    """

    touches: tuple[Touch, ...] = attrs.field(default=(), converter=_touches)
    purchases: tuple[Purchase, ...] = attrs.field(default=(), converter=_purchases)
    bonds: tuple[NewBond, ...] = attrs.field(default=(), converter=_bonds)
    attempts: tuple[CodeAttempt, ...] = attrs.field(default=(), converter=_attempts)
    marks: tuple[Mark, ...] = attrs.field(default=(), converter=_marks)
    same: tuple[tuple[PartyId, ...], ...] = attrs.field(default=(), converter=same_persons)

    @cached_property
    def _persons(self) -> Mapping[PartyId, PartyId]:
        return person_of_id(self.same)

    @cached_property
    def _paths(self) -> Mapping[PartyId, Mapping[PartyId, list[Touch]]]:
        """Touches by person, then by the person they lead to; in their order."""
        paths: dict[PartyId, dict[PartyId, list[Touch]]] = {}
        for touch in self.touches:
            if touch.owner is not None:
                of_person = paths.setdefault(self.person(touch.by), {})
                of_person.setdefault(self.person(touch.owner), []).append(touch)
        return paths

    @cached_property
    def _marks_of(self) -> Mapping[tuple[PartyId, MarkKind], list[Mark]]:
        found: dict[tuple[PartyId, MarkKind], list[Mark]] = {}
        for mark in self.marks:
            found.setdefault((self.person(mark.person), mark.kind), []).append(mark)
        return found

    def person(self, party: PartyId) -> PartyId:
        """Return the id by which guards know a person: the first of all ids that are his."""
        return self._persons.get(party, party)

    def hashes(self, person: PartyId, kind: MarkKind, at: datetime) -> tuple[str, ...]:
        """Return the devices or households that a person had at an instant."""
        marks = self._marks_of.get((person, kind), ())
        return tuple(dict.fromkeys(mark.hash for mark in marks if mark.window.covers(at)))

    def owners(self, person: PartyId) -> Iterable[PartyId]:
        """Return the persons to whom any touch of a person leads."""
        return self._paths.get(person, {})

    def led_by(self, purchase: Purchase, leader: PartyId, lookback: timedelta) -> Iterator[Touch]:
        """Yield the touches that led a buyer to a leader before an order: at its instant, or less than so long before.

        A touch that belongs to one order leads to that one alone.
        """
        touches = self._paths.get(self.person(purchase.by), {}).get(leader, [])
        first, end = (bisect_right(touches, at, key=_at) for at in (purchase.at - lookback, purchase.at))
        for touch in touches[first:end]:
            if touch.order is None or touch.order == purchase.id:
                yield touch

    def leads(self, lookback: timedelta) -> Iterator[tuple[Purchase, PartyId]]:
        """Yield each order with each person who is credited with it, or stands to be, in the order of purchases."""
        for purchase in self.purchases:
            if purchase.leader is not None:
                yield purchase, self.person(purchase.leader)
                continue
            for owner in self.owners(self.person(purchase.by)):
                if any(True for _ in self.led_by(purchase, owner, lookback)):
                    yield purchase, owner


__all__ = ["Facts"]
