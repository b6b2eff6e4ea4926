"""New rows (新行): what entries come to in the tables, before it is known at which position they will stand."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

from communekit.ledger import Account, Entry, write_entry

from .row import columns_of, moment_text

Row = Mapping[str, Any]


class Rows(NamedTuple):
    """What is to be written: how far each balance moves, entries, and their legs. A `place` counts from the first one."""

    moves: Sequence[Row]
    entries: Sequence[Row]
    legs: Sequence[Row]

    @classmethod
    def of(cls, fresh: Sequence[Entry], about: Mapping[str, str]) -> Self:
        """Return the rows of entries, each with what it is about; balances in the order of the accounts."""
        moved: dict[Account, int] = {}
        entries, legs = list[Row](), list[Row]()
        for place, entry in enumerate(fresh):
            at = moment_text(entry.at)
            row = {"place": place, "at": at, "id": entry.id, "about": about[entry.id]}
            entries.append({**row, "record": write_entry(entry)})
            for posting in entry.postings:
                moved[posting.account] = moved.get(posting.account, 0) + posting.minor
                leg = {"place": place, "at": at, "minor": posting.minor}
                legs.append(leg | columns_of(posting.account))
        ordered = sorted(moved.items(), key=lambda pair: pair[0].sort_key)
        return cls([{**columns_of(account), "minor": minor} for account, minor in ordered], entries, legs)


__all__ = ["Rows"]
