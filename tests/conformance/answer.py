"""Answers: what the library came to, held against what the source says.

An amount answers text in major units and whole numbers in minor units alike. Numbers are compared by value: "7" is
"7.00". Objects and lists inside the answer are compared whole.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from communekit.codec import decimal_text
from communekit.money import Money, Rate, Rounding

Answer = Mapping[str, Any]

NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40}|/[1-9][0-9]{0,39})?", re.ASCII)

DEFECTS = ("upstream", "source_defect")
"""Words that mark a figure as the known defect of its source, which the library does not copy."""


def is_defect(name: str) -> bool:
    """Whether a field of the expected figures states what the source does wrongly."""
    return any(name == word or name.startswith(f"{word}_") or name.endswith(f"_{word}") for word in DEFECTS)


def differences(expected: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    """Yield, field by field, where the answer is another than what is expected."""
    for name, value in expected.items():
        if not is_defect(name) and name in answer and not agrees(value, answer[name]):
            yield f"{name}: expected {shown(value)}, got {shown(plain(answer[name], value))}"


def unanswered(expected: Mapping[str, Any], answer: Answer) -> tuple[str, ...]:
    """Return the expected fields for which there is no answer."""
    return tuple(name for name in expected if not is_defect(name) and name not in answer)


def agrees(expected: Any, got: Any) -> bool:
    """Whether a value answers what is expected."""
    got = plain(got, expected)
    if isinstance(expected, dict):
        return (
            isinstance(got, Mapping)
            and expected.keys() == got.keys()
            and all(agrees(value, got[name]) for name, value in expected.items())
        )
    if isinstance(expected, list):
        return (
            isinstance(got, list | tuple)
            and len(expected) == len(got)
            and all(agrees(value, other) for value, other in zip(expected, got, strict=True))
        )
    if isinstance(expected, bool) or isinstance(got, bool) or expected is None or got is None:
        return expected is got
    one, other = as_number(expected), as_number(got)
    if one is None or other is None:
        return str(expected) == str(got)
    return one == other or is_cut_short(str(expected), other)


def is_cut_short(text: str, exact: Fraction) -> bool:
    """Whether a text of four or more places is a number that no decimal ends, as far as it is written."""
    _, _, places = text.partition(".")
    if len(places) < 4 or not 10**40 % exact.denominator:
        return False
    return Rounding.HALF_UP.to_places(exact, len(places)) == Fraction(text)


def plain(value: Any, like: Any = "") -> Any:
    """Return a value of the library as plain data: an amount like an int in minor units, else in major units."""
    match value:
        case Money():
            return value.minor if isinstance(like, int) and not isinstance(like, bool) else value.text
        case Rate():
            return value.text.removesuffix("%")
        case Fraction():
            return value.numerator if value.denominator == 1 else str(value)
        case Mapping():
            inner = like if isinstance(like, Mapping) else {}
            return {name: plain(part, inner.get(name, "")) for name, part in value.items()}
        case list() | tuple():
            likes = like if isinstance(like, list) and len(like) == len(value) else [""] * len(value)
            return [plain(part, other) for part, other in zip(value, likes, strict=True)]
        case _:
            return value


def as_number(value: Any) -> Fraction | None:
    """Return what a text or a number is worth, None where it is no number."""
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    return Fraction(value) if isinstance(value, str) and NUMBER.fullmatch(value) else None


def shown(value: Any) -> str:
    """Return plain data on one line, for people."""
    return decimal_text(value) if isinstance(value, Decimal) else repr(value)
