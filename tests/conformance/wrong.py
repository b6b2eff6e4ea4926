"""Wrong figures: a case with one of its expected figures changed, for each of them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from .answer import as_number, is_defect
from .case import Case


def wrong(case: Case) -> Iterator[Case]:
    """Yield the case with one expected figure put wrong, figure by figure; defects of the source are no figures."""
    for name, value in case.expected.items():
        if not is_defect(name):
            for changed in _changed(value):
                yield attrs.evolve(case, expected={**case.expected, name: changed})


def _changed(value: Any) -> Iterator[Any]:
    """Yield a value with one figure changed, for each figure in it; an empty list or object gets one more."""
    match value:
        case bool():
            yield not value
        case dict():
            for name, inner in value.items():
                for changed in _changed(inner):
                    yield {**value, name: changed}
            yield {**value, "nobody": "1.00"}
        case list():
            for place, inner in enumerate(value):
                for changed in _changed(inner):
                    yield [*value[:place], changed, *value[place + 1 :]]
            yield [*value, "1.00"]
        case int() | Decimal():
            yield value + 1
        case None:
            yield "something"
        case str() if as_number(value) is not None:
            yield f"1{value}" if not value.startswith("-") else value[1:]
        case _:
            yield f"{value} and more"
