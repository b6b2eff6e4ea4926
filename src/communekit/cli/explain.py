"""`communekit explain` (解释): how every amount of one order came about, and what its returns took back."""

import json
from collections.abc import Sequence
from pathlib import Path

from communekit.commission import Assessment, Plans, Reversal, explain
from communekit.orders import Refund

from .errors import RefusedInputError
from .event import Assessed, Returned
from .intake import Columns, Files, LeftOutRow, survey
from .language import babel_locale
from .progress import Progress
from .settlement import Settlement
from .words import say


def explain_order(
    plans: Plans,
    columns: Columns,
    orders: Sequence[Path],
    order: str,
    party: str | None,
    *,
    as_json: bool,
    locale: str,
    progress: Progress,
) -> str:
    """Return the working of one order of some files, as text or as JSON.

    All orders before it are assessed, too: tiers and caps of a period depend on them.

    Raises:
        RefusedInputError: No row is of this order, it was left out, or it pays no such party.
        CommunekitError: The input is refused.
    """
    sale, reversals = _found(plans, columns, orders, order, locale, progress)
    if party is not None:
        _check_party(sale, party)
    told = [explain(sale, party=party, locale=babel_locale(locale))]
    earlier: list[Refund] = []
    for reversal in reversals:
        told.append(explain(reversal, party=party, locale=babel_locale(locale), earlier=tuple(earlier)))
        earlier.append(reversal.refund)
    if as_json:
        return json.dumps([one.data() for one in told], ensure_ascii=False, indent=2)
    return "\n\n".join(one.text for one in told)


def _found(
    plans: Plans, columns: Columns, orders: Sequence[Path], order: str, locale: str, progress: Progress
) -> tuple[Assessment, list[Reversal]]:
    """Return the order as it was assessed, and what its returns took back."""
    files = Files(orders, columns)
    ahead = survey(files, columns, watch=lambda done: progress.show(say("reading", locale), done))
    settlement = Settlement(plans, columns, files, ahead, whole=frozenset((order,)))
    sale: Assessment | None = None
    reversals: list[Reversal] = []
    reasons: list[str] = []
    what = say("settling", locale)
    for event in settlement.events(watch=lambda done: progress.show(what, done, ahead.rows)):
        match event:
            case Assessed(document, assessment):
                if document.id == order:
                    sale = assessment
                    if not any(
                        ahead.may_return(document.number, row.head.member, row.product.id)
                        for row in document.sales
                    ):
                        break
            case Returned(_, found, _):
                reversals.extend(one for one in found if one.refund.order == order)
            case LeftOutRow(number, _, _, cells):
                if order in cells:
                    reasons.append(say("at_row", locale, row=number, reason=event.reason(locale)))
    if sale is None:
        if reasons:
            problem = (
                "refused" if order in reasons[0] else "not_assessed"
            )  # A reason may name the order itself.
            raise RefusedInputError(order, problem, reasons[0])
        raise RefusedInputError(order, "no_order")
    return sale, reversals


def _check_party(sale: Assessment, party: str) -> None:
    paid = {str(accrual.party) for _, accrual in sale.accruals}
    paid.update(str(one.residual_party) for one in sale.lines)
    paid.update(str(credit.party) for credit in sale.credits.credits)  # who earned nothing may ask why
    if party not in paid:
        raise RefusedInputError(party, "no_party", tuple(sorted(paid)))


__all__ = ["explain_order"]
