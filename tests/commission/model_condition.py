"""Conditions, asked the slow way: each fact is fetched, each question is answered yes, no or unknown (None)."""

from fractions import Fraction
from typing import Any

from communekit.commission import Condition
from communekit.commission.condition import All, Any_, Not, Op, Test
from communekit.errors import CommunekitError
from communekit.orders import Credits, Line, Order


def holds(condition: Condition, line: Line, order: Order, credits_: Credits) -> bool | None:
    """Answer a condition for a line; None where what is known does not decide it."""
    match condition:
        case Test():
            return _answer(condition, fact(condition.subject, condition.name, line, order, credits_))
        case Not(part):
            inner = holds(part, line, order, credits_)
            return None if inner is None else not inner
        case All(parts):
            answers = [holds(part, line, order, credits_) for part in parts]
            return False if False in answers else None if None in answers else True
        case Any_(parts):
            answers = [holds(part, line, order, credits_) for part in parts]
            return True if True in answers else None if None in answers else False
        case _:
            raise AssertionError(condition)


def unknown_facts(condition: Condition, line: Line, order: Order, credits_: Credits) -> list[str]:
    """Return the facts of a condition that could not be asked, left to right."""
    match condition:
        case Test():
            unknown = holds(condition, line, order, credits_) is None
            return [f"{condition.subject}.{condition.name}"] if unknown else []
        case Not(part):
            return unknown_facts(part, line, order, credits_)
        case All(parts) | Any_(parts):
            return [name for part in parts for name in unknown_facts(part, line, order, credits_)]
        case _:
            raise AssertionError(condition)


def fact(subject: str, name: str, line: Line, order: Order, credits_: Credits) -> Any:
    """Fetch a fact; None where it is not there."""
    of_line: dict[str, Any] = {
        "id": line.id,
        "product": line.product.id,
        "category": line.product.category,
        "supplier": line.product.supplier,
        "tags": line.product.tags,
        "kind": line.product.kind,
        "quantity": line.quantity,
        "listed": line.listed,
        "paid": line.distributed,
        "freight": line.freight,
        "tax": line.tax,
        "cost": line.cost,
        "channel": line.channel or None,
    }
    of_order: dict[str, Any] = {
        "id": order.id,
        "store": order.store,
        "member": order.member,
        "session": order.session,
        "channel": order.channel or None,
        "placed_at": order.placed_at,
        "paid_at": order.paid_at,
        "received_at": order.received_at,
    }
    if subject == "line":
        return of_line[name] if name in of_line else line.attributes.get(name)
    if subject == "order" and name in of_order:
        return of_order[name]
    if name == "id":
        if subject in ("store", "member", "session"):
            return of_order[subject]
        active = {credit.party for credit in credits_.of(subject, line.id) if credit.active}
        return active.pop() if len(active) == 1 else None
    return order.about[subject].get(name) if subject in order.about else None


def _answer(test: Test, value: Any) -> bool | None:
    operand: Any = test.operand
    if test.op is Op.KNOWN:
        return (value is not None) is operand
    if value is None:
        return None
    match test.op:
        case Op.IN:
            return bool(value in operand) if isinstance(value, str) else None
        case Op.UNDER:
            return f"{value}/".startswith(f"{operand}/") if isinstance(value, str) else None
        case Op.HAS:
            return bool(operand in value) if isinstance(value, tuple) else None
        case _:
            pass
    if _kind(value) != _kind(operand):
        return None
    if test.op is Op.IS:
        return bool(value == operand)
    try:
        more, less = value > operand, value < operand
    except (TypeError, CommunekitError):
        return None
    match test.op:
        case Op.AT_LEAST:
            return not bool(less)
        case Op.MORE_THAN:
            return bool(more)
        case Op.AT_MOST:
            return not bool(more)
        case _:
            return bool(less)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | Fraction):
        return "number"
    return "text" if isinstance(value, str) else type(value).__name__
