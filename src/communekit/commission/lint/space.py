"""Spaces: every combination of classes of the facts that some conditions ask about, searched all at once.

A set of combinations is one integer, a bit for each; conditions are answered for all of them by bit operations. What
is not found in a space does not exist. A space that is too large is not searched at all, and whoever asked says so.
"""

from collections.abc import Iterable, Mapping
from math import prod
from typing import Final

from communekit.commission.condition import All, Any_, Condition, Not, Test, tests_of
from communekit.commission.errors import InvalidConditionError
from communekit.commission.plan import Plan
from communekit.orders import Value

from .domain import FactClass, FactName, answers_to, classes_of, fact_of

COMBINATIONS_MAX: Final = 1 << 17
"""Combinations of classes that are searched; beyond them a check says that it has not decided."""

Mask = int


class Space:
    """Combinations of classes of facts; the first one is the most ordinary."""

    def __init__(
        self,
        conditions: Iterable[Condition],
        plan: Plan,
        *,
        given: Mapping[FactName, Value | None] | None = None,
    ) -> None:
        tests: dict[FactName, dict[Test, None]] = {}
        for condition in conditions:
            for test in tests_of(condition):
                tests.setdefault(fact_of(test), {})[test] = None
        self._tests = {fact: tuple(asked) for fact, asked in tests.items()}
        self._place = {test: place for asked in self._tests.values() for place, test in enumerate(asked)}
        self._classes: dict[FactName, tuple[FactClass, ...]] = {}
        self.is_decidable = True
        for fact, asked in self._tests.items():
            classes: tuple[FactClass, ...] | None
            if given is not None and fact in given:
                classes = (FactClass(given[fact], answers_to(asked, given[fact])),)
            else:
                classes = classes_of(fact, asked, plan)
            if classes is None:
                self.is_decidable = False
            self._classes[fact] = classes or ()
        self.size = prod(map(len, self._classes.values()))
        self.is_decidable = self.is_decidable and self.size <= COMBINATIONS_MAX
        self.every: Mask = (1 << self.size) - 1 if self.is_decidable else 0
        self._answers: dict[Test, tuple[Mask, Mask]] = {}

    @property
    def facts(self) -> tuple[FactName, ...]:
        """The facts that are asked about."""
        return tuple(self._classes)

    def yes(self, condition: Condition) -> Mask:
        """Return the combinations in which a condition holds."""
        return self.answers(condition)[0]

    def answers(self, condition: Condition) -> tuple[Mask, Mask]:
        """Return the combinations in which a condition holds, and those in which it does not; elsewhere it is unknown."""
        match condition:
            case Test():
                known = self._answers.get(condition)
                if known is None:
                    known = self._answers[condition] = self._tested(condition)
                return known
            case All(parts):
                yes, no = self.every, 0
                for part in parts:
                    one_yes, one_no = self.answers(part)
                    yes, no = yes & one_yes, no | one_no
                return yes, no
            case Any_(parts):
                yes, no = 0, self.every
                for part in parts:
                    one_yes, one_no = self.answers(part)
                    yes, no = yes | one_yes, no & one_no
                return yes, no
            case Not(part):
                yes, no = self.answers(part)
                return no, yes
            case _:
                raise InvalidConditionError("kind", repr(condition))

    def values(self, one_of: Mask) -> dict[FactName, FactClass]:
        """Return the first of some combinations: each fact with its class."""
        place = (one_of & -one_of).bit_length() - 1
        found: dict[FactName, FactClass] = {}
        for fact, classes in reversed(self._classes.items()):
            place, number = divmod(place, len(classes))
            found[fact] = classes[number]
        return dict(reversed(found.items()))

    def _tested(self, test: Test) -> tuple[Mask, Mask]:
        fact = fact_of(test)
        place = self._place[test]
        said = [a_class.answers[place] for a_class in self._classes[fact]]
        return self._spread(fact, said, wanted=True), self._spread(fact, said, wanted=False)

    def _spread(self, fact: FactName, said: list[bool | None], *, wanted: bool) -> Mask:
        """Return the combinations in which a fact is of a class that answers as wanted."""
        sizes = {name: len(classes) for name, classes in self._classes.items()}
        names = list(sizes)
        stride = prod(sizes[name] for name in names[names.index(fact) + 1 :])
        run = (1 << stride) - 1
        mask = 0
        for number, answered in enumerate(said):
            if answered is wanted:
                mask |= run << (number * stride)
        width = stride * len(said)
        while width < self.size:
            mask |= mask << width
            width *= 2
        return mask & self.every
