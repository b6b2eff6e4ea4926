"""Flows: what went into a bucket and out of it in a period (分户进出)."""

from typing import Final

import attrs

from communekit.ledger.bucket import ADVANCE, AVAILABLE, DISPUTED, FROZEN, PENDING, RECEIVABLE, RESERVED
from communekit.ledger.word import dotted_word

from .errors import StatementError

CLAIM: Final = (PENDING, FROZEN, DISPUTED, AVAILABLE, RESERVED, RECEIVABLE, ADVANCE)
"""The buckets that make up what the community owes a party, and the party the community (应得总额)."""

HELD: Final = (PENDING, FROZEN, DISPUTED)
"""Where amounts lie that are not free yet."""


@attrs.frozen
class Flow:
    """One bucket over a period (分户进出): what lay there, what came, what went, in minor units.

    `in_minor` is zero or more, `out_minor` zero or less. For a debt, `out` is newly owed, `in` is offset or repaid.

    Errors: `StatementError` "flow".

    >>> Flow("frozen", 500, 800, -300).closing_minor
    1000
    """

    bucket: str
    opening_minor: int = 0
    in_minor: int = 0
    out_minor: int = 0

    def __attrs_post_init__(self) -> None:
        dotted_word(self.bucket, what="bucket")
        if self.in_minor < 0 or self.out_minor > 0:
            raise StatementError("", "", "flow", self.bucket)

    @property
    def closing_minor(self) -> int:
        """What lies there at the end."""
        return self.opening_minor + self.in_minor + self.out_minor

    def then(self, later: "Flow") -> "Flow":
        """Return the flow over this period and the next."""
        return Flow(
            self.bucket,
            self.opening_minor,
            self.in_minor + later.in_minor,
            self.out_minor + later.out_minor,
        )


__all__ = ["CLAIM", "HELD", "Flow"]
