"""Sheets (单据): tables that are printed, sent as text, or opened in a spreadsheet."""

from unicodedata import east_asian_width

import attrs

from communekit.codec import csv_text

from .page import Block, page
from .words import say


@attrs.frozen(kw_only=True)
class Sheet:
    """A paper of pick-up day (单据), laid out and in one language.

    Args:
        title: What it is.
        about: What it is about, a name and a value each.
        head: The columns.
        blocks: Their rows, under a heading each.
        ticked: Whether there is a box to tick behind each row.
        locale: The language that it is in.
    """

    title: str
    about: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    blocks: tuple[Block, ...]
    ticked: bool = False
    locale: str = "en"

    @property
    def text(self) -> str:
        """As plain text, columns under each other: for a terminal, a message, a receipt printer."""
        rows = [self.head, *(row for block in self.blocks for row in block.rows)]
        widths = [max(_wide(row[at]) for row in rows) for at in range(len(self.head))]
        lines = [self.title, *(f"{name}: {value}" for name, value in self.about)]
        for block in self.blocks:
            box, first = "  [ ]" if self.ticked else "", len(self.head) - block.figures
            lines += ["", f"[{block.title}]", _line(self.head, widths, first)]
            lines += [_line(row, widths, first) + box for row in block.rows]
        return "\n".join(lines) + "\n"

    @property
    def csv(self) -> str:
        """As CSV, UTF-8, comma: the block in the first column; cells that a spreadsheet would run are made safe."""
        rows: list[tuple[str, ...]] = [(say("group", self.locale), *self.head)]
        rows += [(block.title, *row) for block in self.blocks for row in block.rows]
        return csv_text(rows)

    @property
    def html(self) -> str:
        """As a page that stands alone: style inside, no script, nothing fetched, all from outside escaped."""
        return page(
            self.title,
            self.about,
            self.head,
            self.blocks,
            locale=self.locale,
            box=say("done", self.locale) if self.ticked else "",
        )


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _line(row: tuple[str, ...], widths: list[int], first: int) -> str:
    """Return a row, its columns from the first figures on set to the right."""
    shown = []
    for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
        room = " " * (width - _wide(cell))
        shown.append(room + cell if at >= first else cell + room)
    return "  ".join(shown).rstrip()


__all__ = ["Sheet"]
