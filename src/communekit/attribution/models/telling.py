"""Reports in words and tables (报表呈现): text for a screen, a fragment of HTML for a page."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from communekit.errors import language_of
from communekit.money import Currency, Money

from .chart import bars_of
from .column import CONVERSIONS, Figures, figures_of
from .figures import percent, places
from .order import in_order
from .words import model_name, phrase

if TYPE_CHECKING:
    from .report import CreditReport

Table = Sequence[Sequence[str]]


def text_of(report: "CreditReport", locale: str, currency: Currency) -> str:
    """Return one report as text."""
    return "\n".join(
        (
            model_name(report.model, locale),
            _columns(_table(report, locale, currency)),
            *_below(report, locale),
        )
    )


def html_of(report: "CreditReport", locale: str, currency: Currency) -> str:
    """Return one report as a `<section>`."""
    head = model_name(report.model, locale)
    table = _table(report, locale, currency)
    return _section(
        head,
        table,
        bars_of([report], locale, figures_of(CONVERSIONS, currency)),
        _below(report, locale),
        locale,
    )


def compared_text(reports: "Sequence[CreditReport]", locale: str, figures: Figures) -> str:
    """Return several reports side by side as text: one figure by channel and model."""
    return _columns(_side_by_side(reports, locale, figures))


def compared_html(reports: "Sequence[CreditReport]", locale: str, figures: Figures) -> str:
    """Return several reports side by side as a `<section>`."""
    head = phrase("title", locale, unit=figures.unit(locale))
    table = _side_by_side(reports, locale, figures)
    return _section(head, table, bars_of(reports, locale, figures), (), locale)


def _below(report: "CreditReport", locale: str) -> tuple[str, ...]:
    if not report.below_zero:
        return ()
    channels = phrase("comma", locale).join(map(str, report.below_zero))
    return (phrase("below_zero", locale, channels=channels),)


def _table(report: "CreditReport", locale: str, currency: Currency) -> Table:
    laid = report.money(currency)
    heads = [phrase(word, locale) for word in ("channel", "conversions", "share", "value")]
    rows = [
        [str(channel), places(credit), percent(report.share(channel)), laid[channel].text]
        for channel, credit in report.conversions.items()
    ]
    none, value = report.unattributed
    if none:
        left = Money(value, currency).text
        rows.append([phrase("unattributed", locale), places(Fraction(none)), "", left])
    whole = places(Fraction(report.total + none))
    return [heads, *rows, [phrase("total", locale), whole, "", laid.whole.text]]


def _side_by_side(reports: "Sequence[CreditReport]", locale: str, figures: Figures) -> Table:
    channels = in_order({channel for report in reports for channel in report.conversions})
    head = phrase("channel", locale) if figures.counts else phrase("head", locale, unit=figures.unit(locale))
    heads = [head, *(model_name(report.model, locale) for report in reports)]
    columns = [figures.column(report) for report in reports]
    rows = [[str(channel), *(column.text(channel) for column in columns)] for channel in channels]
    if any(column.nobodys for column in columns):
        rows.append([phrase("unattributed", locale), *(column.nobodys_text for column in columns)])
    totals = [column.whole_text for column in columns]
    return [heads, *rows, [phrase("total", locale), *totals]]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _columns(table: Table) -> str:
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    lines = []
    for first, *others in table:
        line = first + " " * (widths[0] - _width(first))
        for cell, width in zip(others, widths[1:], strict=True):
            line += "  " + " " * (width - _width(cell)) + cell
        lines.append(line.rstrip())
    return "\n".join(lines)


def _section(head: str, table: Table, picture: str, notes: Sequence[str], locale: str) -> str:
    heads, *rows = table
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f'<td style="text-align:right">{escape(cell)}</td>' for cell in others)
        + "</tr>"
        for first, *others in rows
    )
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f'<section class="communekit-attribution" lang="{language_of(locale)}">\n<h2>{escape(head)}</h2>\n'
        f"{picture}\n<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>\n{said}</section>\n"
    )


__all__ = ["compared_html", "compared_text", "html_of", "text_of"]
