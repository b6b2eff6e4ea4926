"""`communekit statement` (结算单): what one party earned, what was taken back, held and paid, and what is left."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from communekit.commission import Assessment, Plans, Reversal, explain
from communekit.commission.journal import accrued_id
from communekit.ids import EntryId
from communekit.ledger import Entry
from communekit.ledger.settlement import Statement
from communekit.ledger.settlement.paper import Working, statement_html, statement_text

from .errors import RefusedInputError
from .event import Assessed, Returned
from .inputs import newest
from .intake import Columns, Files, survey
from .language import babel_locale
from .periods import Periods, PeriodTerms
from .progress import Progress
from .settlement import Settlement
from .words import say


def statement_of(
    plans: Plans,
    columns: Columns,
    orders: Sequence[Path],
    party: str,
    terms: PeriodTerms,
    *,
    label: str | None,
    page: Path | None,
    with_working: bool,
    as_json: bool,
    locale: str,
    progress: Progress,
) -> str:
    """Return the statement of a party, as text or as JSON; write all of its periods as a page where one is asked for.

    Args:
        plans: The plan, or its versions.
        columns: How the files read.
        orders: The files, from the first order on: what was held or owed before a period comes from those before it.
        party: Whose.
        terms: How periods are settled.
        label: Which period; the last one by default.
        page: The HTML file to write.
        with_working: Whether the working of each line stands under it.
        as_json: As one JSON object.
        locale: "zh" or "en".
        progress: Is told how far it got.

    Raises:
        RefusedInputError: The party has no statement, or none of that period; the page cannot be written.
        CommunekitError: The input is refused.
    """
    plan = newest(plans)
    files = Files(orders, columns)
    ahead = survey(files, columns, watch=lambda done: progress.show(say("reading", locale), done))
    periods, workings = Periods(plans, terms), _Workings(party, locale)
    what = say("settling", locale)
    for event in Settlement(plans, columns, files, ahead).events(
        watch=lambda done: progress.show(what, done, ahead.rows)
    ):
        match event:
            case Assessed(_, assessment):
                entries = periods.sold(assessment)
                if with_working and assessment.earned_by(party).minor:
                    workings.keep(assessment, assessment, entries)
            case Returned(_, reversals, _):
                for reversal in reversals:
                    entries = periods.returned([reversal])
                    if with_working and reversal.taken_from(party).minor:
                        workings.keep(reversal, reversal.assessment, entries)
            case _:
                pass

    progress.show(say("closing", locale), 0)
    mine = [one for each in periods.close() for one in each.statements if one.party == party]
    progress.clear()
    if not mine:
        raise RefusedInputError(party, "no_statement")
    wanted = [one for one in mine if label in (None, one.period.label)]
    if not wanted:
        raise RefusedInputError(party, "no_such_period", tuple(one.period.label for one in mine))
    shown: Working | None = workings.of if with_working else None
    if page is not None:
        _write(page, statement_html(mine, locale, zone=plan.zone, working=shown))
    if as_json:
        return json.dumps(data(wanted[-1]), ensure_ascii=False, indent=2)
    return statement_text(wanted[-1], locale, zone=plan.zone, working=shown).rstrip()


class _Workings:
    """How each entry of a party came about, line by line, told when it is asked for."""

    def __init__(self, party: str, locale: str) -> None:
        self._party = party
        self._locale = babel_locale(locale)
        self._told: dict[EntryId, tuple[Assessment | Reversal, str]] = {}

    def keep(self, result: Assessment | Reversal, sale: Assessment, entries: Iterable[Entry]) -> None:
        """Remember what entries are about."""
        lines = {accrued_id(sale, line.id): line.id for line in sale.order.lines}
        self._told.update((entry.id, (result, lines[entry.refers_to or entry.id])) for entry in entries)

    def of(self, entry: EntryId) -> str | None:
        """Return the working of an entry, None for one that no plan made."""
        if entry not in self._told:
            return None
        result, line = self._told[entry]
        return explain(result, party=self._party, line=line, locale=self._locale).text


def data(statement: Statement) -> dict[str, object]:
    """Return a statement as plain data: amounts in minor units, moments in UTC."""
    return {
        "party": statement.party,
        "commodity": statement.commodity.code,
        "period": statement.period.label,
        "window": statement.period.window.text,
        "opening_minor": statement.opening_minor,
        "closing_minor": statement.closing_minor,
        "buckets": {
            flow.bucket: {
                "opening_minor": flow.opening_minor,
                "in_minor": flow.in_minor,
                "out_minor": flow.out_minor,
                "closing_minor": flow.closing_minor,
            }
            for flow in statement.flows
        },
        "movements": [
            {
                "nature": movement.nature.value,
                "kind": movement.kind,
                "source": movement.source,
                "title": movement.title,
                "count": movement.count,
                "minor": movement.minor,
            }
            for movement in statement.movements
        ],
        "held": [
            {
                "claim": held.claim,
                "bucket": held.bucket,
                "minor": held.minor,
                "due_at": None if held.due_at is None else held.due_at.isoformat(),
            }
            for held in statement.held
        ],
    }


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise RefusedInputError(str(page), "unwritable", error.strerror or "") from error


__all__ = ["data", "statement_of"]
