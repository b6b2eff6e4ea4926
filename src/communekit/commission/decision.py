"""The decision table of a plan: from the facts of a line to the clauses that apply, looked up, not searched.

Every fact that a plan tests is put into a class: facts of one class answer all tests of the plan alike. The
classes of a line make its signature; what applies to a signature is worked out once and kept. A line costs one
look-up per tested fact, however many rules there are.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import attrs

from communekit.ids import RuleId
from communekit.orders import Credits, Line, Order, Value

from .accrual import Terms
from .clause import Clause
from .composition import Stacking
from .condition import Condition, Test, answer, tests_of
from .facts import line_reader, reader
from .override import Override
from .plan import Plan
from .table import Read

CACHE_MAX: Final = 50_000
Answers = tuple[bool | None, ...]


class Lost(NamedTuple):
    """A rule that applied and yet pays nothing on the line: why, and which rule won."""

    rule: str
    reason: str
    by: str


class Unknown(NamedTuple):
    """A rule whose condition could not be answered, and the fact that was missing or of another kind."""

    rule: str
    fact: str
    missing: bool


Step = tuple[Clause, Terms, int, bool, Read | None, int | None, int, bool, tuple[int, ...]]
"""A clause with its constants laid out for the express lane, as a plain tuple because it is unpacked for every line:
clause, terms, payee slot, whether the supplier is paid, how its base is read (None where it rests on other rules), its
coefficient (None where a table says the amount), ticks, whether it rounds down, the places of its bounds."""


def _step(clause: Clause) -> Step:
    return (
        clause,
        clause.terms,
        clause.payee_slot,
        clause.by_supplier,
        clause.read if clause.has_own_base else None,
        clause.coefficient if clause.table is None else None,
        clause.ticks,
        clause.rounds_down,
        tuple(sorted(clause.bounds)),
    )


@attrs.frozen(eq=False)
class Decision:
    """What applies to lines of one signature: clauses by generation, and why others do not.

    `steps` are the same clauses in the order of generations, laid out for the express lane.
    """

    steps: tuple[Step, ...]
    generations: tuple[tuple[Clause, ...], ...]
    lost: tuple[Lost, ...]
    unknown: tuple[Unknown, ...]


class _Tested:
    """One fact with the tests that the plan makes of it."""

    __slots__ = ("_classes", "_known", "answers", "tests")

    def __init__(self, tests: Iterable[Test]) -> None:
        self.tests = tuple(tests)
        self.answers: list[Answers] = []
        self._classes: dict[Answers, int] = {}
        self._known: dict[str | None, int] = {}

    def class_of(self, value: Value | None) -> int:
        """Return the class of a value; words are remembered, anything else is asked anew."""
        if type(value) is not str and value is not None:
            return self._class(value)
        found = self._known.get(value)
        if found is None:
            if len(self._known) >= CACHE_MAX:
                self._known.clear()
            found = self._known[value] = self._class(value)
        return found

    def _class(self, value: Value | None) -> int:
        answers = (value is None, *(test.answer(value) for test in self.tests))
        found = self._classes.get(answers)
        if found is None:
            found = self._classes[answers] = len(self.answers)
            self.answers.append(answers)
        return found


class DecisionTable:
    """The conditions of a plan, indexed by the facts that they test."""

    def __init__(
        self, plan: Plan, own: Mapping[RuleId, Clause], others: tuple[Mapping[RuleId, Clause], ...]
    ) -> None:
        self._own = own
        self._overrides: tuple[tuple[Override, Mapping[RuleId, Clause]], ...] = tuple(
            zip(plan.overrides, others, strict=True)
        )
        self._ids = tuple(dict.fromkeys(rule.id for rule in plan.every_rule))
        conditions: list[Condition] = [rule.when for rule in plan.every_rule]
        conditions.extend(override.where for override in plan.overrides)
        tests: dict[tuple[str, str], dict[Test, None]] = {}
        for condition in conditions:
            for test in tests_of(condition):
                tests.setdefault((test.subject, test.name), {})[test] = None
        self._of_order = tuple(
            (reader(subject, name), _Tested(asked))
            for (subject, name), asked in tests.items()
            if subject != "line"
        )
        self._of_line = tuple(
            (line_reader(name), _Tested(asked))
            for (subject, name), asked in tests.items()
            if subject == "line"
        )
        self._decisions: dict[tuple[int, ...], dict[tuple[int, ...], Decision]] = {}
        self._last = 1 + max(
            (clause.generation for group in (own, *others) for clause in group.values()), default=0
        )

    def order_signature(self, line: Line, order: Order, credits_: Credits) -> tuple[int, ...]:
        """Return the classes of the facts that are the same for every line of an order."""
        return tuple([tested.class_of(read(line, order, credits_)) for read, tested in self._of_order])

    def decide(self, line: Line, of_order: tuple[int, ...]) -> Decision:
        """Return what applies to a line of an order of that signature."""
        signature = tuple([tested.class_of(read(line)) for read, tested in self._of_line])
        known = self._decisions.get(of_order)
        if known is None:
            if len(self._decisions) >= CACHE_MAX:
                self._decisions.clear()
            known = self._decisions[of_order] = {}
        found = known.get(signature)
        if found is None:
            if len(known) >= CACHE_MAX:
                known.clear()
            found = known[signature] = self._work_out(of_order, signature)
        return found

    def _work_out(self, of_order: tuple[int, ...], of_line: tuple[int, ...]) -> Decision:
        answers: dict[Test, bool | None] = {}
        gaps: dict[Test, bool] = {}
        for group, classes in ((self._of_order, of_order), (self._of_line, of_line)):
            for (_, tested), place in zip(group, classes, strict=True):
                missing, *given = tested.answers[place]
                for test, said in zip(tested.tests, given, strict=True):
                    answers[test] = said
                    if said is None:
                        gaps[test] = bool(missing)
        matched: list[Clause] = []
        unknown: list[Unknown] = []
        for rule_id in self._ids:
            clause = self._variant(rule_id, answers)
            if clause is None:
                continue
            said = answer(clause.rule.when, answers)
            if said:
                matched.append(clause)
            elif said is None:
                test = next(test for test in tests_of(clause.rule.when) if answers[test] is None)
                unknown.append(Unknown(rule_id, test.fact, gaps[test]))
        kept, lost = _stack(matched)
        generations = tuple(
            tuple(clause for clause in kept if clause.generation == generation)
            for generation in range(self._last)
        )
        steps = tuple(_step(clause) for generation in generations for clause in generation)
        return Decision(steps, generations, lost, tuple(unknown))

    def _variant(self, rule_id: RuleId, answers: Mapping[Test, bool | None]) -> Clause | None:
        """Return the clause that stands for a rule here: that of the first override that holds, or the plan's own."""
        for override, clauses in self._overrides:
            if rule_id in override.replaced and answer(override.where, answers):
                return clauses.get(rule_id)
        return self._own.get(rule_id)


def _stack(matched: list[Clause]) -> tuple[list[Clause], tuple[Lost, ...]]:
    """Apply what can be said before amounts are known: replaces, first, exclusive."""
    lost: dict[str, Lost] = {}
    present = {clause.rule.id for clause in matched}
    for clause in matched:
        for replaced in clause.rule.replaces:
            if replaced in present:
                lost.setdefault(replaced, Lost(replaced, "replaced", clause.rule.id))
    first: dict[tuple[str, str], str] = {}
    alone: dict[str, str] = {}
    for clause in matched:
        if clause.rule.id in lost:
            continue
        if clause.stacking in (Stacking.FIRST, Stacking.EXCLUSIVE):
            winner = first.setdefault((clause.role, clause.rule.group), clause.rule.id)
            if winner != clause.rule.id:
                lost[clause.rule.id] = Lost(clause.rule.id, clause.stacking.value, winner)
        if clause.stacking is Stacking.EXCLUSIVE:
            alone.setdefault(clause.role, clause.rule.id)
    for clause in matched:
        winner = alone.get(clause.role, clause.rule.id)
        if winner != clause.rule.id and clause.rule.id not in lost:
            lost[clause.rule.id] = Lost(clause.rule.id, "exclusive", winner)
    return [clause for clause in matched if clause.rule.id not in lost], tuple(lost.values())
