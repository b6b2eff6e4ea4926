"""Entries: what happened to the accounts, balanced at birth (会计分录).

An entry is written once and never edited: what was wrong is reversed, what came later is another entry.
Why an amount moved is known to the room that made the entry; here it is a `kind`, a word for ever.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar, Self

import attrs

from communekit.ids import EntryId, PartyId, derived_id, identifier, name_text
from communekit.period import InvalidTimeError, instant

from .account import Account
from .errors import EntryConflictError, InvalidReversalError, UnbalancedEntryError
from .posting import Posting
from .word import dotted_word

NOTE_CHARACTERS_MAX = 500


def _in_order(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Sort by account: the order of the legs is not part of the fact."""
    return tuple(sorted(postings, key=lambda posting: posting.account.sort_key))


@attrs.frozen
class Entry:
    """A balanced movement between accounts (会计分录), at a moment. An entry that does not balance cannot exist.

    Two postings or more, none of zero, each account once; per commodity they add up to zero. They are kept
    in the order of their accounts, so that entries of equal content are equal.

    Args:
        id: Given by the host, or derived from the fact (`Entry.derived`).
        kind: What happened, as dotted words: "order.paid". A word for ever.
        at: The moment to which the amounts belong, with a time zone; kept in UTC.
        postings: The legs.
        refers_to: The id of the entry that this one undoes or follows.
        note: A sentence for people, at most 500 characters. No personal data: entries are never erased.
        by: Who decided it, where people did: the actor and who approved it (经办、复核), opaque ids.
        occurred_at: When it happened, where the books of that time were closed when it became known: `at` is then the
            moment at which it was booked (see `late`).

    Errors: `UnbalancedEntryError` with its problem; `InvalidReversalError` "unnamed"; `InvalidIdError`,
    `InvalidWordError`, `InvalidTimeError` and `InvalidTextError` for the fields.

    >>> from communekit.money import Money
    >>> paid = Entry(
    ...     "sale-1",
    ...     "order.paid",
    ...     instant("2026-03-01T08:00+08:00"),
    ...     [
    ...         Posting.of("commons", "outside.payment", Money.cny("-100.00")),
    ...         Posting.of("L1", "pending", Money.cny("8.00")),
    ...         Posting.of("S1", "pending", Money.cny("92.00")),
    ...     ],
    ... )
    >>> Entry("half", "order.paid", paid.at, paid.postings[:1])
    Traceback (most recent call last):
        ...
    communekit.ledger.errors.UnbalancedEntryError: entry half cannot be booked: an entry has two postings or more, not 1
    """

    REVERSAL: ClassVar[str] = "ledger.reversal"

    id: EntryId = attrs.field()
    kind: str = attrs.field()
    at: datetime = attrs.field(converter=instant)
    postings: tuple[Posting, ...] = attrs.field(converter=_in_order)
    refers_to: EntryId | None = attrs.field(default=None, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)
    by: tuple[PartyId, ...] = attrs.field(default=(), kw_only=True)
    occurred_at: datetime | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(instant)
    )

    def __attrs_post_init__(self) -> None:
        identifier(self.id, what="entry id")
        dotted_word(self.kind, what="kind of entry")
        if self.refers_to is not None:
            identifier(self.refers_to, what="entry id")
        for party in self.by:
            identifier(party, what="party id")
        if self.note != "":
            name_text(self.note, what="note", longest=NOTE_CHARACTERS_MAX)
        if self.kind == self.REVERSAL and (self.refers_to is None or self.id != _reversal_id(self.refers_to)):
            raise InvalidReversalError(self.id, "unnamed")
        if self.occurred_at is not None and self.occurred_at >= self.at:
            raise InvalidTimeError("before_its_cause", self.at)
        self._check_balance()

    def _check_balance(self) -> None:
        if len(self.postings) < 2:
            raise UnbalancedEntryError(self.id, "one_leg", len(self.postings))
        sums: dict[tuple[str, int], int] = {}
        before: Account | None = None
        for posting in self.postings:
            account, minor = posting.account, posting.minor
            if before is not None and account.sort_key == before.sort_key:
                raise UnbalancedEntryError(self.id, "same_account", str(account))
            if minor == 0:
                raise UnbalancedEntryError(self.id, "no_amount", str(account))
            commodity = account.sort_key[2:]  # A plain tuple hashes faster than the value it stands for.
            sums[commodity] = sums.get(commodity, 0) + minor
            before = account
        if any(sums.values()):
            off = {code: minor for (code, _), minor in sorted(sums.items()) if minor}
            raise UnbalancedEntryError(self.id, "sum", off)

    @classmethod
    def derived(
        cls,
        kind: str,
        at: datetime,
        postings: Iterable[Posting],
        *,
        fact: str | Sequence[str | int],
        refers_to: EntryId | None = None,
        note: str = "",
        by: tuple[PartyId, ...] = (),
    ) -> Self:
        """Return an entry whose id follows from its kind and the fact that it records (派生编号).

        The same fact gives the same id on any machine, so that booking it twice is booking it once. Moment
        and amounts are not part of the id: the same fact with other amounts is a conflict.

        Args:
            kind: What happened.
            at: The moment to which the amounts belong.
            postings: The legs.
            fact: What makes the fact unique within its kind: order, line, plan and plan version. A lone text
                is one part.
            refers_to: As in `Entry`.
            note: As in `Entry`.
            by: As in `Entry`.
        """
        parts = (fact,) if isinstance(fact, str) else fact
        id_ = EntryId(derived_id(dotted_word(kind, what="kind of entry"), *parts))
        return cls(id_, kind, at, postings, refers_to=refers_to, note=note, by=by)

    def late(self, at: datetime) -> Self:
        """Return the entry as it is booked later than it happened (补记): the same id and content, the fact's own time kept.

        Raises:
            InvalidTimeError: "before_its_cause": not later than it happened.
        """
        return attrs.evolve(self, at=at, occurred_at=self.happened_at)

    @property
    def happened_at(self) -> datetime:
        """When the fact happened, whenever it was booked."""
        return self.occurred_at or self.at

    @property
    def fact(self) -> Self:
        """The entry as it would have been booked in time: what two tellings of one fact have in common."""
        return self if self.occurred_at is None else attrs.evolve(self, at=self.occurred_at, occurred_at=None)

    @property
    def reverses(self) -> EntryId | None:
        """The id of the entry which this one undoes, None when it is not a reversal."""
        return self.refers_to if self.kind == self.REVERSAL else None

    def reversal(self, at: datetime, reason: str) -> Self:
        """Return the entry that undoes this one, leg by leg (红字冲销).

        Its id is derived from this entry alone: a book takes one reversal of an entry and no second.

        Args:
            at: When it is undone; not before the entry itself.
            reason: Why, for people; at most 500 characters.

        Raises:
            InvalidReversalError: "of_reversal": this entry is itself a reversal.
            InvalidTimeError: "before_its_cause".
            InvalidTextError: No reason, or one that cannot be shown.
        """
        if self.reverses is not None:
            raise InvalidReversalError(self.id, "of_reversal")
        moment = instant(at)
        if moment < self.happened_at:
            raise InvalidTimeError("before_its_cause", at)
        name_text(reason, what="note", longest=NOTE_CHARACTERS_MAX)
        undone = (Posting(posting.account, -posting.minor) for posting in self.postings)
        id_ = _reversal_id(self.id)
        return type(self)(id_, self.REVERSAL, moment, undone, refers_to=self.id, note=reason)


def conflict(known: Entry, told: Entry) -> EntryConflictError:
    """Return the error of two entries of one id: in which fields they differ, apart from when they were booked."""
    one, other = known.fact, told.fact
    names = (field.name for field in attrs.fields(Entry))
    differs = tuple(name for name in names if getattr(one, name) != getattr(other, name))
    return EntryConflictError(told.id, differs)


def _reversal_id(original: EntryId) -> EntryId:
    return EntryId(derived_id(Entry.REVERSAL, original))


__all__ = ["Entry", "conflict"]
