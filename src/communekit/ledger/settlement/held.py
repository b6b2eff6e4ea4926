"""What is held: the parts of claims that are not free yet, and until when (在途与冻结明细)."""

from datetime import datetime

import attrs

from communekit.ids import EntryId
from communekit.period import instant

_ORDER = {"disputed": 2, "pending": 1}


@attrs.frozen
class Held:
    """What of one claim is not free yet (在途金额): pending, frozen or in dispute, in minor units.

    `claim` is the entry that booked the fact. `due_at` is when it becomes available, as the host's hold policy has it;
    None where that is not known yet.

    >>> Held(EntryId("sale-1"), "frozen", 800, "2026-03-10T18:00:00+08:00").due_at.isoformat()
    '2026-03-10T10:00:00+00:00'
    """

    claim: EntryId
    bucket: str
    minor: int
    due_at: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))

    @property
    def sort_key(self) -> tuple[int, bool, str, str]:
        """What is due first stands first; what is frozen before what is pending, what is disputed last."""
        due = "" if self.due_at is None else self.due_at.isoformat(timespec="microseconds")
        return (_ORDER.get(self.bucket, 0), self.due_at is None, due, self.claim)


__all__ = ["Held"]
