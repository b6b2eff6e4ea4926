"""Drawings of a statement (图示): the steps from opening to closing, and earnings period by period, as inline SVG.

Colours are classes of the page, so that they follow light and dark.
"""

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

WIDTH: Final = 1000
"""Of every drawing, in its own units; the page scales it."""

_HEIGHT: Final = 230
_HEAD: Final = 26
_FOOT: Final = 30


class Stop(NamedTuple):
    """A step of the way from one balance to the next: what it is called, how much, and its colour's class."""

    name: str
    minor: int
    text: str
    colour: str
    is_balance: bool = False


class Pillar(NamedTuple):
    """A period: its name, what was added above the line, what was taken below it (zero or less), and what is said of it."""

    name: str
    up_minor: int
    down_minor: int
    told: str


def waterfall(stops: Sequence[Stop]) -> str:
    """Return the way from an opening to a closing balance: each step hangs where the one before ended."""
    spans: list[tuple[int, int]] = []
    level = 0
    for stop in stops:
        before = 0 if stop.is_balance else level
        level = before + stop.minor
        spans.append((before, level))
    highest = max(0, *(max(span) for span in spans))
    lowest = min(0, *(min(span) for span in spans))
    scale = highest - lowest or 1

    def y(minor: int) -> int:
        return _HEAD + (highest - minor) * _HEIGHT // scale

    step = WIDTH // len(stops)
    width = min(step * 62 // 100, 120)
    drawn: list[str] = []
    for place, (stop, (before, after)) in enumerate(zip(stops, spans, strict=True)):
        middle = step * place + step // 2
        top, bottom = y(max(before, after)), y(min(before, after))
        drawn.append(
            f'<rect x="{middle - width // 2}" y="{top}" width="{width}" height="{max(bottom - top, 2)}" rx="4" '
            f'class="{stop.colour}"><title>{escape(stop.name)}: {escape(stop.text)}</title></rect>'
            f'<text x="{middle}" y="{top - 8}" class="value">{escape(stop.text)}</text>'
            f'<text x="{middle}" y="{_HEAD + _HEIGHT + _FOOT - 8}" class="axis">{escape(stop.name)}</text>'
        )
        if place + 1 < len(stops):
            drawn.append(
                f'<line x1="{middle + width // 2}" x2="{middle + step - width // 2}" y1="{y(after)}" y2="{y(after)}" class="link"/>'
            )
    drawn.append(f'<line x1="0" x2="{WIDTH}" y1="{y(0)}" y2="{y(0)}" class="zero"/>')
    return _svg(drawn)


def pillars(periods: Sequence[Pillar], *, top_text: str) -> str:
    """Return columns over time: above the line and below it; `top_text` names the highest."""
    highest = max(max((one.up_minor for one in periods), default=0), 0)
    lowest = min(min((one.down_minor for one in periods), default=0), 0)
    scale = highest - lowest or 1
    zero = _HEAD + highest * _HEIGHT // scale
    step = WIDTH * 100 // max(len(periods), 1)
    width = max(min(step * 56 // 10_000, 84), 2)
    every = -(-len(periods) // 13)
    drawn = [
        f'<line x1="0" x2="{WIDTH}" y1="{_HEAD}" y2="{_HEAD}" class="grid"/>',
        f'<text x="0" y="{_HEAD - 8}" class="axis start">{escape(top_text)}</text>',
    ]
    for place, one in enumerate(periods):
        middle = (step * place + step // 2) // 100
        for minor, colour in ((one.up_minor, "earned"), (one.down_minor, "taken_back")):
            length = abs(minor) * _HEIGHT // scale
            if minor:
                top = zero - length if minor > 0 else zero
                drawn.append(
                    f'<rect x="{middle - width // 2}" y="{top}" width="{width}" height="{max(length, 1)}" rx="3" '
                    f'class="{colour}"><title>{escape(one.told)}</title></rect>'
                )
        if place % every == 0:
            drawn.append(
                f'<text x="{middle}" y="{_HEAD + _HEIGHT + _FOOT - 8}" class="axis">{escape(one.name)}</text>'
            )
    drawn.append(f'<line x1="0" x2="{WIDTH}" y1="{zero}" y2="{zero}" class="zero"/>')
    return _svg(drawn)


def _svg(drawn: Sequence[str]) -> str:
    height = _HEAD + _HEIGHT + _FOOT
    return f'<div class="chart"><svg viewBox="0 0 {WIDTH} {height}" role="img">{"".join(drawn)}</svg></div>'


__all__ = ["Pillar", "Stop", "pillars", "waterfall"]
