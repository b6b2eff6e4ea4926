"""Telling: a statement's figures in the words, dates and amounts of a reader (表述)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import attrs

from communekit.ids import EntryId
from communekit.ledger.settlement.close import last_moment
from communekit.ledger.settlement.held import Held
from communekit.ledger.settlement.movement import Line, Movement
from communekit.ledger.settlement.nature import Nature
from communekit.ledger.settlement.statement import Statement
from communekit.money import Currency, Money
from communekit.period import zone as named_zone

from .words import WORDS, is_chinese, say

Working = Callable[[EntryId], str | None]
"""How an entry was worked out, in the reader's language; None where there is nothing to say."""

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


class HeldUntil(NamedTuple):
    """What becomes free on one day: from which bucket, how many claims, how much."""

    bucket: str
    until: str
    claims: int
    minor: int
    is_known: bool


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return named_zone(given) if isinstance(given, str) else given


@attrs.frozen
class Telling:
    """The reader (读者设定): language, clocks, names of parties, kinds, sources and buckets that he knows, and workings."""

    locale: str
    zone: ZoneInfo = attrs.field(converter=_zone)
    names: Mapping[str, str] = NO_NAMES
    working: Working | None = None

    def say(self, key: str, **values: object) -> str:
        """Return a text of a statement."""
        return say(key, self.locale, **values)

    def money(self, minor: int, commodity: Currency) -> str:
        """Return an amount as the reader writes it."""
        return Money(minor, commodity).format("zh_CN" if is_chinese(self.locale) else "en")

    def name(self, word: str, *, among: str = "") -> str:
        """Return what the reader calls a word: a party, or among "kind", "source", "bucket" one of those."""
        if word in self.names:
            return self.names[word]
        key = f"{among}.{word}"
        return self.say(key) if among and key in WORDS else word

    def title(self, movement: Movement) -> str:
        """Return what a movement is called."""
        if movement.title and movement.source not in self.names:
            return movement.title
        if movement.source:
            return self.name(movement.source, among="source")
        return self.name(movement.kind, among="kind")

    def day(self, at: datetime) -> str:
        """Return the reader's day of a moment, ISO 8601."""
        return at.astimezone(self.zone).date().isoformat()

    def minute(self, at: datetime) -> str:
        """Return the reader's day and minute of a moment."""
        return at.astimezone(self.zone).isoformat(sep=" ", timespec="minutes")[:16]

    def days(self, movement: Movement) -> str:
        """Return from which day to which a movement's lines run."""
        first, last = self.day(movement.first_at), self.day(movement.last_at)
        return first if first == last else f"{first} – {last}"

    def span(self, statement: Statement) -> str:
        """Return the period with its first and last day."""
        period = statement.period
        first, last = self.day(period.window.start), self.day(last_moment(period))
        return self.say("span", label=period.label, first=first, last=last, zone=self.zone.key)

    def told(self, line: Line) -> list[str]:
        """Return what is said under a line: when it happened, the reason, the working."""
        said = []
        if line.happened_at is not None:
            said.append(self.say("late_tag", at=self.minute(line.happened_at)))
        if line.note:
            said.append(line.note)
        working = None if self.working is None else self.working(line.entry)
        return [*said, working] if working else said

    def held(self, held: Iterable[Held]) -> list[HeldUntil]:
        """Return what is held, by bucket and the day on which it becomes free, the first first."""
        sums: dict[tuple[str, str, bool], tuple[int, int]] = {}
        for one in held:
            until = self.say("unknown") if one.due_at is None else self.day(one.due_at)
            key = (one.bucket, until, one.due_at is not None)
            count, minor = sums.get(key, (0, 0))
            sums[key] = (count + 1, minor + one.minor)
        return [HeldUntil(bucket, until, *both, known) for (bucket, until, known), both in sums.items()]


def clocks_of(statements: Iterable[Statement]) -> str:
    """Return by whose clocks the first statement's period was cut; UTC where nobody said."""
    return next((one.period.zone for one in statements if one.period.zone), "UTC")


def by_nature(statement: Statement) -> dict[Nature, list[Movement]]:
    """Return a statement's movements by nature, in the order of a statement, the largest first."""
    found: dict[Nature, list[Movement]] = {}
    for movement in statement.movements:
        found.setdefault(movement.nature, []).append(movement)
    return {
        nature: sorted(found[nature], key=lambda movement: -abs(movement.minor))
        for nature in Nature
        if nature in found
    }


__all__ = ["NO_NAMES", "HeldUntil", "Telling", "Working", "by_nature", "clocks_of"]
