"""Changes that mutmut does not make, and that matter where money is counted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import libcst as cst

_SWAPS: Final = {"all": "any", "any": "all", "max": "min", "min": "max"}
_ROUNDINGS: Final = {"CEILING": "FLOOR", "DOWN": "UP", "FLOOR": "CEILING", "UP": "DOWN"}


def dropped_call(node: cst.Expr) -> Iterator[cst.CSTNode]:
    """Leave out a statement that only calls: a check, an append."""
    if isinstance(node.value, cst.Call):
        yield cst.Pass()


def dropped_raise(_node: cst.Raise) -> Iterator[cst.CSTNode]:
    """Leave out a refusal."""
    yield cst.Pass()


def turned_question(node: cst.If) -> Iterator[cst.CSTNode]:
    """Turn round a bare `if`; comparisons, `and`, `or` and `not` are turned by mutmut."""
    if isinstance(node.test, cst.Name | cst.Attribute | cst.Call):
        turned = cst.UnaryOperation(cst.Not(), node.test, lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        yield node.with_changes(test=turned)


def lost_return(node: cst.Return) -> Iterator[cst.CSTNode]:
    """Return nothing."""
    if node.value is not None and not (isinstance(node.value, cst.Name) and node.value.value == "None"):
        yield node.with_changes(value=cst.Name("None"), whitespace_after_return=cst.SimpleWhitespace(" "))


def dropped_filter(node: cst.CompFor) -> Iterator[cst.CSTNode]:
    """Let a comprehension take what its `if` leaves out."""
    for place in range(len(node.ifs)):
        yield node.with_changes(ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])


def swapped_name(node: cst.Call) -> Iterator[cst.CSTNode]:
    """Take the smaller for the greater, all for any."""
    if isinstance(node.func, cst.Name) and node.func.value in _SWAPS:
        yield node.with_changes(func=cst.Name(_SWAPS[node.func.value]))


def swapped_rounding(node: cst.Attribute) -> Iterator[cst.CSTNode]:
    """Round the other way."""
    if isinstance(node.value, cst.Name) and node.value.value == "Rounding":
        yield node.with_changes(attr=cst.Name(_ROUNDINGS.get(node.attr.value, "DOWN")))


OPERATORS: Final[Sequence[tuple[type[cst.CSTNode], Callable[..., Iterator[cst.CSTNode]]]]] = (
    (cst.Expr, dropped_call),
    (cst.Raise, dropped_raise),
    (cst.If, turned_question),
    (cst.Return, lost_return),
    (cst.CompFor, dropped_filter),
    (cst.Call, swapped_name),
    (cst.Attribute, swapped_rounding),
)

__all__ = ["OPERATORS"]
