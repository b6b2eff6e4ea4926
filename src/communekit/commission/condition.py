"""Conditions: when a rule applies (适用条件), as a small closed algebra that people and programs read alike.

    line.category.under("fresh") & (leader.grade == "super") & ~(line.channel == "live")

A condition is data: it is written to TOML and JSON, compared, indexed. It is never code from a plan.

Answers are three: yes, no, unknown. A fact that is missing or of another kind makes the answer unknown,
and unknown stays unknown through `~`, so a rule with a broken condition never applies (law fail_closed).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any, Final, NoReturn  # Any: a fact of any kind, told apart when it is asked

import attrs

from communekit.errors import CommunekitError
from communekit.orders import Value

from .errors import InvalidConditionError


class Op(Enum):
    """What a test asks of a fact; the values are the words of plans on paper."""

    IS = "is"
    IN = "in"
    UNDER = "under"
    HAS = "has"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    KNOWN = "known"


class Condition:
    """A question about the facts of a line; combine with `&`, `|` and `~`."""

    __slots__ = ()

    def __and__(self, other: "Condition") -> "Condition":
        return All((*_parts(self, All), *_parts(_condition(other), All)))

    def __or__(self, other: "Condition") -> "Condition":
        return Any_((*_parts(self, Any_), *_parts(_condition(other), Any_)))

    def __invert__(self) -> "Condition":
        return self.part if isinstance(self, Not) else Not(self)

    def __bool__(self) -> NoReturn:
        raise InvalidConditionError("truth", "and/or/not/chained comparison")


@attrs.frozen
class Test(Condition):
    """One question about one fact: `line.category is "fresh"`."""

    __test__ = False  # Not a test case of pytest's.

    subject: str
    name: str
    op: Op
    operand: Value = attrs.field(default=True, eq=lambda operand: (_kind(operand), operand))

    def __attrs_post_init__(self) -> None:
        if isinstance(self.operand, datetime) and self.operand.utcoffset() is None:
            raise InvalidConditionError("zone", repr(self.operand))
        if self.op in _ORDERED and (isinstance(self.operand, bool | str | tuple)):
            raise InvalidConditionError("operand", f"{self.op.value} {self.operand!r}")
        if self.op is Op.IN and not (
            isinstance(self.operand, tuple)
            and self.operand
            and all(isinstance(item, str) for item in self.operand)
        ):
            raise InvalidConditionError("operand", f"in {self.operand!r}")
        if self.op in (Op.UNDER, Op.HAS) and not (isinstance(self.operand, str) and self.operand):
            raise InvalidConditionError("operand", f"{self.op.value} {self.operand!r}")
        if self.op is Op.UNDER and not all(str(self.operand).split("/")):
            raise InvalidConditionError("operand", f"under {self.operand!r}")
        if self.op is Op.KNOWN and not isinstance(self.operand, bool):
            raise InvalidConditionError("operand", f"known {self.operand!r}")
        if isinstance(self.operand, float):
            raise InvalidConditionError("float", repr(self.operand))

    @property
    def fact(self) -> str:
        """The name of the fact: "line.category"."""
        return f"{self.subject}.{self.name}"

    def answer(self, value: Value | None) -> bool | None:
        """Say yes, no or unknown (None) for the value of the fact; None stands for a missing one."""
        if self.op is Op.KNOWN:
            return (value is not None) is self.operand
        if value is None:
            return None
        return _ANSWERS[self.op](value, self.operand)

    def __repr__(self) -> str:
        fact = self.fact
        match self.op:
            case Op.IS:
                return f"({fact} == {self.operand!r})"
            case Op.AT_LEAST | Op.MORE_THAN | Op.AT_MOST | Op.LESS_THAN:
                return f"({fact} {_SIGNS[self.op]} {self.operand!r})"
            case Op.IN:
                return f"{fact}.in_{self.operand!r}"
            case Op.UNDER | Op.HAS:
                return f"{fact}.{self.op.value}({self.operand!r})"
            case Op.KNOWN:
                return f"{fact}.known()" if self.operand else f"~{fact}.known()"


@attrs.frozen
class All(Condition):
    """Every part holds. No parts: always."""

    parts: tuple[Condition, ...] = ()

    def __repr__(self) -> str:
        return "(" + " & ".join(map(repr, self.parts)) + ")" if self.parts else "ALWAYS"


@attrs.frozen
class Any_(Condition):  # noqa: N801 - `Any` is typing's
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def __attrs_post_init__(self) -> None:
        if not self.parts:
            raise InvalidConditionError("empty", "any of nothing")

    def __repr__(self) -> str:
        return "(" + " | ".join(map(repr, self.parts)) + ")"


@attrs.frozen
class Not(Condition):
    """The part does not hold; what is unknown stays unknown."""

    part: Condition

    def __repr__(self) -> str:
        return f"~{self.part!r}"


ALWAYS: Final[Condition] = All()


def tests_of(condition: Condition) -> Iterator[Test]:
    """Yield every test in a condition, left to right."""
    match condition:
        case Test():
            yield condition
        case All(parts) | Any_(parts):
            for part in parts:
                yield from tests_of(part)
        case Not(part):
            yield from tests_of(part)
        case _:
            raise InvalidConditionError("kind", repr(condition))


def answer(condition: Condition, answers: Mapping[Test, bool | None]) -> bool | None:
    """Answer a condition from the answers of its tests; None is unknown, and never turns into yes by `~`."""
    match condition:
        case Test():
            return answers[condition]
        case All(parts):
            given = [answer(part, answers) for part in parts]
            return False if False in given else None if None in given else True
        case Any_(parts):
            given = [answer(part, answers) for part in parts]
            return True if True in given else None if None in given else False
        case Not(part):
            inner = answer(part, answers)
            return None if inner is None else not inner
        case _:
            raise InvalidConditionError("kind", repr(condition))


def _condition(value: object) -> Condition:
    if not isinstance(value, Condition):
        raise InvalidConditionError("kind", repr(value))
    return value


def _parts(condition: Condition, kind: type[All] | type[Any_]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


def _is(value: Any, operand: Any) -> bool | None:
    return bool(value == operand) if _kind(value) is _kind(operand) else None


def _in(value: Any, operand: Any) -> bool | None:
    return value in operand if isinstance(value, str) else None


def _under(value: Any, operand: Any) -> bool | None:
    return value == operand or value.startswith(f"{operand}/") if isinstance(value, str) else None


def _has(value: Any, operand: Any) -> bool | None:
    return operand in value if isinstance(value, tuple) else None


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    def ordered(value: Any, operand: Any) -> bool | None:
        if _kind(value) is not _kind(operand):
            return None
        try:
            return compare(value, operand)
        except (TypeError, CommunekitError):  # two currencies, or a kind without an order: unknown
            return None

    return ordered


def _kind(value: object) -> type:
    if isinstance(value, bool):
        return bool
    return Fraction if isinstance(value, int) else str if isinstance(value, str) else type(value)


_ORDERED: Final = frozenset({Op.AT_LEAST, Op.MORE_THAN, Op.AT_MOST, Op.LESS_THAN})
_SIGNS: Final = {Op.AT_LEAST: ">=", Op.MORE_THAN: ">", Op.AT_MOST: "<=", Op.LESS_THAN: "<"}
_ANSWERS: Final[Mapping[Op, Callable[[Any, Any], bool | None]]] = {
    Op.IS: _is,
    Op.IN: _in,
    Op.UNDER: _under,
    Op.HAS: _has,
    Op.AT_LEAST: _ordering(lambda value, operand: value >= operand),
    Op.MORE_THAN: _ordering(lambda value, operand: value > operand),
    Op.AT_MOST: _ordering(lambda value, operand: value <= operand),
    Op.LESS_THAN: _ordering(lambda value, operand: value < operand),
}
