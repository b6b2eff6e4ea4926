"""The host of the whole machine: it tells a cashier and the model the same, and knows what it told."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ClassVar, NamedTuple

import attrs
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
)

from communekit.commission import Assessment
from communekit.ids import EntryId
from communekit.ledger import Book, Cashier, Entry
from communekit.ledger.payout import (
    Instruction,
    Outcome,
    PayoutEvent,
)
from communekit.ledger.settlement import (
    Item,
    Statement,
)
from communekit.orders import Refund
from tests.ledger.whole.model import PARTIES, Model
from tests.ledger.whole.town import (
    DAY,
    START,
    month_of,
    period_of,
)

MOMENT = timedelta(microseconds=1)
OVER = {"rejected", "withdrawn", "closed"}
SURE = (Outcome.PAID, Outcome.FAILED, Outcome.RETURNED)
WHEN = st.sampled_from(("now", "now", "now", "edge", "eve", "long ago"))
PARTY = st.sampled_from(PARTIES)
ENDS = st.lists(st.sampled_from((0, 0, 1, 2, 3, 3, 4)), min_size=5, max_size=5)


class Fact(NamedTuple):
    """Something that is told to the cashier; and the same for the model, which says whether it changes anything."""

    word: str
    tell: Callable[[Cashier], tuple[Entry, ...]]
    note: Callable[[Model], bool | None] | None = None


@attrs.define
class Sold:
    """What the host knows of an order."""

    assessment: Assessment
    claims: dict[str, EntryId]
    left: dict[str, int]
    refunds: list[Refund] = attrs.Factory(list)
    received_at: datetime | None = None


class Host(RuleBasedStateMachine):
    """One cashier, one model, and a host between them."""

    examples: ClassVar[int] = 0
    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        type(self).examples += 1
        self.cashier, self.model, self.now = Cashier(), Model(), START + DAY
        self.orders: dict[str, Sold] = {}
        self.items: list[Item] = []
        self.told: list[Fact] = []
        self.lives: dict[str, list[PayoutEvent]] = {}
        self.booked: dict[str, int] = {}
        self.desk: list[Instruction] = []
        self.kept: dict[tuple[int, str], Statement] = {}
        self.taken_from: set[str] = set()
        self.paid_to: set[str] = set()
        self.number = self.looked_at = 0
        self.checked: Book | None = None

    def count(self, word: str) -> None:
        """Write down that something took effect."""
        type(self).counts[word] += 1
        event(word)

    def key(self, word: str) -> str:
        """Return a key that was not used."""
        self.number += 1
        return f"{word}-{self.number}"

    def at(self, when: str, not_before: datetime = START) -> datetime:
        """Return the moment of a fact that is told now: this one, an edge of the month, or one long ago."""
        edge = period_of(month_of(self.now)).window.start
        moments = {"edge": edge, "eve": edge - MOMENT, "long ago": self.now - 35 * DAY}
        return max(moments.get(when, self.now), not_before)

    def take(self, fact: Fact) -> bool:
        """Tell both; the cashier posts something where the model says that something happens, and else nothing."""
        before, late = self.cashier.book, self.model.late
        posted = fact.tell(self.cashier)
        takes_effect = fact.note is None or fact.note(self.model) is not False
        assert bool(posted) == takes_effect
        assert tuple(self.cashier.book.since(len(before))) == posted
        if not takes_effect:
            assert self.cashier.book is before
            return False
        self.told.append(fact)
        self.count(fact.word)
        if self.model.late > late:
            self.count("late in a closed month")
        return True

    def move_to(self, moment: datetime) -> None:
        """Let time pass."""
        self.now, self.model.month = moment, month_of(moment)
