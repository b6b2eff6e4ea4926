"""`communekit simulate` (试算): two plans held against the same orders; returns are left aside."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from communekit.commission import Plans
from communekit.commission.simulation import Simulation, simulate
from communekit.errors import CommunekitError
from communekit.orders import Credits, Order

from .folder import result_folder
from .intake import Columns, Document, Documents, Files, Survey, survey
from .language import babel_locale
from .progress import Progress
from .report import page
from .sale import sale_of
from .settlement import documents
from .words import say

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
) -> str:
    """Return what the second plan would change, as text or as JSON; a page and the data go into a folder if named.

    Only sales are compared. Rows that cannot be taken are counted by `settle`; here they are passed over.

    Raises:
        CommunekitError: The input is refused, or the plans are in different currencies.
    """
    files = Files(orders, columns)
    ahead = survey(files, columns, watch=lambda done: progress.show(say("reading", locale), done))
    what = say("comparing", locale)
    sales = _sales(files, columns, ahead, watch=lambda done: progress.show(what, done, ahead.rows))
    found = simulate(before, after, sales)
    if out is not None:
        with result_folder(out) as folder:
            _write(folder, found, locale)
    return json.dumps(found.data(), ensure_ascii=False) if as_json else found.text(babel_locale(locale))


def _sales(
    files: Files, columns: Columns, ahead: Survey, *, watch: Callable[[int], None]
) -> Iterator[tuple[Order, Credits]]:
    """Yield the sales of some files as orders."""
    gathered = Documents(ahead.last_rows, gathers=columns.gathers)
    for document in documents(files, columns, gathered, watch=watch):
        if isinstance(document, Document) and document.sales:
            try:
                sale = sale_of(document)
            except CommunekitError:
                continue
            yield sale


def _write(folder: Path, found: Simulation, locale: str) -> None:
    title = f"{found.before} → {found.after}"
    whole = page(title, [found.html(babel_locale(locale))], locale=locale)
    (folder / PAGE).write_text(whole, encoding="utf-8", newline="")
    data = json.dumps(found.data(), ensure_ascii=False, indent=2)
    (folder / DATA).write_text(f"{data}\n", encoding="utf-8", newline="")


__all__ = ["simulate_plans"]
