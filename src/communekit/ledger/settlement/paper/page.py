"""Statements as a page (网页结算单): one HTML file that stands alone: style and drawings inside, no script, nothing fetched."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from zoneinfo import ZoneInfo

from communekit.ledger.settlement.errors import StatementError
from communekit.ledger.settlement.exit import Exit
from communekit.ledger.settlement.statement import Statement
from communekit.money import Currency

from .section import (
    chart_section,
    held_section,
    late_section,
    months_section,
    movement_sections,
    owed_section,
    stage_section,
)
from .style import STYLE
from .telling import NO_NAMES, Telling, Working, clocks_of
from .words import is_chinese

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def statement_html(
    statements: Iterable[Statement],
    locale: str,
    *,
    zone: str | ZoneInfo | None = None,
    names: Mapping[str, str] = NO_NAMES,
    working: Working | None = None,
    leaving: bool = False,
) -> str:
    """Return one party's statements as a page (网页结算单): the latest period in full, those before it as a chart.

    Self-contained, light or dark as the reader's device is, fit to print. Everything that came from outside is escaped.

    Args:
        statements: Of one party, of any commodities, and successive periods of each.
        locale: "zh" for Chinese, English for any other.
        zone: The clocks by which days are told; by default those by which the period was cut.
        names: What the reader calls parties, kinds, sources and buckets.
        working: How an entry was worked out; its text stands under each line.
        leaving: Whether the last period is an exit settlement.

    Raises:
        StatementError: "none"; "mixed": of different parties.
    """
    given = list(statements)
    if not given:
        raise StatementError("", "", "none", 0)
    party = given[0].party
    for one in given:
        if one.party != party:
            raise StatementError(party, one.period.label, "mixed", one.party)
    reader = Telling(locale, zone or clocks_of(given), names, working)
    by_commodity: dict[Currency, list[Statement]] = {}
    for one in sorted(given, key=lambda each: each.period.window.start):
        by_commodity.setdefault(one.commodity, []).append(one)
    title = f"{reader.say('exit_title' if leaving else 'title')} · {reader.name(party)}"
    latest = max(given, key=lambda each: each.period.window.start)
    header = (
        f'<header><p class="kicker">{escape(reader.say("exit_title" if leaving else "title"))}</p>'
        f"<h1>{escape(reader.name(party))}</h1>"
        f'<p class="span">{escape(reader.span(latest))}</p></header>'
    )
    body = [header]
    for commodity, each in sorted(by_commodity.items(), key=lambda pair: pair[0].code):
        if len(by_commodity) > 1:
            body.append(f'<h2 class="commodity">{escape(commodity.code)}</h2>')
        body.extend(_block(each, reader, leaving=leaving))
    body.append(f"<footer>{escape(reader.say('footer'))}</footer>")
    tongue = "zh-CN" if is_chinese(locale) else "en"
    return (
        f'<!doctype html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, body))
        + "\n</main>\n</body>\n</html>\n"
    )


def _block(statements: Sequence[Statement], reader: Telling, *, leaving: bool) -> list[str]:
    """Return all sections of one commodity."""
    last = statements[-1]
    return [
        _lead(last, reader),
        _figures(_exit_figures(Exit(last), reader) if leaving else _own_figures(last, reader)),
        _verdict(last, reader),
        chart_section(last, reader),
        *movement_sections(last, reader),
        held_section(last, reader),
        owed_section(last, reader),
        late_section(last, reader),
        stage_section(last, reader),
        months_section(statements, reader),
    ]


def _lead(statement: Statement, reader: Telling) -> str:
    told = reader.say(
        "lead",
        opening=reader.money(statement.opening_minor, statement.commodity),
        closing=reader.money(statement.closing_minor, statement.commodity),
        available=reader.money(statement.flow("available").closing_minor, statement.commodity),
    )
    return f'<p class="lead">{escape(told)}</p>'


_Figure = tuple[str, str, str]
"""The word of a figure, the figure, its colour."""


def _own_figures(statement: Statement, reader: Telling) -> list[_Figure]:
    sums = {movement.nature.value: 0 for movement in statement.movements}
    for movement in statement.movements:
        sums[movement.nature.value] += movement.minor
    held = sum(one.minor for one in statement.held)
    found = [
        ("earned", sums.get("earned", 0), "earned"),
        ("taken_back", sums.get("taken_back", 0), "taken_back"),
        ("paid_out", sums.get("paid_out", 0), "paid_out"),
        ("tax_and_fees", sums.get("tax", 0) + sums.get("fees", 0), "tax"),
        ("still_held", held, "other"),
        ("available_now", statement.flow("available").closing_minor, "balance"),
    ]
    return [
        (reader.say(key), reader.money(minor, statement.commodity), colour)
        for key, minor, colour in found
        if minor or key in ("earned", "available_now")
    ]


def _exit_figures(leaving: Exit, reader: Telling) -> list[_Figure]:
    return [
        (reader.say(key), reader.money(money.minor, money.currency), colour)
        for key, money, colour in (
            ("payable", leaving.payable, "balance"),
            ("in_payout", leaving.in_payout, "paid_out"),
            ("comes_later", leaving.comes_later, "other"),
            ("still_owed", leaving.owed, "taken_back"),
        )
    ]


def _figures(figures: Sequence[_Figure]) -> str:
    shown = "".join(
        f'<div class="figure" style="--tone: var(--{colour})"><b>{escape(text)}</b><span>{escape(name)}</span></div>'
        for name, text, colour in figures
    )
    return f'<div class="figures">{shown}</div>'


def _verdict(statement: Statement, reader: Telling) -> str:
    told = reader.say(
        "balanced_how",
        opening=reader.money(statement.opening_minor, statement.commodity),
        moved=reader.money(statement.closing_minor - statement.opening_minor, statement.commodity),
        closing=reader.money(statement.closing_minor, statement.commodity),
    )
    return f'<div class="verdict"><i>✓</i><p><b>{escape(reader.say("balanced"))}</b> {escape(told)}</p></div>'


__all__ = ["statement_html"]
