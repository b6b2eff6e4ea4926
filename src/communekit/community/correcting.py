"""Correcting (更正入账): a correction as an entry, where the amounts lie now."""

from communekit.commission.journal import accrued_id
from communekit.ledger import Entry
from communekit.ledger.claims import Claim, adjust, charge, dispute, rule, write_off

from .correction import Adjustment, Correction, Dispute, DisputeRuled, QualityRefund, WriteOff
from .desk import Desk
from .fact import stream_of
from .happening import Corrected
from .selling import follow


def correct(desk: Desk, fact: Correction, key: str) -> None:
    """Book a correction, and keep it."""
    desk.post([_entry(desk, fact)])
    if isinstance(fact, DisputeRuled):
        follow(desk, fact.order, accrued_id(desk.assessment(fact.order), fact.line), fact.at)
    desk.keep(stream_of(fact), key, Corrected(fact), fact.at)


def _entry(desk: Desk, fact: Correction) -> Entry:
    book = desk.unit.book
    match fact:
        case Dispute():
            return dispute(fact.case, _claim(desk, fact), fact.party, fact.at, fact.reason, book)
        case DisputeRuled():
            claim = _claim(desk, fact)
            return rule(
                fact.case,
                claim,
                fact.party,
                fact.at,
                fact.ruling,
                book,
                keeps=fact.keeps,
                rest_to=fact.rest_to,
            )
        case QualityRefund():
            return charge(
                fact.refund,
                _claim(desk, fact),
                fact.at,
                fact.amount,
                book,
                liability=fact.liability,
                guarantors=fact.guarantors,
                community=desk.terms.community,
            )
        case Adjustment():
            return adjust(
                fact.key, fact.at, fact.ruling, book, payer=fact.payer, payee=fact.payee, amount=fact.amount
            )
        case WriteOff():
            return write_off(
                fact.key,
                fact.at,
                fact.ruling,
                book,
                debtor=fact.debtor,
                bearer=fact.bearer,
                amount=fact.amount,
            )


def _claim(desk: Desk, fact: Dispute | DisputeRuled | QualityRefund) -> Claim:
    """Return what a line gave, as it stands.

    Raises:
        UnknownSubjectError: The order has no such line.
        ClaimError: "unknown": nothing was booked for it.
    """
    result = desk.assessment(fact.order)
    result.order.line(fact.line)
    return desk.claim(accrued_id(result, fact.line))


__all__ = ["correct"]
