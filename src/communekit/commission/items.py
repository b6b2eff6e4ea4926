"""Items: what the postings of an entry of the journal are for, rule by rule (入账明细)."""

from collections.abc import Iterable
from typing import Final

from communekit.ids import EntryId, PartyId
from communekit.ledger.settlement import Item

from .accrual import Accrual
from .assessment import AssessedLine, Assessment
from .journal import accrued_id, funder_of, journal
from .reverse import Reversal, ReversedLine

RESIDUAL: Final = "commission.residual"
"""What the residual party keeps of a line, or gives back."""

DISCOUNT: Final = "commission.discount"
"""What a funder puts in for a discount, or gets back."""

SHORTFALL: Final = "commission.shortfall"
"""What the bearer puts in where the rules promise more than there is, or gets back."""

Told = tuple[PartyId, str, str, int]
"""Party, source, title, minor units."""


def items(result: Assessment | Reversal, *, community: PartyId) -> tuple[Item, ...]:
    """Return what each posting of `journal(result, community=community)` is for (入账明细).

    One item for each rule and party of a line (`source` is the rule's id, `title` its title), and one each for what the
    residual party keeps, what funders put in for discounts, and what the bearer puts in; none of zero. The items of an
    entry and party add up to what the entry posts to the party's `pending`.

    Errors: those of `journal`.
    """
    assessment = result.assessment if isinstance(result, Reversal) else result
    entries = {entry.refers_to or entry.id: entry.id for entry in journal(result, community=community)}
    made: list[Item] = []
    for line, told in _lines(result):
        entry = entries.get(accrued_id(assessment, line))
        if entry is not None:
            made.extend(_items_of(entry, told))
    return tuple(made)


def _items_of(entry: EntryId, told: Iterable[Told]) -> Iterable[Item]:
    sums: dict[tuple[PartyId, str, str], int] = {}
    for party, source, title, minor in told:
        sums[party, source, title] = sums.get((party, source, title), 0) + minor
    return (
        Item(entry, party, source, title, minor) for (party, source, title), minor in sums.items() if minor
    )


def _lines(result: Assessment | Reversal) -> Iterable[tuple[str, list[Told]]]:
    """Yield each line with what its entry is made of, in `pending`."""
    if isinstance(result, Reversal):
        return ((one.assessed.line.id, _of_refund(result, one)) for one in result.lines)
    return ((one.line.id, _of_sale(result, one)) for one in result.lines)


def _of_sale(assessment: Assessment, one: AssessedLine) -> list[Told]:
    funded = (
        (funder_of(assessment, one.line, discount.funder), DISCOUNT, "", -discount.amount.minor)
        for discount in one.line.funded
    )
    return [
        *((accrual.party, accrual.rule, _title(accrual), accrual.amount_minor) for accrual in one.accruals),
        *funded,
        (one.residual_party, RESIDUAL, "", one.residual_minor),
        (one.bearer_party or one.residual_party, SHORTFALL, "", -one.shortfall_minor),
    ]


def _of_refund(reversal: Reversal, one: ReversedLine) -> list[Told]:
    sale = one.assessed
    funded = (
        (funder_of(reversal.assessment, sale.line, funder), DISCOUNT, "", minor)
        for funder, minor in one.funded
    )
    return [
        *(
            (taken.accrual.party, taken.accrual.rule, _title(taken.accrual), -taken.amount_minor)
            for taken in one.taken
        ),
        *funded,
        (sale.residual_party, RESIDUAL, "", -one.residual_minor),
        (sale.bearer_party or sale.residual_party, SHORTFALL, "", one.shortfall_minor),
    ]


def _title(accrual: Accrual) -> str:
    return accrual.terms.rule.title


__all__ = ["DISCOUNT", "RESIDUAL", "SHORTFALL", "items"]
