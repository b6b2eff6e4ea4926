"""Charts (图表): bars and columns as inline SVG; colours are classes of the page, so that they follow light and dark."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, NamedTuple, Self

WIDTH: Final = 1000
"""Of every drawing, in its own units; the page scales it."""

MARGIN: Final = 16
"""Left and right of columns, so that the names of the first and last have room."""


METER: Final = 100
"""The width of a small bar, in its own units."""


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


class Scale(NamedTuple):
    """What the small bars of one column share: how far they reach above zero, and how far below."""

    highest: int
    lowest: int

    @classmethod
    def of(cls, values: Iterable[int]) -> Self:
        """Return the scale on which all of these values have room.

        >>> Scale.of([50, -25, 10])
        Scale(highest=50, lowest=25)
        """
        known = (0, *values)
        return cls(max(known), -min(known))

    def length(self, size: int) -> int:
        """Return how long a bar of a size is; one of anything can be seen."""
        whole = self.highest + self.lowest
        return max(size * METER // whole, 1) if size and whole else 0


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


def meter(value: int, scale: Scale, colour: int) -> str:
    """Return a small bar for a cell of a table: right of the zero of its column, or left of it in the hue of losses."""
    zero, length = scale.length(scale.lowest), scale.length(abs(value))
    left, kind = (zero - length, "below") if value < 0 else (zero, f"c{colour}")
    line = f'<rect x="{zero}" y="0" width="0.6" height="8" class="origin"/>' if scale.lowest else ""
    return (
        f'<svg class="meter" viewBox="0 0 {METER} 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{METER}" height="8" rx="1" class="track"/>'
        f'<rect x="{left}" width="{length}" height="8" class="{kind}"/>{line}</svg>'
    )


def _sum(column: Column, *, up: bool) -> int:
    return sum(abs(value) for value, _ in column.pieces if (value > 0) is up)


def _svg(width: int, height: int, drawn: Sequence[str], name: str, *, stretch: bool = False) -> str:
    stretched = ' preserveAspectRatio="none"' if stretch else ""
    return f'<svg class="{name}" viewBox="0 0 {width} {height}"{stretched} role="img">{"".join(drawn)}</svg>'


__all__ = ["Bar", "Column", "Scale", "columns", "meter", "proportion"]
