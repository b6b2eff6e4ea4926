"""The worked example as a section (示例订单一节): each line, each amount, and what came back."""

from collections.abc import Mapping
from html import escape

from communekit.cli.amount import amount_text, exact_text
from communekit.cli.entry import DISCOUNT, RESIDUAL, SHORTFALL, TAX, Entries, Entry
from communekit.cli.tally import Tally
from communekit.cli.words import role_text
from communekit.commission import Reversal
from communekit.orders import Line

from .example import Example
from .page import section, table
from .words import say

_OWN = (RESIDUAL, TAX, SHORTFALL, DISCOUNT)


def worked_section(
    tally: Tally, example: Example, names: Mapping[str, str], working: str, locale: str
) -> str:
    """Return one order worked through; nothing where no order was fit.

    `names` are descriptions of products by line, `working` the full explanation as text.
    """
    event = example.event
    if event is None:
        return ""
    assessment = event.assessment
    entries = Entries(assessment.plan)
    titles = {str(accrual.rule): accrual.terms.rule.name for _, accrual in assessment.accruals}
    made, parts = entries.of_sale(assessment), []
    for line in assessment.order.lines:
        paid = amount_text(line.paid.minor + line.freight.minor, tally.currency, locale)
        told = say(
            "piece" if line.quantity == 1 else "pieces", locale, quantity=exact_text(line.quantity), paid=paid
        )
        own = [entry for entry in made if entry.line == line.id]
        parts.append(_item(_name(line, names), told, _table(own, titles, tally, locale)))
    for reversal in example.reversals:
        parts.extend(_return_parts(reversal, entries, names, titles, tally, locale))
    if working:
        parts.append(
            f"<details><summary>{escape(say('working', locale))}</summary><pre>{escape(working)}</pre></details>"
        )
    how = say(
        "example_how", locale, order=assessment.order.id, at=entries.local_text(assessment.order.paid_at)[:16]
    )
    return section(say("example", locale), how, *parts)


def _return_parts(
    reversal: Reversal,
    entries: Entries,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    tally: Tally,
    locale: str,
) -> list[str]:
    made, at = entries.of_return(reversal), entries.local_text(reversal.refund.at)[:16]
    parts = []
    for one in reversal.lines:
        line = one.assessed.line
        refunded = amount_text(one.refunded_minor, tally.currency, locale)
        is_money_only = not any(asked.quantity for asked in reversal.refund.lines if asked.line == line.id)
        told = say("money_back" if is_money_only else "came_back", locale, at=at, refunded=refunded)
        own = [entry for entry in made if entry.line == line.id]
        parts.append(_item(_name(line, names), told, _table(own, titles, tally, locale)))
    return parts


def _name(line: Line, names: Mapping[str, str]) -> str:
    return names.get(line.id, "") or line.product.id


def _item(name: str, told: str, shown: str) -> str:
    head = f'<p><b>{escape(name)}</b> <span class="soft">{escape(told)}</span></p>'
    return f'<div class="item worked">{head}{shown}</div>'


def _table(entries: list[Entry], titles: Mapping[str, str], tally: Tally, locale: str) -> str:
    rows = [
        (
            escape(role_text(entry.role, locale)),
            escape(entry.party),
            escape(say(entry.rule, locale) if entry.rule in _OWN else titles.get(entry.rule, entry.rule)),
            escape(entry.base),
            escape(entry.rate) + _marks(entry, locale),
            escape(amount_text(entry.minor, tally.currency, locale)),
        )
        for entry in entries
    ]
    head = [say(key, locale) for key in ("role", "party", "rule", "base", "rate", "amount")]
    return table(head, rows, numbers=(3, 4, 5))


def _marks(entry: Entry, locale: str) -> str:
    """Return why an amount is not its base x rate, in small letters."""
    told = []
    for word in filter(None, entry.note.split("; ")):
        kind, _, value = word.partition(" ")
        told.append(say(f"mark.{kind}", locale, value=value))
    return f'<br><span class="mark soft">{escape(", ".join(told))}</span>' if told else ""


__all__ = ["worked_section"]
