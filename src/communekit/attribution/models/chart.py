"""Pictures of credit (贡献条形图) as SVG: a bar for each channel and model, whole pixels, no script, everything escaped."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from .column import Column, Figures
from .figures import percent
from .journey import Channel
from .order import in_order
from .words import model_name, phrase

if TYPE_CHECKING:
    from .report import CreditReport

WIDTH: Final = 680
LABEL: Final = 150
FIGURE: Final = 140
BAR: Final = 14
GAP: Final = 12
LINE: Final = 24
LABEL_CHARACTERS: Final = 21
COLOURS: Final = ("#1b7f79", "#e07b39", "#4c6fbf", "#b8508e", "#7a8b2f", "#8a6d4b", "#5b5b8c", "#c0a02c")
NOBODY: Final = "#9a9a9a"
FONTS: Final = (
    "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, "
    "system-ui, sans-serif"
)
"""Fonts that have Chinese letters without serifs, as on posters."""


def bars_of(reports: "Sequence[CreditReport]", locale: str, figures: Figures) -> str:
    """Return the credits of one report, or of several side by side, as an SVG element that says its title and unit.

    The largest channel stands first, what is nobody's last. A bar below zero goes left, in its model's colour.
    """
    names = [model_name(report.model, locale) for report in reports]
    columns = [figures.column(report) for report in reports]
    title = phrase("title", locale, unit=figures.unit(locale))
    told = phrase("of_models", locale, title=title, models=phrase("comma", locale).join(names))
    channels = _by_size(in_order({channel for report in reports for channel in report.conversions}), columns)
    legend = list(_legend(names)) if len(reports) > 1 else [(0, 0, names[0])]
    top = LINE * (legend[-1][1] + 2 if len(reports) > 1 else 1) + 4
    block = BAR * len(reports) + GAP
    nobodys = max(column.nobodys for column in columns)
    height = top + block * len(channels) + (BAR + GAP if nobodys else 0)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"',
            f' height="{height}" font-family="{FONTS}" font-size="12">',
            f"<title>{escape(told)}</title>",
            f'<text x="0" y="14" font-size="14" font-weight="600" fill="currentColor">{escape(title)}</text>',
            *(_keys(legend) if len(reports) > 1 else ()),
            *_rows(columns, names, channels, top, locale),
            "</svg>",
        )
    )


def _by_size(channels: Sequence[Channel], columns: Sequence[Column]) -> list[Channel]:
    """Return channels by what all models together credit them with, the largest first; of equals, by name."""
    return sorted(channels, key=lambda channel: -sum(column.credit(channel) for column in columns))


def _legend(names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where each name stands: from the left, in which line; as many on a line as there is room for."""
    left = line = 0
    for name in map(_cut, names):
        wide = 17 + sum(12 if east_asian_width(letter) in "WF" else 7 for letter in name)
        if left and left + wide > WIDTH:
            left, line = 0, line + 1
        yield left, line, name
        left += wide + 16


def _keys(legend: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    for place, (left, line, name) in enumerate(legend):
        top = LINE * (line + 1)
        yield f'<rect x="{left}" y="{top + 3}" width="12" height="12" fill="{COLOURS[place % len(COLOURS)]}"/>'
        yield f'<text x="{left + 17}" y="{top + 13}" fill="currentColor">{escape(name)}</text>'


def _rows(
    columns: Sequence[Column], names: Sequence[str], channels: Sequence[Channel], top: int, locale: str
) -> Iterator[str]:
    shown = [[column.credit(channel) for column in columns] for channel in channels]
    nobodys = max(column.nobodys for column in columns)
    flat = [Fraction(0), Fraction(nobodys), *(credit for row in shown for credit in row)]
    gain, loss = max(flat), -min(flat)
    scale = (WIDTH - LABEL - FIGURE) / (gain + loss) if gain + loss else Fraction(0)
    zero = LABEL + int(loss * scale)

    def bar(credit: Fraction, y: int, colour: str, said: str, figure: str) -> str:
        length = int(abs(credit) * scale)
        left = zero - length if credit < 0 else zero
        return (
            f'<rect x="{left}" y="{y + 1}" width="{max(length, 1)}" height="{BAR - 2}" fill="{colour}">'
            f"<title>{escape(said)}</title></rect>"
            f'<text x="{max(zero, left + length) + 5}" y="{y + BAR - 3}" fill="currentColor">{figure}</text>'
        )

    y = top
    for channel, row in zip(channels, shown, strict=True):
        yield _label(str(channel), y + BAR * len(columns) // 2)
        for place, (column, credit) in enumerate(zip(columns, row, strict=True)):
            figure = f"{column.text(channel)} · {percent(column.share(channel))}"
            said = phrase("bar", locale, model=names[place], channel=channel, figure=figure)
            yield bar(credit, y + BAR * place, COLOURS[place % len(COLOURS)], said, figure)
        y += BAR * len(columns) + GAP
    if nobodys:
        name, column = phrase("unattributed", locale), max(columns, key=lambda column: column.nobodys)
        yield _label(name, y + BAR // 2)
        yield bar(Fraction(nobodys), y, NOBODY, f"{name}: {column.nobodys_text}", column.nobodys_text)
        y += BAR + GAP
    yield f'<line x1="{zero}" y1="{top}" x2="{zero}" y2="{y - GAP}" stroke="currentColor"/>'


def _label(name: str, middle: int) -> str:
    return f'<text x="0" y="{middle + 4}" fill="currentColor">{escape(_cut(name))}</text>'


def _cut(label: str) -> str:
    """Return a label as far as there is room for it; letters of Chinese take two places."""
    room = LABEL_CHARACTERS
    for place, letter in enumerate(label):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{label[: place - 1]}…"
    return label


__all__ = ["bars_of"]
