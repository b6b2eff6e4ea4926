"""What an entry is about (分录关联): the fact, and all that was posted about it."""

from collections.abc import Iterable

from .entry import Entry


def about(entry_ids: str | Iterable[str], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries of some ids, and those that refer to them, at first or at second hand (关联分录).

    Args:
        entry_ids: One id or several, each of an entry that is there, or is still to come.
        entries: In the order of posting; the answer keeps it. At second hand counts what refers to an entry that was
            there before it.

    >>> from communekit.ledger import Posting
    >>> from communekit.money import Money
    >>> from communekit.period import parse_instant
    >>> legs = [Posting.of("club", "outside.payment", Money.cny("-8")), Posting.of("L1", "pending", Money.cny("8"))]
    >>> sale = Entry("sale-1", "order.paid", parse_instant("2026-03-01T08:00:00+08:00"), legs)
    >>> back = sale.reversal(parse_instant("2026-03-02T08:00:00+08:00"), "returned")
    >>> about("sale-1", [sale, back]) == (sale, back)
    True
    """
    asked = {entry_ids} if isinstance(entry_ids, str) else set(entry_ids)
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in asked or entry.refers_to in asked or entry.refers_to in found:
            found[entry.id] = entry
    return tuple(found.values())


__all__ = ["about"]
