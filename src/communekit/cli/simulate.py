"""`communekit simulate` (试算): two plans held against the same orders; returns are left aside."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from communekit.commission import Plans
from communekit.commission.simulation import Simulation, simulate
from communekit.errors import CommunekitError
from communekit.orders import Credits, Order

from .folder import result_folder
from .intake import Columns, Documents, Files, LeftOutRow, Survey, left_out, survey
from .language import babel_locale
from .progress import Progress
from .report import page
from .sale import sale_of
from .settlement import documents
from .words import say, say_count

PAGE: Final = "simulation.html"
DATA: Final = "simulation.json"


def simulate_plans(
    before: Plans,
    after: Plans,
    columns: Columns,
    orders: Sequence[Path],
    out: Path | None,
    *,
    as_json: bool,
    locale: str,
    progress: Progress,
) -> tuple[str, bool]:
    """Return what the second plan would change, as text or as JSON, and whether any order was compared.

    Only sales are compared; a page and the data go into a folder if one is named. Rows that cannot be taken are
    counted by `settle`; here they are passed over, and told only where nothing is left to compare.

    Raises:
        CommunekitError: The input is refused, or the plans are in different currencies.
    """
    files = Files(orders, columns)
    ahead = survey(files, columns, watch=lambda done: progress.show(say("reading", locale), done))
    what = say("comparing", locale)
    passed_over = _PassedOver()
    sales = _sales(
        files, columns, ahead, passed_over, watch=lambda done: progress.show(what, done, ahead.rows)
    )
    found = simulate(before, after, sales)
    if out is not None:
        with result_folder(out) as folder:
            _write(folder, found, locale)
    if as_json:
        return json.dumps(found.data(), ensure_ascii=False), bool(found.assessed)
    why = () if found.assessed else passed_over.told(locale)
    return "\n".join((found.text(babel_locale(locale)), *why)), bool(found.assessed)


class _PassedOver:
    """The rows that are not compared: how many for each reason, and the first of them."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, LeftOutRow] = {}

    def add(self, row: LeftOutRow) -> None:
        """Count a row."""
        self._counts[row.code] += 1
        self._first.setdefault(row.code, row)

    def told(self, locale: str) -> Iterator[str]:
        """Yield the reasons in a language, the most frequent first."""
        for code, count in self._counts.most_common():
            row = self._first[code]
            yield say_count("left_out", locale, count, row=row.number, reason=row.reason(locale))


def _sales(
    files: Files, columns: Columns, ahead: Survey, passed_over: _PassedOver, *, watch: Callable[[int], None]
) -> Iterator[tuple[Order, Credits]]:
    """Yield the sales of some files as orders."""
    gathered = Documents(ahead.last_rows, gathers=columns.gathers)
    for document in documents(files, columns, gathered, watch=watch):
        if isinstance(document, LeftOutRow):
            passed_over.add(document)
        elif document.sales:
            try:
                sale = sale_of(document)
            except CommunekitError as why:
                for row in document.sales:
                    passed_over.add(left_out(row, why))
                continue
            yield sale


def _write(folder: Path, found: Simulation, locale: str) -> None:
    title = f"{found.before} → {found.after}"
    whole = page(title, [found.html(babel_locale(locale))], locale=locale)
    (folder / PAGE).write_text(whole, encoding="utf-8", newline="")
    data = json.dumps(found.data(), ensure_ascii=False, indent=2)
    (folder / DATA).write_text(f"{data}\n", encoding="utf-8", newline="")


__all__ = ["simulate_plans"]
