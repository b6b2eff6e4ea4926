"""`communekit settle` (结算): orders shared out under a plan, returns taken back, everything written down."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import attrs

from communekit.commission import Plans
from communekit.money import Currency

from .amount import amount_text
from .entry import Entries
from .event import Assessed, Returned
from .folder import result_folder
from .inputs import newest
from .intake import Columns, Files, LeftOutRow, survey
from .outputs import (
    ENTRIES,
    LEFT_OUT,
    NOTES,
    REPORT,
    TOTALS,
    EntriesFile,
    LeftOutFile,
    NotesFile,
    opened,
    sum_of_entries,
    write_totals,
)
from .period_files import PERIOD_FILES, write_periods
from .periods import Periods, PeriodTerms
from .progress import Progress
from .report import Example, report
from .settlement import Settlement
from .tally import Tally
from .words import role_text, say, say_count, width


@attrs.frozen
class Settled:
    """The outcome of a run: the tally, what the written entries lack to what was paid, and the time it took."""

    tally: Tally
    unbalanced_minor: int
    seconds: float
    periods: Sequence[Mapping[str, object]] = ()

    @property
    def is_anything(self) -> bool:
        """Whether any row was settled; of files without rows there was nothing to settle, and that is done."""
        return not self.tally.lines_read or self.tally.lines_left_out < self.tally.lines_read

    def json(self) -> str:
        """Return the result as one JSON object."""
        told = self.tally.data(unbalanced_minor=self.unbalanced_minor, seconds=round(self.seconds, 3))
        if self.periods:
            told["periods"] = list(self.periods)
        return json.dumps(told, ensure_ascii=False)


def settle(
    plans: Plans,
    columns: Columns,
    orders: Sequence[Path],
    out: Path,
    *,
    locale: str,
    progress: Progress,
    bom: bool = False,
    terms: PeriodTerms | None = None,
) -> Settled:
    """Settle files of orders under a plan and write the results into a folder.

    `bom` writes the mark in front of every CSV file by which Excel knows that it is UTF-8. With `terms`, periods are
    closed, too: statements, instructions and what stays due are written; every order is then kept in memory.

    Raises:
        CommunekitError: The input is refused, or the folder cannot be written; then nothing was written.
    """
    began = time.perf_counter()
    files = Files(orders, columns)
    plan = newest(plans)
    tally, entries, example = Tally(plan), Entries(plan), Example()
    periods = None if terms is None else Periods(plans, terms)
    with result_folder(out, ours=PERIOD_FILES) as folder:
        ahead = survey(files, columns, watch=lambda done: progress.show(say("reading", locale), done))
        tally.lines_read = ahead.rows
        settlement = Settlement(plans, columns, files, ahead)
        with ExitStack() as stack:
            entries_out, left_out_out, notes_out = (
                stack.enter_context(opened(folder / name, bom=bom)) for name in (ENTRIES, LEFT_OUT, NOTES)
            )
            entries_file = EntriesFile(entries_out, plan.currency)
            left_out_file = LeftOutFile(left_out_out, files, locale)
            notes_file = NotesFile(notes_out, files, locale)
            what = say("settling", locale)
            for event in settlement.events(watch=lambda done: progress.show(what, done, ahead.rows)):
                match event:
                    case Assessed(_, assessment):
                        made = entries.of_sale(assessment)
                        tally.count_assessed(event, entries.local_text(assessment.order.paid_at)[:7])
                        example.see(event)
                        if periods is not None:
                            periods.sold(assessment)
                    case Returned(row, reversals, notes):
                        made = [entry for reversal in reversals for entry in entries.of_return(reversal)]
                        tally.count_returned(event, entries.local_text(row.at)[:7])
                        notes_file.write(notes)
                        example.see_return(event)
                        if periods is not None:
                            periods.returned(reversals)
                    case LeftOutRow():
                        tally.count_left_out(event)
                        left_out_file.write(event)
                        continue
                entries_file.write(made)
                tally.add(made)
        progress.show(say("checking", locale), 0)
        unbalanced = tally.net_paid_minor - sum_of_entries(folder / ENTRIES)
        write_totals(folder / TOTALS, tally, bom=bom)
        page = report(
            tally,
            example,
            unbalanced_minor=unbalanced,
            names=descriptions(example.event, columns, files),
            gathered=settlement.documents.gathered,
            split=settlement.documents.split,
            locale=locale,
        )
        (folder / REPORT).write_text(page, encoding="utf-8", newline="")
        closed: list[dict[str, object]] = []
        if periods is not None:
            progress.show(say("closing", locale), 0)
            closed = write_periods(folder, list(periods.close()), zone=plan.zone, locale=locale, bom=bom)
    progress.clear()
    return Settled(tally, unbalanced, time.perf_counter() - began, closed)


def summary(settled: Settled, out: Path, *, locale: str) -> str:
    """Return the result in a few lines for a terminal."""
    tally = settled.tally
    currency = tally.currency
    lines = [
        say(
            "settled", locale, plan=tally.plan.name, read=tally.lines_read, assessed=tally.lines_assessed,
            refund=tally.lines_refund, left_out=tally.lines_left_out,
        ),
    ]  # fmt: skip
    sums = [(role_text(role, locale), minor) for role, minor in tally.earned_by_role().items()]
    sums += [
        (say("puts_in", locale, role=role_text(role, locale)), minor)
        for role, minor in tally.put_in_by_role().items()
    ]
    sums.append((say("residual", locale, role=role_text(tally.plan.residual, locale)), tally.residual_minor))
    sums.append((say("net_paid", locale), tally.net_paid_minor))
    told = [(name, amount_text(minor, currency, locale)) for name, minor in sums]
    names, amounts = max(width(name) for name, _ in told), max(width(amount) for _, amount in told)
    lines += [
        f"  {name}{' ' * (names - width(name))}  {' ' * (amounts - width(amount))}{amount}"
        for name, amount in told
    ]
    for role, minor in tally.earned_by_role().items():
        if not minor and settled.is_anything and role not in tally.plan.parties:
            rules = ", ".join(rule.id for rule in tally.plan.every_rule if rule.pays == role)
            lines.append(say("nobody", locale, role=role_text(role, locale), rules=rules))
    if not settled.is_anything:
        lines.append(say("nothing_settled", locale))
    elif settled.unbalanced_minor:
        lines.append(
            say("unbalanced", locale, amount=amount_text(settled.unbalanced_minor, currency, locale))
        )
    else:
        lines.append(say("balanced", locale))
    lines += [
        say_count(
            "left_out",
            locale,
            count,
            row=tally.reasons[code].number,
            reason=tally.reasons[code].reason(locale),
        )
        for code, count in tally.left_out.most_common()
    ]
    if tally.notes:
        lines.append(say_count("notes", locale, tally.notes.total()))
    lines += [line for period in settled.periods for line in _closed(period, currency, locale)]
    lines.append(say("written", locale, folder=out))
    return "\n".join(lines)


def _closed(period: Mapping[str, object], currency: Currency, locale: str) -> Iterator[str]:
    """Yield what a period came to."""
    paid, left, topped_up = (
        amount_text(int(str(period[name])), currency, locale)
        for name in ("paid_out_minor", "left_open_minor", "topped_up_minor")
    )
    if period["topped_up_minor"]:
        yield say("topped_up", locale, period=period["period"], amount=topped_up)
    yield say("closed", locale, **{**period, "paid": paid, "left": left})


def descriptions(event: Assessed | None, columns: Columns, files: Files) -> dict[str, str]:
    """Return what the file says of the products of an order, by line."""
    if event is None or not columns.names.get("description"):
        return {}
    told = {}
    for row in event.document.sales:
        header = files.place(row.number)[0].header
        told[row.line] = row.cells[header.index(columns.names["description"])].strip()
    return told


__all__ = ["Settled", "descriptions", "settle", "summary"]
