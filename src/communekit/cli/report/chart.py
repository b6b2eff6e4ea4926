"""Charts (图表): bars and columns as inline SVG; colours are classes of the page, so that they follow light and dark."""

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

WIDTH: Final = 1000
"""Of every drawing, in its own units; the page scales it."""

MARGIN: Final = 16
"""Left and right of columns, so that the names of the first and last have room."""


class Bar(NamedTuple):
    """One bar: what it is called, how long, what stands at its end, and the number of its colour."""

    name: str
    value: int
    text: str
    colour: int = 0


class Column(NamedTuple):
    """One column: its name, and its pieces from the bottom up as (value, colour); below zero they hang."""

    name: str
    pieces: tuple[tuple[int, int], ...]
    title: str = ""


def proportion(pieces: Sequence[Bar]) -> str:
    """Return one bar that is divided in proportion; pieces of nothing are left out."""
    whole = sum(piece.value for piece in pieces)
    drawn, before = [], 0
    for piece in pieces:
        start, before = before * WIDTH // max(whole, 1), before + piece.value
        width = before * WIDTH // max(whole, 1) - start
        if piece.value:
            drawn.append(
                f'<rect x="{start}" y="0" width="{max(width - 2, 2)}" height="22" class="c{piece.colour}">'
                f"<title>{escape(piece.name)}: {escape(piece.text)}</title></rect>"
            )
    return _svg(WIDTH, 22, drawn, "proportion", stretch=True)


def columns(given: Sequence[Column], *, top_text: str = "") -> str:
    """Return a chart of columns over time, negative pieces below the line; `top_text` names the highest value."""
    highest = max((_sum(column, up=True) for column in given), default=0) or 1
    lowest = max((_sum(column, up=False) for column in given), default=0)
    height, foot, head = 240, 26, 18
    scale_base = highest + lowest
    zero = head + highest * height // scale_base
    step = (WIDTH - 2 * MARGIN) * 100 // max(len(given), 1)
    width = max(min(step * 70 // 10_000, 56), 2)
    half = (head + zero) // 2
    drawn = [
        f'<line x1="0" x2="{WIDTH}" y1="{head}" y2="{head}" class="grid"/>',
        f'<line x1="0" x2="{WIDTH}" y1="{half}" y2="{half}" class="grid"/>',
        f'<text x="0" y="{head - 5}" class="axis">{escape(top_text)}</text>',
    ]
    every = -(-len(given) // 13)
    for place, column in enumerate(given):
        middle = MARGIN + (step * place + step // 2) // 100
        x, up, down = middle - width // 2, zero, zero
        for value, colour in column.pieces:
            length = abs(value) * height // scale_base
            if value > 0:
                up -= length
            drawn.append(
                f'<rect x="{x}" y="{up if value > 0 else down}" width="{width}" height="{length}" class="c{colour}">'
                f"<title>{escape(column.title or column.name)}</title></rect>"
            )
            if value < 0:
                down += length
        if place % every == 0:
            drawn.append(
                f'<text x="{middle}" y="{head + height + foot - 8}" class="axis mid">{escape(column.name)}</text>'
            )
    drawn.append(f'<line x1="0" x2="{WIDTH}" y1="{zero}" y2="{zero}" class="zero"/>')
    return f'<div class="chart">{_svg(WIDTH, head + height + foot, drawn, "columns")}</div>'


def meter(value: int, whole: int, colour: int) -> str:
    """Return a small bar for a cell of a table: how much of the whole."""
    width = max(value, 0) * 100 // whole if whole > 0 else 0
    return (
        f'<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="100" height="8" rx="1" class="track"/>'
        f'<rect width="{width}" height="8" rx="1" class="c{colour}"/></svg>'
    )


def _sum(column: Column, *, up: bool) -> int:
    return sum(abs(value) for value, _ in column.pieces if (value > 0) is up)


def _svg(width: int, height: int, drawn: Sequence[str], name: str, *, stretch: bool = False) -> str:
    stretched = ' preserveAspectRatio="none"' if stretch else ""
    return f'<svg class="{name}" viewBox="0 0 {width} {height}"{stretched} role="img">{"".join(drawn)}</svg>'


__all__ = ["Bar", "Column", "columns", "meter", "proportion"]
