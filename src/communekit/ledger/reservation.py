"""Reservations: movements in two steps (两阶段划转): set aside now, and later posted, voided or expired, once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import EntryId, derived_id, identifier
from communekit.period import InvalidTimeError, instant

from .account import Account
from .book import Book
from .bucket import RESERVED
from .entry import Entry
from .errors import ReservationResolvedError, UnbalancedEntryError
from .posting import Posting

PLACED: Final = "reservation.placed"
POSTED: Final = "reservation.posted"
VOIDED: Final = "reservation.voided"
EXPIRED: Final = "reservation.expired"


@attrs.frozen
class Reservation:
    """An amount set aside on an account until it is clear what becomes of it (预占).

    It is resolved at most once: all resolutions share one id, so a book takes the first and refuses any other. In between the amount lies in the bucket `reserved` of the same party, or in the one named.

    Args:
        id: The host's own key.
        account: Where the amount is taken from.
        minor: How much, in minor units, above zero.
        at: When it is set aside.
        expires_at: From this moment on it can only expire; None for never.
        bucket: Where it lies meanwhile.

    Errors: `InvalidIdError`, `InvalidTimeError` "before_its_cause" for an end not after `at`,
    `UnbalancedEntryError` "no_amount".

    >>> from communekit.ledger import Book, STRICT
    >>> from communekit.period import parse_instant
    >>> noon = parse_instant("2026-03-01T12:00:00+08:00")
    >>> one = Reservation("cart-7", Account("M1", "available", "CNY"), 500, noon)
    >>> Book().post(one.placed).balance(Account("M1", "reserved", "CNY"))
    Money.cny("5.00")
    """

    id: str
    account: Account
    minor: int
    at: datetime = attrs.field(converter=instant)
    expires_at: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))
    bucket: str = attrs.field(default=RESERVED, kw_only=True)

    def __attrs_post_init__(self) -> None:
        identifier(self.id, what="reservation id")
        if type(self.minor) is not int or self.minor <= 0:
            raise UnbalancedEntryError(self.id, "no_amount", str(self.account))
        if self.expires_at is not None and self.expires_at <= self.at:
            raise InvalidTimeError("before_its_cause", self.expires_at)

    @property
    def placed(self) -> Entry:
        """The entry that sets the amount aside."""
        legs = (Posting(self.account, -self.minor), Posting(self._aside, self.minor))
        note = "" if self.expires_at is None else f"expires {self.expires_at.isoformat()}"
        return Entry.derived(PLACED, self.at, legs, fact=self.id, note=note)

    def posted(self, at: datetime, to: Sequence[Posting]) -> Entry:
        """Return the entry by which it goes where it was meant to go, whole or in part; the rest comes back.

        Args:
            at: Before it expires.
            to: What is posted where: above zero in all, and no more than was set aside.

        Raises:
            ReservationResolvedError: It has expired.
            UnbalancedEntryError: "sum": more than was set aside, or nothing.
        """
        moment = self._after(at)
        if self.expires_at is not None and moment >= self.expires_at:
            raise ReservationResolvedError(self.id, "expired")
        used = sum(posting.minor for posting in to)
        if not 0 < used <= self.minor:
            raise UnbalancedEntryError(self.id, "sum", {self.account.commodity.code: used})
        return self._resolved(POSTED, moment, to, self.minor - used)

    def voided(self, at: datetime, reason: str) -> Entry:
        """Return the entry by which all of it comes back, as somebody decided (撤销)."""
        return self._resolved(VOIDED, self._after(at), (), self.minor, reason)

    def expired(self, at: datetime) -> Entry:
        """Return the entry by which all of it comes back, as its time is over (过期).

        Raises:
            InvalidTimeError: "before_its_cause": its time is not over, or it has no end.
        """
        moment = self._after(at)
        if self.expires_at is None or moment < self.expires_at:
            raise InvalidTimeError("before_its_cause", at)
        return self._resolved(EXPIRED, moment, (), self.minor)

    def resolve(self, book: Book, resolution: Entry) -> Book:
        """Return the book with the reservation resolved; resolving it again in the same way changes nothing.

        Raises:
            ReservationResolvedError: The book holds another resolution, or never saw it placed.
        """
        if resolution.id != self.resolution_id or book.find(self.placed.id) is None:
            raise ReservationResolvedError(self.id, "never placed")
        known = book.find(self.resolution_id)
        if known is not None and known.fact != resolution.fact:
            raise ReservationResolvedError(self.id, known.kind)
        return book.post(resolution)

    @property
    def _aside(self) -> Account:
        return self.account.in_bucket(self.bucket)

    def _after(self, at: datetime) -> datetime:
        moment = instant(at)
        if moment < self.at:
            raise InvalidTimeError("before_its_cause", at)
        return moment

    def _resolved(self, kind: str, at: datetime, to: Sequence[Posting], back: int, reason: str = "") -> Entry:
        legs = [Posting(self._aside, -self.minor), *to]
        if back:
            legs.append(Posting(self.account, back))
        return Entry(self.resolution_id, kind, at, legs, refers_to=self.placed.id, note=reason)

    @property
    def resolution_id(self) -> EntryId:
        """The id of its one resolution, whichever it is."""
        return EntryId(derived_id("reservation.resolved", self.id))


__all__ = ["EXPIRED", "PLACED", "POSTED", "VOIDED", "Reservation"]
