"""The journal: an assessment or a reversal as balanced entries of the book (记账)."""

from collections.abc import Iterable

from communekit.ids import EntryId, PartyId, derived_id
from communekit.ledger import Account, Entry, Posting
from communekit.money import Currency
from communekit.orders import Line

from .assessment import Assessment
from .errors import MissingPartyError
from .payee import stands_in
from .reverse import Reversal

PAYMENT = "outside.payment"
PENDING = "pending"
TAX = "tax"

ACCRUED = "commission.accrued"
REVERSED = "commission.reversed"


def journal(result: Assessment | Reversal, *, community: PartyId) -> tuple[Entry, ...]:
    """Return one balanced entry a line (记账分录); lines on which nothing moves make none.

    The id of an entry is derived from the fact and the plan version: the same order under the same plan is the same
    entry, so that booking twice is booking once. `community` is the party whose `outside.payment` account stands for
    the world outside. All parties' amounts lie in `pending`; tax set aside lies on the residual party's `tax`.
    """
    if isinstance(result, Reversal):
        return tuple(_entries_of_refund(result, community))
    return tuple(_entries_of_sale(result, community))


def accrued_id(assessment: Assessment, line: str) -> EntryId:
    """Return the id of the entry of a line under a plan version."""
    plan = assessment.plan
    return EntryId(derived_id(ACCRUED, assessment.order.id, line, plan.id, plan.version))


def _entries_of_sale(assessment: Assessment, community: PartyId) -> Iterable[Entry]:
    currency = assessment.plan.currency
    for one in assessment.lines:
        legs: list[tuple[PartyId, str, int]] = [
            (community, PAYMENT, -one.line.paid.minor - one.line.freight.minor),
            *(
                (funder_of(assessment, one.line, discount.funder), PENDING, -discount.amount.minor)
                for discount in one.line.funded
            ),
            *((accrual.party, PENDING, accrual.amount_minor) for accrual in one.accruals),
            (one.residual_party, PENDING, one.residual_minor),
            (one.residual_party, TAX, one.tax_minor),
            (one.bearer_party or one.residual_party, PENDING, -one.shortfall_minor),
        ]
        postings = _postings(legs, currency)
        if postings:
            yield Entry(accrued_id(assessment, one.line.id), ACCRUED, assessment.order.paid_at, postings)


def _entries_of_refund(reversal: Reversal, community: PartyId) -> Iterable[Entry]:
    assessment, refund = reversal.assessment, reversal.refund
    for one in reversal.lines:
        sale = one.assessed
        legs: list[tuple[PartyId, str, int]] = [
            (community, PAYMENT, one.refunded_minor),
            *((funder_of(assessment, sale.line, funder), PENDING, minor) for funder, minor in one.funded),
            *((taken.accrual.party, PENDING, -taken.amount_minor) for taken in one.taken),
            (sale.residual_party, PENDING, -one.residual_minor),
            (sale.residual_party, TAX, -one.tax_minor),
            (sale.bearer_party or sale.residual_party, PENDING, one.shortfall_minor),
        ]
        postings = _postings(legs, assessment.plan.currency)
        if postings:
            entry_id = EntryId(derived_id(REVERSED, refund.id, accrued_id(assessment, sale.line.id)))
            yield Entry(
                entry_id, REVERSED, refund.at, postings, refers_to=accrued_id(assessment, sale.line.id)
            )


def funder_of(assessment: Assessment, line: Line, role: str) -> PartyId:
    """Return who funds a discount on a line: the one party that stands in the role, or the role's own word.

    Raises:
        MissingPartyError: Several share the role; the books need to know who owes.
    """
    holders = stands_in(assessment.plan, role, assessment.order, line, assessment.credits)
    if len(holders) > 1:
        raise MissingPartyError(assessment.order.id, line.id, role)
    return holders[0].party if holders else PartyId(role)


def _postings(legs: Iterable[tuple[PartyId, str, int]], currency: Currency) -> tuple[Posting, ...]:
    sums: dict[tuple[PartyId, str], int] = {}
    for party, bucket, minor in legs:
        sums[party, bucket] = sums.get((party, bucket), 0) + minor
    return tuple(
        Posting(Account(party, bucket, currency), minor) for (party, bucket), minor in sums.items() if minor
    )
