"""Domains: which values a fact of a condition can have, told apart as far as the conditions ask (取值分类).

Facts that answer every test alike are one class. The classes of a fact are all there are: whatever a host hands in,
its value answers the tests as one of them does. That is what makes a search over classes a proof.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations, pairwise
from typing import Final, NamedTuple

from communekit.commission.condition import Test
from communekit.commission.facts import COUNT_FACTS, LINE_FACTS, MONEY_FACTS, ORDER_FACTS, TIME_FACTS
from communekit.commission.plan import Plan
from communekit.errors import CommunekitError
from communekit.ids import identifier
from communekit.money import Currency, Money, Rate
from communekit.orders import Value

from .curve import AMOUNT_MAX

FactName = tuple[str, str]

OPTIONAL: Final = frozenset({
    "line.supplier", "line.tax", "line.cost", "line.channel",
    "order.member", "order.session", "order.channel", "order.received_at",
})  # fmt: skip
"""Facts of every line and order that may be absent; those of `facts.py` that are not here always are there."""

SAME: Final[Mapping[FactName, FactName]] = {
    ("store", "id"): ("order", "store"),
    ("member", "id"): ("order", "member"),
    ("session", "id"): ("order", "session"),
}
"""Facts that are one fact under two names."""

WORDS_MAX: Final = 12
"""How many words of one set of words are told apart: their subsets double with each."""

_TICK: Final = timedelta(microseconds=1)
_OTHER_CURRENCIES: Final = ("CNY", "USD", "EUR", "GBP", "JPY", "AUD", "CAD", "CHF", "HKD", "SGD")


class FactClass(NamedTuple):
    """Values that answer all tests of a fact alike: one of them, and the answers in the order of the tests.

    `spans` are the amounts of the class, in minor units, for facts of a line that are money.
    """

    value: Value | None
    answers: tuple[bool | None, ...]
    spans: tuple[tuple[int, int], ...] = ()


def fact_of(test: Test) -> FactName:
    """Return the fact that a test asks about, under its first name."""
    name = (test.subject, test.name)
    return SAME.get(name, name)


def text_of(fact: FactName) -> str:
    """Return a fact as plans write it: "line.category"."""
    return f"{fact[0]}.{fact[1]}"


def is_built_in(fact: FactName) -> bool:
    """Whether the library itself says what the fact is, and of which kind."""
    subject, name = fact
    return (
        name == "id"
        or (subject == "line" and name in LINE_FACTS)
        or (subject == "order" and name in ORDER_FACTS)
    )


def kind_of(fact: FactName) -> str:
    """Return of which kind a fact is: words, tags, money, count, time, or open (any)."""
    text = text_of(fact)
    if not is_built_in(fact):
        return "open"
    if text in MONEY_FACTS:
        return "money"
    if text in TIME_FACTS:
        return "time"
    return "count" if text in COUNT_FACTS else "tags" if text == "line.tags" else "word"


@lru_cache(maxsize=256)
def classes_of(fact: FactName, asked: tuple[Test, ...], plan: Plan) -> tuple[FactClass, ...] | None:
    """Return all classes of a fact, the most ordinary first; None where there are too many to tell apart."""
    if len({test.operand for test in asked if test.op.value == "has"}) > WORDS_MAX:
        return None
    spans: dict[tuple[bool | None, ...], list[tuple[int, int]]] = {}
    if kind_of(fact) == "money":
        for first, last in spans_of(asked, plan.currency):
            answers = answers_to(asked, Money(last, plan.currency))
            spans.setdefault(answers, []).append((first, last))
    found: dict[tuple[bool | None, ...], FactClass] = {}
    for value in _values(fact, asked, plan):
        answers = answers_to(asked, value)
        found.setdefault(answers, FactClass(value, answers, tuple(spans.get(answers, ()))))
    return tuple(found.values())


def answers_to(tests: Iterable[Test], value: Value | None) -> tuple[bool | None, ...]:
    """Return what tests of one fact answer for a value."""
    return tuple(test.answer(value) for test in tests)


def spans_of(tests: Iterable[Test], currency: Currency, least: int = 0) -> list[tuple[int, int]]:
    """Return the spans of amounts, in minor units, within which no test changes its answer."""
    bounds = {
        test.operand.minor
        for test in tests
        if isinstance(test.operand, Money) and test.operand.currency == currency
    }
    cuts = sorted({least, AMOUNT_MAX + 1, *chain.from_iterable((bound, bound + 1) for bound in bounds)})
    inside = [cut for cut in cuts if least <= cut <= AMOUNT_MAX + 1]
    return [(first, following - 1) for first, following in pairwise(inside)]


def _values(fact: FactName, tests: tuple[Test, ...], plan: Plan) -> Iterator[Value | None]:
    """Yield values of a fact, at least one of every class, the most ordinary first."""
    match kind_of(fact):
        case "money":
            yield from _amounts(tests, (plan.currency,), least=0)
        case "count":
            yield from (number for number in _numbers(tests) if number > 0)
        case "time":
            yield from (moment for moment in _moments(tests, plan) if _in_force(fact, moment, plan))
        case "tags":
            yield from _tags(tests)
        case "word":
            yield from (word for word in _words(tests) if _can_be(fact, word))
        case _:
            yield from _open(tests, plan)
    if text_of(fact) in OPTIONAL or (fact[1] == "id" and fact[0] not in _ROOTS):
        yield None


_ROOTS: Final = ("line", "order")


def _open(tests: tuple[Test, ...], plan: Plan) -> Iterator[Value | None]:
    """Yield values of a fact that the host says: of the kinds asked for, none at all, and of every other kind."""
    mentioned = {test.operand.currency for test in tests if isinstance(test.operand, Money)}
    other = next(code for code in _OTHER_CURRENCIES if Currency.of(code) not in mentioned)
    currencies = sorted({*mentioned, Currency.of(other)}, key=lambda currency: currency.code)
    kinds: dict[type | tuple[type, ...], Iterable[Value]] = {
        str: _words(tests),
        (int, Fraction): _numbers(tests),
        Money: _amounts(tests, currencies, least=-AMOUNT_MAX),
        datetime: _moments(tests, plan),
        Rate: _rates(tests),
        bool: (True, False),
        tuple: _tags(tests),
    }
    asked = [kind for kind in kinds if any(_is_of(test, kind) for test in tests)]
    yield from chain.from_iterable(kinds[kind] for kind in asked)
    yield None
    yield from chain.from_iterable(values for kind, values in kinds.items() if kind not in asked)


def _is_of(test: Test, kind: type | tuple[type, ...]) -> bool:
    """Whether a test can only be answered by values of a kind."""
    match test.op.value:
        case "in" | "under":
            return kind is str
        case "has":
            return kind is tuple
        case "known":
            return False
        case _:
            return isinstance(test.operand, kind) and (kind is bool or not isinstance(test.operand, bool))


def _words(tests: tuple[Test, ...]) -> Iterator[str]:
    """Yield a word that nobody asks for, every word that somebody does, and one below each path."""
    paths = [test.operand for test in tests if test.op.value == "under" and isinstance(test.operand, str)]
    asked = [test.operand for test in tests if isinstance(test.operand, str)]
    for test in tests:
        if isinstance(test.operand, tuple):
            asked.extend(test.operand)
    other = "other"
    while any(other in word.split("/") for word in asked):
        other += "_"
    yield other
    for path in paths:
        yield f"{path}/{other}"
    yield from asked


def _can_be(fact: FactName, word: str) -> bool:
    """Whether a word can be the value of a built-in fact at all: an id, a channel, a path of a category."""
    if fact == ("line", "category"):
        return not word or all(_is_identifier(part) for part in word.split("/"))
    return _is_identifier(word)


def _is_identifier(word: str) -> bool:
    try:
        identifier(word)
    except CommunekitError:
        return False
    return True


def _tags(tests: tuple[Test, ...]) -> Iterator[tuple[str, ...]]:
    words = sorted(
        {test.operand for test in tests if test.op.value == "has" and isinstance(test.operand, str)}
    )
    other = "other"
    while other in words:
        other += "_"
    for size in range(len(words) + 1):
        for some in combinations(words, size):
            yield tuple(sorted((*some, other)))
    yield from (test.operand for test in tests if isinstance(test.operand, tuple))


def _numbers(tests: tuple[Test, ...]) -> Iterator[int | Fraction]:
    bounds = sorted(
        {
            Fraction(test.operand)
            for test in tests
            if isinstance(test.operand, int | Fraction) and not isinstance(test.operand, bool)
        }
    )
    if not bounds:
        yield 1
        return
    yield from (1, bounds[-1].__floor__() + 1)
    for low, high in pairwise(bounds):
        between = low.__floor__() + 1
        yield between if between < high else (low + high) / 2
    yield from (bound.numerator if bound.denominator == 1 else bound for bound in bounds)
    yield bounds[0] / 2
    yield bounds[0].__ceil__() - 1


def _rates(tests: tuple[Test, ...]) -> Iterator[Rate]:
    bounds = sorted(
        {Fraction(0), Fraction(1), *(t.operand.share for t in tests if isinstance(t.operand, Rate))}
    )
    yield from (Rate((low + high) / 2) for low, high in pairwise(bounds))
    yield from map(Rate, bounds)


def _amounts(tests: tuple[Test, ...], currencies: Iterable[Currency], *, least: int) -> Iterator[Money]:
    for currency in currencies:
        for first, last in spans_of(tests, currency, least):
            yield Money(min(max(first, 10_000), last), currency)


def _moments(tests: tuple[Test, ...], plan: Plan) -> Iterator[datetime]:
    """Yield moments at, just before and just after each one asked for, and the ends of the plan's window."""
    asked = [t.operand for t in tests if isinstance(t.operand, datetime) and t.operand.tzinfo is not None]
    if plan.effective is not None:
        yield plan.effective.start
        if plan.effective.end is not None:
            yield plan.effective.end - _TICK
    elif not asked:
        yield datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    for moment in sorted(asked):
        yield from (moment + _TICK, moment, moment - _TICK)


def _in_force(fact: FactName, moment: datetime, plan: Plan) -> bool:
    """Whether an order under the plan can have this moment: placed in its window, paid and received no earlier."""
    if plan.effective is None:
        return True
    return plan.effective.covers(moment) if fact[1] == "placed_at" else moment >= plan.effective.start
