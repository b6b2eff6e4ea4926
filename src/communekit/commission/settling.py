"""Settling: the guarantees and draws of a plan as entries, at the end of a period (保底与预支结算)."""

from collections import Counter
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
    last_moment,
    repay,
    term_id,
    top_up,
)
from communekit.money import Currency, Money
from communekit.parties import Role
from communekit.period import Calendar, Period, instant

from .guarantee import Draw, Guarantee
from .plan import Plan
from .plans import Plans

_BUCKETS = (ADVANCE, AVAILABLE, RECEIVABLE)


class _Due(NamedTuple):
    """What a term comes to for one party: the kind of entry, and how much."""

    kind: str
    amount: Money


class _Turn(NamedTuple):
    """A term for one party, and what names it for ever."""

    term: Guarantee | Draw
    party: PartyId
    fact: tuple[str | int, ...]

    @property
    def id(self) -> EntryId:
        """The id of its entry."""
        return term_id(self.fact)


def settle_terms(
    plan: Plan | Plans,
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
    id follows from plan, role, cycle, party and the period's label, so running this twice books once, be it with another
    version. What an earlier term of a role gave counts towards the next.

    Args:
        plan: Its guarantees and draws, in the order stated; of several versions the one in force when the period ends.
        book: What was earned in the period, net of what was taken back in it, and what parties have and owe.
        period: The period that ends.
        parties: Who stands in each role.
        at: When it is booked; `last_moment(period)` to have it on the statement of this period.
        payer: Who bears top-ups: one party, or by whom they are for.
        items: What postings are for. With them, what counts is what the rules that pay the role gave; a posting without
            items counts whole.

    Raises:
        SettlementError: "no_parties": nobody is said to stand in the role of a term, not even an empty list;
            "no_payer": nobody is said to bear a top-up; "other_zone": the period has the label of the term's own, and other
            bounds.
        EntryConflictError: The term was settled for this period, and its figures have changed since.
    """
    versions = Plans.of(plan)
    in_force = versions.in_force(last_moment(period))
    turns = [] if in_force is None else list(_turns(in_force, period, parties))
    if in_force is None or not turns:
        return ()
    moment, currency = instant(at), in_force.currency
    sums = {
        own: earned(book, period, currency, items=items, own=own)
        for own in {isinstance(turn.term, Guarantee) for turn in turns}
    }
    settled = [known for turn in turns if (known := book.find(turn.id)) is not None]
    pays = {turn.party: payer if isinstance(payer, str) else payer.get(turn.party, "") for turn in turns}
    scratch = _scratch(book, {*pays.values(), *pays} - {""}, currency, moment)
    made: list[Entry] = []
    granted: dict[tuple[Role, PartyId], Money] = {}
    for term, party, fact in turns:
        gross = _gross(versions, term, party, sums[isinstance(term, Guarantee)])
        before = granted.get((term.role, party), Money.zero(currency))
        drawn = Account(party, ADVANCE, currency)
        known = book.find(term_id(fact))
        owed = _owed_at(book, settled, made, drawn, moment)
        if known is None:
            owed = max(owed, scratch.balance(drawn))
        due = _due(term, gross, before, min(owed, Money.zero(currency)))
        if known is not None:
            _check_known(known, due)
            made.append(known)
        elif due is not None and not (due.kind == TOPPED_UP and pays[party] == party):  # Nobody pays himself.
            if due.kind == TOPPED_UP and not pays[party]:
                raise SettlementError(f"{in_force.name}, {period.label}", "no_payer", party)
            made.append(_entry(fact, moment, scratch, pays[party], party, due))
            scratch = scratch.post(made[-1])
        if due is not None and due.kind != REPAID:
            granted[term.role, party] = before + due.amount
    return tuple(made)


def _gross(
    versions: Plans, term: Guarantee | Draw, party: PartyId, sums: Mapping[tuple[PartyId, str], Money]
) -> Money:
    """Return what a party earned in a term's role: by the rules of any version that pay it, and by what says no rule."""
    rules = (rule for plan in versions.versions for rule in plan.every_rule)
    sources = {"", *(rule.id for rule in rules if rule.pays == term.role)}
    nothing = Money.zero(versions.versions[0].currency)
    return Money.total((sums.get((party, source), nothing) for source in sources), nothing.currency)


def _turns(plan: Plan, period: Period, parties: Mapping[str, Iterable[str]]) -> Iterator[_Turn]:
    """Yield the terms that are settled in this period, party by party, each with its name for ever."""
    every: list[tuple[str, Guarantee | Draw]] = [
        *(("guarantee", one) for one in plan.guarantees),
        *(("draw", one) for one in plan.draws),
    ]
    counted: Counter[tuple[str, str, str]] = Counter()
    for word, term in every:
        name = (word, str(term.role), term.per)
        counted[name] += 1
        own = Calendar.of(term.per, plan.zone).period_at(_middle(period))
        if own == period:
            if term.role not in parties:
                raise SettlementError(f"{plan.name}, {period.label}", "no_parties", term.role)
            for party in party_ids(parties[term.role]):
                yield _Turn(term, party, (plan.id, *name, counted[name], party, period.label))
        elif own.label == period.label and abs(own.window.length - period.window.length) < timedelta(days=1):
            raise SettlementError(f"{plan.name}, {period.label}", "other_zone", plan.zone)


def _middle(period: Period) -> datetime:
    return period.window.start + period.window.length / 2


def _due(term: Guarantee | Draw, gross: Money, granted: Money, owed: Money) -> _Due | None:
    """Return what a term comes to, None for nothing: what an earlier term granted counts, and only earnings repay."""
    nothing = Money.zero(gross.currency)
    if isinstance(term, Guarantee):
        due = _Due(TOPPED_UP, term.top_up(gross + granted))
    elif gross + granted < term.amount:
        due = _Due(ADVANCED if term.recoverable else TOPPED_UP, term.amount - gross - granted)
    else:
        (drawn,) = term.settle([max(gross, term.amount)], balance=owed if term.recoverable else nothing)
        due = _Due(REPAID, max(gross, term.amount) - drawn.paid)
    return due if due.amount.minor else None


def _entry(fact: tuple[str | int, ...], at: datetime, book: Book, payer: str, party: str, due: _Due) -> Entry:
    if due.kind == TOPPED_UP:
        return top_up(fact, at, book, payer=payer, payee=party, amount=due.amount)
    if due.kind == ADVANCED:
        return advance(fact, at, party=party, amount=due.amount)
    return repay(fact, at, book, party=party, amount=due.amount)


def _check_known(known: Entry, due: _Due | None) -> None:
    """Refuse a term that was settled with other figures."""
    booked = max(sum(posting.minor for posting in known.postings if posting.minor > 0), 0)
    if due is None or (due.kind, due.amount.minor) != (known.kind, booked):
        raise EntryConflictError(known.id, ("postings",))


def _scratch(book: Book, parties: Iterable[str], currency: Currency, at: datetime) -> Book:
    """Return a small book of what some parties have and owe, to post to while the terms are settled."""
    found: list[Posting] = []
    for party in sorted(parties):
        for bucket in _BUCKETS:
            account = Account(PartyId(party), bucket, currency)
            balance = book.balance(account).minor
            if balance:
                found.append(Posting(account, balance))
    if not found:
        return Book()
    rest = -sum(posting.minor for posting in found)
    if rest:
        found.append(Posting(Account(PartyId("world"), "outside", currency), rest))
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
