"""Bar charts of gains and losses as SVG (条形图): whole pixels, no script, no font from elsewhere, everything escaped."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple
from unicodedata import east_asian_width

WIDTH: Final = 640
LABEL: Final = 170
FIGURE: Final = 90
ROW: Final = 22
GAIN: Final = "#1b7837"
LOSS: Final = "#b2182b"
LABEL_CHARACTERS: Final = 24


class Bar(NamedTuple):
    """One bar: whose, how long (below zero for a loss), and the figure beside it."""

    label: str
    value: int
    figure: str


def bar_chart(bars: Sequence[Bar], *, title: str) -> str:
    """Return bars to both sides of a line at zero, as an SVG element that says its title to those who cannot see it.

    >>> bar_chart([Bar("L1", 40, "+0.40")], title="who gains").count("<rect")
    1
    """
    height = ROW * max(len(bars), 1) + 8
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"',
            f' height="{height}" font-family="system-ui, sans-serif" font-size="12">',
            f"<title>{escape(title)}</title>",
            *_rows(bars, height),
            "</svg>",
        )
    )


def _rows(bars: Sequence[Bar], height: int) -> Iterator[str]:
    gain = max((bar.value for bar in bars), default=0)
    loss = max((-bar.value for bar in bars), default=0)
    gain, loss = max(gain, 0), max(loss, 0)
    room = WIDTH - LABEL - 2 * FIGURE
    zero = LABEL + FIGURE + (room * loss // (gain + loss) if gain + loss else 0)
    for place, bar in enumerate(bars):
        top = 4 + ROW * place
        length = room * abs(bar.value) // (gain + loss) if bar.value else 0
        left = zero - length if bar.value < 0 else zero
        edge, anchor = (left - 4, "end") if bar.value < 0 else (left + length + 4, "start")
        yield f'<text x="0" y="{top + 15}" fill="currentColor">{escape(_cut(bar.label))}</text>'
        yield (
            f'<rect x="{left}" y="{top + 3}" width="{max(length, 1)}" height="{ROW - 6}"'
            f' fill="{LOSS if bar.value < 0 else GAIN}"><title>{escape(f"{bar.label} {bar.figure}")}</title></rect>'
        )
        yield f'<text x="{edge}" y="{top + 15}" text-anchor="{anchor}" fill="currentColor">{escape(bar.figure)}</text>'
    yield f'<line x1="{zero}" y1="0" x2="{zero}" y2="{height}" stroke="currentColor"/>'


def _cut(label: str) -> str:
    """Return a label as far as there is room for it; letters of Chinese take two places."""
    room = LABEL_CHARACTERS
    for place, letter in enumerate(label):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{label[: place - 1]}…"
    return label
