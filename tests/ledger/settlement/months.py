"""Two months of a small community, worked through: what the leader Zhang sees on his statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Book, Entry, Posting
from communekit.ledger.claims import Claim, Claims, Ruling, adjust, confirm, dispute, release, take_back
from communekit.ledger.settlement import Item
from communekit.money import Money
from communekit.period import Calendar, Period, parse_instant

CALENDAR: Final = Calendar.monthly("Asia/Shanghai")


def at(day: str, clock: str = "12:00") -> datetime:
    """Return a moment of 2026 in Shanghai: "03-05"."""
    return parse_instant(f"2026-{day}T{clock}:00+08:00")


def month(number: int) -> Period:
    """Return a month of 2026."""
    return CALENDAR.period_at(at(f"{number:02}-15"))


def sale(id_: str, day: str, zhang: str, *, paid: str = "100.00") -> Entry:
    """Return a paid line: so much for Zhang, the rest for the store."""
    whole, part = Money.cny(paid), Money.cny(zhang)
    legs = [
        Posting.of("club", "outside.payment", -whole),
        Posting.of("zhang", "pending", part),
        Posting.of("store", "pending", whole - part),
    ]
    return Entry(EntryId(id_), "commission.accrued", at(day), legs)


def refund(id_: str, of: str, day: str, zhang: str, *, paid: str = "100.00") -> Entry:
    """Return a refunded line, in terms of `pending`, as the commission room tells it."""
    whole, part = Money.cny(paid), Money.cny(zhang)
    legs = [
        Posting.of("club", "outside.payment", whole),
        Posting.of("zhang", "pending", -part),
        Posting.of("store", "pending", part - whole),
    ]
    return Entry(EntryId(id_), "commission.reversed", at(day), legs, refers_to=EntryId(of))


def payout(id_: str, day: str, amount: str, *, tax: str = "0", fee: str = "0") -> tuple[Entry, Entry]:
    """Return what a payout books: requested, and paid a day later at the same clock."""
    whole, withheld, fees = Money.cny(amount), Money.cny(tax), Money.cny(fee)
    asked = [Posting.of("zhang", "available", -whole), Posting.of("zhang", "reserved", whole)]
    legs = [
        Posting.of("zhang", "reserved", -whole),
        Posting.of("club", "outside.payout", whole - withheld - fees),
        *([Posting.of("authority", "withheld", withheld)] if withheld else []),
        *([Posting.of("bank", "fees", fees)] if fees else []),
    ]
    requested = Entry(EntryId(f"{id_}-requested"), "payout.requested", at(day), asked)
    paid = Entry(EntryId(f"{id_}-paid"), "payout.paid", at(day, "18:00"), legs, refers_to=requested.id)
    return requested, paid


def claim(book: Book, id_: str) -> Claim:
    """Return a claim as it stands."""
    return Claims().read(book)[id_]


def step(book: Book, entry: Entry | None) -> Book:
    """Return the book with a step of a claim posted."""
    return book if entry is None else book.post(entry)


def february(book: Book | None = None) -> Book:
    """Return the book of February: two sales, one released and paid out, then given back."""
    now = Book(limits=STRICT) if book is None else book
    now = now.post(
        sale("feb-1", "02-03", "80.00", paid="1000.00"), sale("feb-2", "02-20", "24.00", paid="300.00")
    )
    now = step(now, confirm(claim(now, "feb-1"), at("02-05")))
    now = step(now, release(claim(now, "feb-1"), at("02-12"), now))
    return now.post(*payout("p1", "02-15", "80.00", tax="3.20", fee="1.00"))


def march(book: Book | None = None) -> Book:
    """Return the book of February and March: a refund after the payout, an offset, a dispute, a correction."""
    now = february() if book is None else book
    back = refund("r1", "feb-1", "03-02", "30.00", paid="375.00")
    now = now.post(take_back(claim(now, "feb-1"), back, now))
    now = now.post(
        sale("mar-1", "03-04", "64.00", paid="800.00"),
        sale("mar-2", "03-12", "40.00", paid="500.00"),
        sale("mar-3", "03-25", "16.00", paid="200.00"),
    )
    now = step(now, confirm(claim(now, "feb-2"), at("03-01")))
    now = step(now, confirm(claim(now, "mar-1"), at("03-06")))
    now = step(now, confirm(claim(now, "mar-2"), at("03-15")))
    now = step(now, release(claim(now, "feb-2"), at("03-08"), now))
    now = step(now, release(claim(now, "mar-1"), at("03-13"), now))
    now = now.post(
        dispute(
            "case-1", claim(now, "mar-3"), "zhang", at("03-27"), "the member says it was never picked up", now
        )
    )
    ruling = Ruling("two deliveries counted for one", actor="ops-1", approver="ops-2")
    now = now.post(
        adjust("fix-1", at("03-28"), ruling, now, payer="zhang", payee="store", amount=Money.cny("4.00"))
    )
    return now.post(*payout("p2", "03-29", "50.00", tax="2.00", fee="1.00"))


DUE: Final[Mapping[EntryId, datetime]] = {EntryId("mar-2"): at("04-05"), EntryId("mar-3"): at("04-09")}


def items() -> tuple[Item, ...]:
    """Return what Zhang's parts were for: the base share, and on some sales a live bonus."""
    parts = {
        "feb-1": (6_000, 2_000),
        "feb-2": (2_400, 0),
        "r1": (-2_250, -750),
        "mar-1": (4_800, 1_600),
        "mar-2": (4_000, 0),
        "mar-3": (1_600, 0),
    }
    return tuple(
        Item(EntryId(entry), PartyId("zhang"), source, title, minor)
        for entry, both in parts.items()
        for (source, title), minor in zip(
            (("base", "Base share 8%"), ("live", "Live bonus")), both, strict=True
        )
        if minor
    )
