"""Conditions on paper (适用条件): `when = { category = "fresh", "leader.grade" = "super" }`.

A key is a fact; without a subject it is a fact of the line. A bare value asks for it: a category and all below
it, a tag among the tags, anything else the very value. Other questions name their operator:
`{ at_least = "100.00" }`, `{ in = ["live", "group"] }`, `{ known = true }`. The keys of a table all hold together;
`all`, `any` and `not` combine tables. Facts of money take amounts, open facts say of what kind a value is:
`{ at_least = { money = "100.00" } }`.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from communekit.codec import DocumentTooLargeError, Plain, UnknownKeyError
from communekit.commission.condition import All, Any_, Condition, Not, Op, Test
from communekit.commission.facts import LINE_FACTS
from communekit.orders import Value

from .amount import Setting
from .errors import UnreadablePlanError
from .form import at, checked_text, checked_words, near, shown
from .operand import KINDS, operand_from, operand_written

DEPTH_MAX: Final = 20
"""So deep a condition may be nested: no person reads a deeper one."""

_OPERATORS: Final = tuple(op.value for op in Op)
_COMBINED: Final = ("all", "any", "not")
_BARE: Final = {"line.category": Op.UNDER, "line.tags": Op.HAS}
_SUBJECTS: Final = ("line", "order", "session", "leader", "store", "member")
_LIKELY: Final = tuple(name for name in LINE_FACTS if name != "id")
_MEANT: Final = {
    "min": "at_least",
    "max": "at_most",
    "equals": "is",
    "above": "more_than",
    "below": "less_than",
}


def condition_from(data: Plain, setting: Setting, where: str) -> Condition:
    """Return the condition that a table stands for; its keys hold together, in the order of the alphabet."""
    if not isinstance(data, dict):
        raise UnreadablePlanError(where, "not_a_table", data)
    parts: list[Condition] = []
    for key in sorted(data):
        parts.extend(_asked(key, data[key], setting, where))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _asked(key: str, value: Plain, setting: Setting, where: str) -> Iterator[Condition]:
    """Yield what one key of a table asks."""
    match key:
        case "all" | "any":
            if not isinstance(value, list | tuple):
                raise UnreadablePlanError(f"{where}, {key}", "not_a_list", value)
            parts = tuple(condition_from(item, setting, f"{where}, {key}") for item in value)
            with at(f"{where}, {key}", value):
                yield All(parts) if key == "all" else Any_(parts)
        case "not":
            yield Not(condition_from(value, setting, f"{where}, not"))
        case _:
            yield from _tests(key, value, setting, where)


def _tests(key: str, value: Plain, setting: Setting, where: str) -> Iterator[Test]:
    """Yield the questions about one fact: several operators in a table all hold."""
    subject, name = _fact(key, where)
    fact, place = f"{subject}.{name}", f"{where}, {shown(key)}"
    if not isinstance(value, dict) or (value and set(value) <= set(KINDS)):
        op = _BARE.get(fact, Op.IS) if isinstance(value, str) else Op.IS
        if isinstance(value, list | tuple):
            raise UnreadablePlanError(place, "not_a_value", value, "{ in = [...] }")
        with at(place, value):
            yield Test(subject, name, op, operand_from(fact, value, setting, place))
        return
    if not value:
        raise UnreadablePlanError(place, "missing_key", "is")
    _check_operators(value, place, subject=key if key in _SUBJECTS else "")
    for word in sorted(value):
        with at(place, value[word]):
            yield Test(subject, name, Op(word), _operand_of(Op(word), fact, value[word], setting, place))


def _check_operators(value: dict[str, Plain], place: str, *, subject: str) -> None:
    """Refuse what is no operator; a subject with a table of facts is proposed the one way to write it."""
    known = (*_OPERATORS, *KINDS)
    for word in value:
        if word in _OPERATORS:
            continue
        if subject:
            raise UnknownKeyError(word, known, f'"{subject}.{shown(word)}"', place)
        raise UnknownKeyError(word, known, _MEANT.get(word) or near(word, known), place)


def _fact(key: str, where: str) -> tuple[str, str]:
    """Return subject and name of a fact. A short name that is nearly one of a line's is taken for a slip of the pen."""
    if "." in key:
        subject, _, name = key.partition(".")
        if not subject or not name:
            raise UnknownKeyError(key, _LIKELY, "", where)
        return subject, name
    if key in LINE_FACTS:
        return "line", key
    slip = _slip(key)
    if slip or not key:
        raise UnknownKeyError(key, (*_LIKELY, f"line.{shown(key)}"), slip, where)
    return "line", key


def _slip(name: str) -> str:
    return near(name, _LIKELY, closely=True)


def _operand_of(op: Op, fact: str, value: Plain, setting: Setting, place: str) -> Value:
    """Return what an operator compares a fact with."""
    match op:
        case Op.IN:
            return tuple(sorted(set(checked_words(value, place))))
        case Op.UNDER | Op.HAS:
            return checked_text(value, place)
        case Op.KNOWN:
            if not isinstance(value, bool):
                raise UnreadablePlanError(place, "not_a_flag", value)
            return value
        case Op.IS if isinstance(value, list | tuple):
            return checked_words(value, place)
        case _:
            operand = operand_from(fact, value, setting, place)
            if op is not Op.IS and isinstance(operand, str | bool):
                raise UnreadablePlanError(
                    place, "not_a_value", value, '{ money = "..." }, { number = "..." } or { time = "..." }'
                )
            return operand


def condition_written(condition: Condition, setting: Setting, where: str, depth: int = 0) -> dict[str, Plain]:
    """Return a condition as the table that `condition_from` reads as the same condition."""
    if depth > DEPTH_MAX:
        raise DocumentTooLargeError("depth", where, depth, DEPTH_MAX)
    match condition:
        case Test():
            return _test_written(condition, setting, where)
        case Any_(parts):
            return {"any": [condition_written(part, setting, where, depth + 1) for part in parts]}
        case Not(part):
            return {"not": condition_written(part, setting, where, depth + 1)}
        case All(parts):
            if not parts:
                return {}
            if _is_one_table(parts):
                return _merged(parts, setting, where, depth)
            return {"all": [condition_written(part, setting, where, depth + 1) for part in parts]}
        case _:
            raise UnreadablePlanError(where, "not_on_paper", condition)


def _is_one_table(parts: Sequence[Condition]) -> bool:
    """Whether parts are read back from one table as they stand: two or more, in the order of the alphabet."""
    marks = [_mark(part) for part in parts]
    return len(marks) > 1 and all(one < other for one, other in pairwise(marks)) and _keys_once(marks)


def _keys_once(marks: Sequence[tuple[str, str]]) -> bool:
    """Whether no key but that of a fact is there twice."""
    combined = [key for key, _ in marks if key in _COMBINED]
    return len(set(combined)) == len(combined)


def _mark(part: Condition) -> tuple[str, str]:
    match part:
        case Test():
            return _key(part), part.op.value
        case Any_():
            return "any", ""
        case Not():
            return "not", ""
        case _:
            return "all", ""


def _merged(parts: Sequence[Condition], setting: Setting, where: str, depth: int) -> dict[str, Plain]:
    """Return parts as one table; questions about one fact share a table of operators."""
    table: dict[str, Plain] = {}
    asked: dict[str, list[Test]] = {}
    for part in parts:
        if isinstance(part, Test):
            asked.setdefault(_key(part), []).append(part)
    for part in parts:
        if isinstance(part, All):
            table["all"] = [condition_written(inner, setting, where, depth + 1) for inner in part.parts]
        elif not isinstance(part, Test):
            table |= condition_written(part, setting, where, depth + 1)
        elif len(asked[_key(part)]) == 1:
            table |= _test_written(part, setting, where)
        else:
            written = {test.op.value: _value_written(test, setting, where) for test in asked[_key(part)]}
            table[_key(part)] = written
    return table


def _key(test: Test) -> str:
    """Return the key of a fact: a line's by its name alone, where that is not mistaken."""
    name, subject = test.name, test.subject
    if not name or not subject or "." in subject:
        raise UnreadablePlanError("when", "not_on_paper", test)
    is_short = subject == "line" and "." not in name and name not in _COMBINED
    return name if is_short and (name in LINE_FACTS or not _slip(name)) else f"{subject}.{name}"


def _test_written(test: Test, setting: Setting, where: str) -> dict[str, Plain]:
    value = _value_written(test, setting, where)
    bare = _BARE.get(test.fact, Op.IS) if isinstance(test.operand, str) and isinstance(value, str) else Op.IS
    if test.op is bare and not isinstance(value, list):
        return {_key(test): value}
    return {_key(test): {test.op.value: value}}


def _value_written(test: Test, setting: Setting, where: str) -> Plain:
    if test.op in (Op.UNDER, Op.HAS):
        return test.operand
    return operand_written(test.fact, test.operand, setting, where)


__all__ = ["condition_from", "condition_written"]
