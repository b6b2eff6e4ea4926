"""Pictures of credit (功劳条形图) as SVG: a bar for each channel and model, whole pixels, no script, everything escaped."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from .figures import percent, places
from .order import in_order
from .words import model_name, phrase

if TYPE_CHECKING:
    from .report import CreditReport

WIDTH: Final = 680
LABEL: Final = 150
FIGURE: Final = 130
BAR: Final = 14
GAP: Final = 12
LEGEND: Final = 24
LABEL_CHARACTERS: Final = 21
COLOURS: Final = ("#1b7f79", "#e07b39", "#4c6fbf", "#b8508e", "#7a8b2f", "#8a6d4b", "#5b5b8c", "#c0a02c")
LOSS: Final = "#b2182b"


def bars_of(reports: "Sequence[CreditReport]", locale: str) -> str:
    """Return the credits of one report, or of several side by side, as an SVG element that says its title."""
    names = [model_name(report.model, locale) for report in reports]
    title = phrase("title", locale, models=phrase("comma", locale).join(names))
    channels = in_order({channel for report in reports for channel in report.conversions})
    block = BAR * len(reports) + GAP
    top = LEGEND * -(-len(reports) // 4) + 4 if len(reports) > 1 else 4
    height = top + block * max(len(channels), 1)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"',
            f' height="{height}" font-family="system-ui, sans-serif" font-size="12">',
            f"<title>{escape(title)}</title>",
            *(_legend(names) if len(reports) > 1 else ()),
            *_rows(reports, names, channels, top),
            "</svg>",
        )
    )


def _legend(names: Sequence[str]) -> Iterator[str]:
    for place, name in enumerate(names):
        left, top = WIDTH // 4 * (place % 4), LEGEND * (place // 4)
        yield f'<rect x="{left}" y="{top + 3}" width="12" height="12" fill="{COLOURS[place % len(COLOURS)]}"/>'
        yield f'<text x="{left + 17}" y="{top + 13}" fill="currentColor">{escape(_cut(name))}</text>'


def _rows(
    reports: "Sequence[CreditReport]", names: Sequence[str], channels: Sequence[object], top: int
) -> Iterator[str]:
    shares = [[report.share(channel) for channel in channels] for report in reports]
    flat = [share for each in shares for share in each]
    gain, loss = max([*flat, Fraction(0)]), -min([*flat, Fraction(0)])
    room = WIDTH - LABEL - FIGURE
    scale = room / (gain + loss) if gain + loss else Fraction(0)
    zero = LABEL + int(loss * scale)
    block = BAR * len(reports) + GAP
    for row, channel in enumerate(channels):
        start = top + block * row
        middle = start + BAR * len(reports) // 2 + 4
        yield f'<text x="0" y="{middle}" fill="currentColor">{escape(_cut(str(channel)))}</text>'
        for place, (report, each) in enumerate(zip(reports, shares, strict=True)):
            share = each[row]
            length = int(abs(share) * scale)
            left, y = (zero - length if share < 0 else zero), start + BAR * place
            credit = report.conversions.get(channel, Fraction(0))
            figure = f"{places(credit)} · {percent(share)}"
            colour = LOSS if share < 0 else COLOURS[place % len(COLOURS)]
            yield (
                f'<rect x="{left}" y="{y + 1}" width="{max(length, 1)}" height="{BAR - 2}" fill="{colour}">'
                f"<title>{escape(f'{names[place]} · {channel}: {figure}')}</title></rect>"
            )
            yield f'<text x="{max(zero, left + length) + 5}" y="{y + BAR - 3}" fill="currentColor">{figure}</text>'
    yield f'<line x1="{zero}" y1="{top}" x2="{zero}" y2="{top + block * len(channels)}" stroke="currentColor"/>'


def _cut(label: str) -> str:
    """Return a label as far as there is room for it; letters of Chinese take two places."""
    room = LABEL_CHARACTERS
    for place, letter in enumerate(label):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{label[: place - 1]}…"
    return label


__all__ = ["bars_of"]
