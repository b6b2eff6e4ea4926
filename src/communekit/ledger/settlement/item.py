"""Items: what the postings of an entry are for, said by the room that made it (入账明细)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import attrs

from communekit.ids import EntryId, PartyId, identifier, name_text
from communekit.ledger.book import Book
from communekit.ledger.entry import Entry
from communekit.money import MINOR_MAX, AmountOutOfRangeError, Currency

from .errors import SettlementError


@attrs.frozen
class Item:
    """What a part of a party's posting is for (入账明细): so many minor units by rule "base".

    The items of an entry and a party add up to what the entry does to the party's claim. `source` is a stable word (the
    id of a rule), `title` what people read, empty where the word will do. `commodity` is needed only where the entry
    moves the party in several.

    Errors: `InvalidIdError`, `InvalidTextError` for ids and title; `AmountOutOfRangeError` for anything but whole minor
    units up to 10^15.

    >>> Item(EntryId("e1"), PartyId("L1"), "base", "Base share", 800).minor
    800
    """

    entry: EntryId
    party: PartyId
    source: str
    title: str
    minor: int
    commodity: Currency | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        identifier(self.entry, what="entry id")
        identifier(self.party, what="party id")
        identifier(self.source, what="source")
        if self.title != "":
            name_text(self.title, what="title")
        if type(self.minor) is not int or not -MINOR_MAX <= self.minor <= MINOR_MAX:
            raise AmountOutOfRangeError(self.minor)


Holder = tuple[PartyId, Currency]
"""Whose claim, of which commodity."""


class Part(NamedTuple):
    """A part of what an entry does to a claim: source, title, minor units."""

    source: str
    title: str
    minor: int


class Items:
    """Items by entry. A reversal of an entry has the entry's items, with the sign turned."""

    def __init__(self, items: Iterable[Item], book: Book) -> None:
        self._of: dict[EntryId, list[Item]] = {}
        for item in items:
            if item.entry not in self._of and book.find(item.entry) is None:
                raise SettlementError(item.party, "unknown_entry", item.entry)
            self._of.setdefault(item.entry, []).append(item)

    def of(self, entry: Entry) -> Mapping[Holder, list[Part]]:
        """Return what is said of an entry, by party and commodity; nothing where nobody said anything.

        Raises:
            SettlementError: "which_commodity".
        """
        if not self._of:
            return {}
        given, sign = self._of.get(entry.id, ()), 1
        if not given and entry.reverses is not None:
            given, sign = self._of.get(entry.reverses, ()), -1
        parts: dict[Holder, list[Part]] = {}
        for item in given:
            commodity = item.commodity or _only_commodity(entry, item)
            told = Part(item.source, item.title, sign * item.minor)
            parts.setdefault((item.party, commodity), []).append(told)
        return parts


def _only_commodity(entry: Entry, item: Item) -> Currency:
    own = {post.account.commodity for post in entry.postings if post.account.party == item.party}
    among = own or {posting.account.commodity for posting in entry.postings}
    if len(among) != 1:
        raise SettlementError(item.party, "which_commodity", entry.id)
    return next(iter(among))


__all__ = ["Holder", "Item", "Items", "Part"]
