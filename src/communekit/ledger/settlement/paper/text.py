"""Statements as text (文本结算单), for a terminal, a message or a mail."""

from collections.abc import Iterator, Mapping
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from communekit.ledger.landing import DEBTS
from communekit.ledger.settlement.exit import Exit
from communekit.ledger.settlement.statement import Statement
from communekit.money import Money

from .telling import NO_NAMES, Telling, Working, by_nature, clocks_of

WIDTH = 72
_COLUMN = 13


def statement_text(
    statement: Statement,
    locale: str,
    *,
    zone: str | ZoneInfo | None = None,
    names: Mapping[str, str] = NO_NAMES,
    working: Working | None = None,
) -> str:
    """Return a statement as text (文本结算单): what was earned, taken back, paid, and what is left.

    Amounts as the locale writes them, days by the clocks of `zone`. Under a movement stand the reasons that people gave,
    when late facts happened, and the workings if they are handed in.

    Args:
        statement: Of one party and period.
        locale: "zh" for Chinese, English for any other.
        zone: The clocks by which days are told; by default those by which the period was cut.
        names: What the reader calls parties, kinds, sources and buckets.
        working: How an entry was worked out, such as the host makes it with `commission.explain`.
    """
    reader = Telling(locale, zone or clocks_of([statement]), names, working)
    return "\n".join(_lines(statement, reader)) + "\n"


def exit_text(
    leaving: Exit,
    locale: str,
    *,
    zone: str | ZoneInfo | None = None,
    names: Mapping[str, str] = NO_NAMES,
    working: Working | None = None,
) -> str:
    """Return an exit settlement as text (退出结算单): payable now, coming later and until when, owed; then the statement."""
    reader = Telling(locale, zone or clocks_of([leaving.statement]), names, working)
    statement = leaving.statement
    shown = [f"{reader.say('exit_title')} · {reader.name(leaving.party)}", reader.span(statement), ""]
    for key, money in (
        ("payable", leaving.payable),
        ("in_payout", leaving.in_payout),
        ("comes_later", leaving.comes_later),
        ("still_owed", leaving.owed),
    ):
        shown.append(_pair(reader.say(key), _money(money, reader)))
    if leaving.held:
        end = leaving.settled_at
        shown.append("")
        shown.append(
            reader.say("last_unknown") if end is None else reader.say("last_due", at=reader.day(end))
        )
    return "\n".join([*shown, "", "", *_lines(statement, reader)]) + "\n"


def _lines(statement: Statement, reader: Telling) -> Iterator[str]:
    def money(minor: int) -> str:
        return reader.money(minor, statement.commodity)

    yield f"{reader.say('title')} · {reader.name(statement.party)}"
    yield reader.span(statement)
    yield ""
    yield _pair(reader.say("opening"), money(statement.opening_minor))
    for nature, movements in by_nature(statement).items():
        yield ""
        yield _pair(reader.say(nature.value), money(statement.moved(nature).minor))
        for movement in movements:
            yield _pair(f"  {reader.title(movement)} ×{movement.count}", money(movement.minor), dots=True)
            for line in movement.lines:
                told = reader.told(line)
                if told:
                    yield f"    {reader.day(line.at)}  {money(line.minor)}  {line.entry}"
                    yield from (f"      {part}".rstrip() for text in told for part in text.splitlines())
    yield ""
    yield _pair(reader.say("closing"), money(statement.closing_minor))
    yield from _stages(statement, reader)
    yield from _held(statement, reader)
    yield from _owed(statement, reader)


def _stages(statement: Statement, reader: Telling) -> Iterator[str]:
    yield ""
    yield reader.say("stages")
    head = [reader.say(key) for key in ("at_start", "in", "out", "at_end")]
    yield _row("", head)
    for flow in statement.flows:
        figures = (flow.opening_minor, flow.in_minor, flow.out_minor, flow.closing_minor)
        if any(figures):
            shown = [reader.money(minor, statement.commodity) for minor in figures]
            yield _row(f"  {reader.name(flow.bucket, among='bucket')}", shown)


def _held(statement: Statement, reader: Telling) -> Iterator[str]:
    if statement.held:
        yield ""
        yield reader.say("held")
        for one in reader.held(statement.held):
            stage = reader.name(one.bucket, among="bucket")
            key = "held_line" if one.is_known else "held_line_unknown"
            told = reader.say(key, stage=stage, count=one.claims, until=one.until)
            yield _pair(f"  {told}", reader.money(one.minor, statement.commodity), dots=True)


def _owed(statement: Statement, reader: Telling) -> Iterator[str]:
    told = owed_sentence(statement, reader)
    if told:
        yield ""
        yield reader.say("owed")
        yield f"  {told}"


def owed_sentence(statement: Statement, reader: Telling) -> str:
    """Return what was owed, newly owed, offset and is left, in a sentence; nothing where nothing was owed."""
    flows = [statement.flow(bucket) for bucket in DEBTS]
    opening, new, offset, closing = (
        sum(figures)
        for figures in zip(
            *((-one.opening_minor, -one.out_minor, one.in_minor, -one.closing_minor) for one in flows),
            strict=True,
        )
    )
    if not (opening or new or offset or closing):
        return ""
    of = statement.commodity
    return reader.say(
        "owed_how" if closing else "owed_no_more",
        opening=reader.money(opening, of),
        new=reader.money(new, of),
        offset=reader.money(offset, of),
        closing=reader.money(closing, of),
    )


def _money(money: Money, reader: Telling) -> str:
    return reader.money(money.minor, money.currency)


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _pair(name: str, figure: str, *, dots: bool = False) -> str:
    room = max(WIDTH - _wide(name) - _wide(figure) - 2, 1)
    return f"{name} {('.' if dots else ' ') * room} {figure}"


def _row(name: str, figures: list[str]) -> str:
    first = WIDTH - _COLUMN * len(figures)
    shown = "".join(" " * max(_COLUMN - _wide(figure), 1) + figure for figure in figures)
    return name + " " * max(first - _wide(name), 0) + shown


__all__ = ["WIDTH", "exit_text", "owed_sentence", "statement_text"]
