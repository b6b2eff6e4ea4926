"""Subjects and their facts: what conditions are written with in Python.

    line.category.under("fresh") & (leader.grade == "super")

A comparison makes a `Test` (`condition.py`); nothing is looked up until an order is assessed.
"""

from datetime import datetime
from fractions import Fraction
from typing import Final

import attrs

from communekit.money import Money, Rate
from communekit.orders import Value

from .condition import Condition, Not, Op, Test
from .errors import InvalidConditionError


@attrs.frozen(eq=False, repr=False)
class Fact:
    """A fact of a line, order, session, leader, store or member, to write conditions with.

    >>> (line.paid >= Money.cny("100.00")) & ~(line.channel == "live")
    ((line.paid >= Money.cny("100.00")) & ~(line.channel == 'live'))
    """

    subject: str
    name: str

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]  # a comparison is written, not made
        return Test(self.subject, self.name, Op.IS, _operand(other))

    def __ne__(self, other: object) -> Condition:  # type: ignore[override]  # likewise
        return Not(Test(self.subject, self.name, Op.IS, _operand(other)))

    def __ge__(self, other: Value) -> Condition:
        return Test(self.subject, self.name, Op.AT_LEAST, _operand(other))

    def __gt__(self, other: Value) -> Condition:
        return Test(self.subject, self.name, Op.MORE_THAN, _operand(other))

    def __le__(self, other: Value) -> Condition:
        return Test(self.subject, self.name, Op.AT_MOST, _operand(other))

    def __lt__(self, other: Value) -> Condition:
        return Test(self.subject, self.name, Op.LESS_THAN, _operand(other))

    __hash__ = None  # type: ignore[assignment]  # equality is a condition, so a fact is no key

    def in_(self, *words: str) -> Condition:
        """The fact is one of the words."""
        return Test(self.subject, self.name, Op.IN, tuple(sorted(set(words))))

    def under(self, path: str) -> Condition:
        """The fact is a path (a category) at or below this one: "fresh" covers "fresh/veg"."""
        return Test(self.subject, self.name, Op.UNDER, path)

    def has(self, word: str) -> Condition:
        """The fact is a set of words (tags) with this one among them."""
        return Test(self.subject, self.name, Op.HAS, word)

    def known(self) -> Condition:
        """The fact is there at all."""
        return Test(self.subject, self.name, Op.KNOWN)

    def __repr__(self) -> str:
        return f"{self.subject}.{self.name}"


class Subject:
    """What a fact is about: `line`, `order`, `session`, `leader`, `store`, `member`; any name is a fact."""

    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        self._word = word

    def __getattr__(self, name: str) -> Fact:
        if name.startswith("_"):
            raise AttributeError(name)
        return Fact(self._word, name)

    def __repr__(self) -> str:
        return self._word


line: Final = Subject("line")
order: Final = Subject("order")
session: Final = Subject("session")
leader: Final = Subject("leader")
store: Final = Subject("store")
member: Final = Subject("member")


def _operand(value: object) -> Value:
    if isinstance(value, str | bool | int | Fraction | Money | Rate | datetime):
        return value
    raise InvalidConditionError("float" if isinstance(value, float) else "operand", repr(value))
