"""Duplicate accounts (多号): more accounts on one device, or in one household, than people would have."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId

from .checked import Whole, guard_word, one_of
from .fact import Purchase
from .facts import Facts
from .finding import Finding
from .guard import told
from .mark import Mark, MarkKind

_TEXTS: Final[Mapping[MarkKind, Texts]] = {
    MarkKind.DEVICE: {
        "en": "{counted} accounts at a time on device {key}, the limit is {limit}: {parties}",
        "zh": "设备 {key} 上同时有 {counted} 个账号，上限 {limit}：{parties}",
    },
    MarkKind.HOUSEHOLD: {
        "en": "{counted} accounts at a time in household {key}, the limit is {limit}: {parties}",
        "zh": "住户 {key} 同时有 {counted} 个账号，上限 {limit}：{parties}",
    },
}


@attrs.frozen
class _Stretch:
    """A time in which a mark had too many persons; open where `end` is None."""

    start: datetime
    end: datetime | None
    persons: frozenset[PartyId]
    counted: int

    def covers(self, at: datetime) -> bool:
        """Whether an instant lies in it, half-open."""
        return self.start <= at and (self.end is None or at < self.end)


def _kind(given: MarkKind | str) -> MarkKind:
    return one_of(MarkKind, given, "kind")


@attrs.frozen(kw_only=True)
class DuplicateAccounts:
    """Too many accounts at a time on one device or in one household (一机多号): a finding for each stretch of time.

    Ids that are known to be one person are one account: it is those of which nobody said so that are meant. The orders
    concerned are what these persons bought meanwhile. Windows are half-open: who leaves at an instant is not there with
    who comes at it.

    Args:
        kind: Device or household.
        limit: From how many persons it trips.
        word: The guard's word; `duplicate_accounts_device` and so on unless said otherwise.

    >>> from communekit.period import Window
    >>> march = Window.parse("2026-03-01T00:00:00Z/..")
    >>> marks = [Mark(f"M{n}", "device", "d-9f3a", march) for n in range(4)]
    >>> (found,) = DuplicateAccounts(limit=4)(Facts(marks=marks))
    >>> found.text("zh")
    '设备 d-9f3a 上同时有 4 个账号，上限 4：M0、M1、M2 … (4)'
    """

    kind: MarkKind = attrs.field(default=MarkKind.DEVICE, converter=_kind)
    limit: int = attrs.field(default=4, validator=Whole(least=2))
    word: str = attrs.field(
        default=attrs.Factory(lambda self: f"duplicate_accounts_{self.kind.value}", takes_self=True),
        converter=guard_word,
    )

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each mark and stretch of time."""
        marks: dict[str, list[Mark]] = {}
        for mark in facts.marks:
            if mark.kind is self.kind:
                marks.setdefault(mark.hash, []).append(mark)
        found = {
            key: stretches
            for key, several in marks.items()
            if len(several) >= self.limit and (stretches := self._stretches(facts, several))
        }
        bought: dict[str, list[Purchase]] = {}
        for purchase in facts.purchases if found else ():
            for key in facts.hashes(facts.person(purchase.by), self.kind, purchase.at):
                bought.setdefault(key, []).append(purchase)
        for key, stretches in found.items():
            for stretch in stretches:
                named = {mark.person for mark in marks[key] if facts.person(mark.person) in stretch.persons}
                yield Finding(
                    guard=self.word,
                    key=key,
                    counted=stretch.counted,
                    limit=self.limit,
                    window=None,
                    first_at=stretch.start,
                    parties=named,
                    orders=(order.id for order in bought.get(key, ()) if stretch.covers(order.at)),
                    **told(
                        _TEXTS[self.kind],
                        window=None,
                        parties=named,
                        key=key,
                        counted=stretch.counted,
                        limit=self.limit,
                    ),
                )

    def _stretches(self, facts: Facts, marks: list[Mark]) -> list[_Stretch]:
        """Return when a mark had too many persons, by what comes and goes in time."""
        changes: dict[datetime, list[tuple[PartyId, int]]] = {}
        for mark in marks:
            person = facts.person(mark.person)
            changes.setdefault(mark.window.start, []).append((person, 1))
            if mark.window.end is not None:
                changes.setdefault(mark.window.end, []).append((person, -1))
        there: Counter[PartyId] = Counter()
        found: list[_Stretch] = []
        for at in sorted(changes):
            for person, change in changes[at]:
                there[person] += change
            persons = frozenset(person for person, times in there.items() if times)
            open_ = found[-1] if found and found[-1].end is None else None
            if open_ is not None and len(persons) >= self.limit:
                most = max(open_.counted, len(persons))
                found[-1] = attrs.evolve(open_, persons=open_.persons | persons, counted=most)
            elif open_ is not None:
                found[-1] = attrs.evolve(open_, end=at)
            elif len(persons) >= self.limit:
                found.append(_Stretch(at, None, persons, len(persons)))
        return found


__all__ = ["DuplicateAccounts"]
