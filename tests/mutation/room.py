"""Which files are mutated, which tests must notice, and what share of the mutants they must kill."""

from fnmatch import fnmatch
from typing import Final, NamedTuple

ASSESSMENT: Final = (
    "assess",
    "bounding",
    "composition",
    "express",
    "ladder",
    "restate",
    "reverse",
    "sale",
    "tier",
)
TEXTS: Final = (
    "commission/explanation/*",
    "commission/lint/texts.py",
    "commission/simulation/bar_chart.py",
    "commission/simulation/page.py",
    "commission/simulation/told.py",
    "commission/simulation/words.py",
)


class Room(NamedTuple):
    """Files of the package as patterns, less those without; the tests that concern them; the share in percent."""

    files: tuple[str, ...]
    without: tuple[str, ...]
    tests: tuple[str, ...]
    percent_min: int

    def holds(self, path: str) -> bool:
        """Say whether a file of the package, as `money/split.py`, is mutated here."""
        return any(fnmatch(path, one) for one in self.files) and not any(
            fnmatch(path, one) for one in self.without
        )


_CORE: Final = tuple(f"commission/{name}.py" for name in ASSESSMENT)

ROOMS: Final[dict[str, Room]] = {
    "money": Room(("money/*",), (), ("tests/money",), 95),
    "refunds": Room(("orders/refund*.py",), (), ("tests/orders",), 95),
    "assessment": Room(_CORE, (), ("tests/commission",), 95),
    "orders": Room(("orders/*",), ("orders/refund*.py",), ("tests/orders",), 85),
    "commission": Room(("commission/*",), (*_CORE, *TEXTS), ("tests/commission",), 85),
    "ledger": Room(("ledger/*",), (), ("tests/ledger",), 85),
}

__all__ = ["ROOMS", "Room"]
