"""Settling: the guarantees and draws of a plan as entries, at the end of a period (保底与预支结算)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from communekit.ids import EntryId, PartyId, party_ids
from communekit.ledger import Account, Book, Entry, EntryConflictError, Posting
from communekit.ledger.bucket import ADVANCE, AVAILABLE, RECEIVABLE
from communekit.ledger.settlement import (
    ADVANCED,
    REPAID,
    TOPPED_UP,
    Item,
    SettlementError,
    advance,
    earned,
    repay,
    term_id,
    top_up,
)
from communekit.money import Money
from communekit.period import Calendar, Period, instant

from .guarantee import Draw, Guarantee
from .plan import Plan

_BUCKETS = (ADVANCE, AVAILABLE, RECEIVABLE)


class _Due(NamedTuple):
    """What a term comes to for one party: the kind of entry, and how much."""

    kind: str
    amount: Money


def settle_terms(
    plan: Plan,
    book: Book,
    period: Period,
    parties: Mapping[str, Iterable[str]],
    at: datetime,
    *,
    payer: str | Mapping[str, str],
    items: Iterable[Item] = (),
) -> tuple[Entry, ...]:
    """Return the entries that settle a plan's guarantees and draws for a period (保底与预支结算), to be posted in this order.

    A guarantee tops up to its minimum, and `payer` bears it: what refunds take back of earlier periods is not made up for. A recoverable draw advances what is missing, as a debt of
    the party's; what it earns above the draw in a later period repays it. A draw that is not recoverable is a top-up. A
    term is settled by the calendar of its own `per`, in the plan's zone; in any other period it has nothing to say. Its
    id follows from plan, version, term, party and the period's label, so running this twice books once.

    Args:
        plan: Its guarantees and draws, in the order stated.
        book: What was earned in the period, net of what was taken back in it, and what parties have and owe.
        period: The period that ends.
        parties: Who stands in each role.
        at: When it is booked; `last_moment(period)` to have it on the statement of this period.
        payer: Who bears top-ups: one party, or by whom they are for.
        items: What postings are for. With them, what counts is what the rules that pay the role gave; a posting without
            items counts whole.

    Raises:
        SettlementError: "no_parties": nobody is said to stand in the role of a term, not even an empty list;
            "other_zone": the period has the label of the term's own, and other bounds.
        EntryConflictError: The term was settled for this period, and its figures have changed since.
    """
    terms = list(_terms(plan, period))
    if not terms:
        return ()
    moment = instant(at)
    sums = {
        own: earned(book, period, plan.currency, items=items, own=own)
        for own in {isinstance(term, Guarantee) for _, _, term in terms}
    }
    for _, _, term in terms:
        if term.role not in parties:
            raise SettlementError(f"{plan.name}, {period.label}", "no_parties", term.role)
    turns = [
        (
            term,
            party,
            (plan.id, plan.version, word, number, party, period.label),
        )
        for word, number, term in terms
        for party in party_ids(parties[term.role])
    ]
    settled = [known for _, _, fact in turns for known in (book.find(term_id(fact)),) if known is not None]
    pays = {party: payer if isinstance(payer, str) else payer.get(party, "") for _, party, _ in turns}
    scratch = _scratch(book, {*pays.values(), *pays} - {""}, plan, moment)
    made: list[Entry] = []
    for term, party, fact in turns:
        gross = _gross(plan, term, party, sums[isinstance(term, Guarantee)])
        drawn = Account(party, ADVANCE, plan.currency)
        owed = max(scratch.balance(drawn), _owed_at(book, settled, made, drawn, moment))
        due = _due(term, gross, min(owed, Money.zero(plan.currency)))
        known = book.find(term_id(fact))
        if known is not None:
            _check_known(known, term, gross, due)
            made.append(known)
        elif due is not None:
            made.append(_entry(fact, moment, scratch, pays[party], party, due))
            scratch = scratch.post(made[-1])
    return tuple(made)


def _gross(
    plan: Plan, term: Guarantee | Draw, party: PartyId, sums: Mapping[tuple[PartyId, str], Money]
) -> Money:
    """Return what a party earned in a term's role: by the rules that pay the role, and by what says no rule."""
    sources = {"", *(rule.id for rule in plan.every_rule if rule.pays == term.role)}
    nothing = Money.zero(plan.currency)
    return Money.total((sums.get((party, source), nothing) for source in sources), plan.currency)


def _terms(plan: Plan, period: Period) -> Iterator[tuple[str, int, Guarantee | Draw]]:
    """Yield the terms that are settled in this period, each with its name for ever."""
    every: list[tuple[str, int, Guarantee | Draw]] = [
        *(("guarantee", number, one) for number, one in enumerate(plan.guarantees, 1)),
        *(("draw", number, one) for number, one in enumerate(plan.draws, 1)),
    ]
    for word, number, term in every:
        own = Calendar.of(term.per, plan.zone).period_at(period.window.start)
        if own == period:
            yield word, number, term
        elif own.label == period.label and abs(own.window.length - period.window.length) < timedelta(days=1):
            raise SettlementError(f"{plan.name}, {period.label}", "other_zone", plan.zone)


def _due(term: Guarantee | Draw, gross: Money, owed: Money) -> _Due | None:
    """Return what a term comes to, None for nothing. `owed` is zero or less."""
    if isinstance(term, Guarantee):
        due = _Due(TOPPED_UP, term.top_up(gross))
    else:
        (drawn,) = term.settle([gross], balance=owed)
        paid_more = drawn.paid - gross
        if paid_more.minor < 0:
            due = _Due(REPAID, -paid_more)
        else:
            due = _Due(ADVANCED if term.recoverable else TOPPED_UP, paid_more)
    return due if due.amount.minor else None


def _entry(fact: tuple[str | int, ...], at: datetime, book: Book, payer: str, party: str, due: _Due) -> Entry:
    if due.kind == TOPPED_UP:
        return top_up(fact, at, book, payer=payer, payee=party, amount=due.amount)
    if due.kind == ADVANCED:
        return advance(fact, at, party=party, amount=due.amount)
    return repay(fact, at, book, party=party, amount=due.amount)


def _check_known(known: Entry, term: Guarantee | Draw, gross: Money, due: _Due | None) -> None:
    """Refuse a term that was settled with other figures; how much a repayment took is told by what was owed then."""
    booked = max(sum(posting.minor for posting in known.postings if posting.minor > 0), 0)
    if known.kind == REPAID:
        fits = isinstance(term, Draw) and booked <= (gross - term.amount).minor
    else:
        fits = due is not None and (due.kind, due.amount.minor) == (known.kind, booked)
    if not fits:
        raise EntryConflictError(known.id, ("postings",))


def _scratch(book: Book, parties: Iterable[str], plan: Plan, at: datetime) -> Book:
    """Return a small book of what some parties have and owe, to post to while the terms are settled."""
    found: list[Posting] = []
    for party in sorted(parties):
        for bucket in _BUCKETS:
            account = Account(PartyId(party), bucket, plan.currency)
            balance = book.balance(account).minor
            if balance:
                found.append(Posting(account, balance))
    if not found:
        return Book()
    rest = -sum(posting.minor for posting in found)
    if rest:
        found.append(Posting(Account(PartyId("world"), "outside", plan.currency), rest))
    return Book().post(Entry(EntryId("carried"), "settlement.carried", at, found))


def _owed_at(
    book: Book, settled: Iterable[Entry], made: Iterable[Entry], drawn: Account, at: datetime
) -> Money:
    """Return what was owed when a term's turn came: what was made before it counts, what was settled after it not."""
    minor = book.balance(drawn, at=at).minor - _posted(settled, drawn) + _posted(made, drawn)
    return Money(minor, drawn.commodity)


def _posted(entries: Iterable[Entry], account: Account) -> int:
    return sum(p.minor for entry in entries for p in entry.postings if p.account == account)


__all__ = ["settle_terms"]
