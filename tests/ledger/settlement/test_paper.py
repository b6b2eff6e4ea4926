"""Statements as people read them: text, page and spreadsheet, in both languages."""

import csv
import re
from datetime import timedelta
from decimal import Decimal
from html import escape
from html.parser import HTMLParser
from io import StringIO

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import Book, Entry
from communekit.ledger.settlement import (
    Exit,
    Flow,
    Item,
    Line,
    Movement,
    Nature,
    Statement,
    StatementError,
    close,
    statements,
)
from communekit.ledger.settlement.paper import exit_text, statement_csv, statement_html, statement_text
from communekit.ledger.settlement.paper.words import WORDS
from communekit.money import CNY, Currency, Money
from communekit.period import Calendar, InvalidTimeError
from tests.ledger.settlement.histories import MONTHS, PARTIES, histories
from tests.ledger.settlement.months import DUE, at, february, items, march, month, sale

EVIL = "<script>alert('x')</script>&\"="


def zhang(*, late: bool = False) -> Statement:
    """Return Zhang's March, a late fact among it if asked for."""
    book = march()
    if late:
        book = close(february(), ["zhang", "store"], month(2)).book
        book = march(book).post(sale("late-1", "02-26", "8.00"), late_at=at("03-30"))
    [statement] = statements(book, ["zhang"], month(3), items=items(), due=DUE)
    return statement


def working(entry: EntryId) -> str | None:
    """Return how one sale was worked out."""
    return "8% of 600.00 = 48.00\n2% of 800.00 = 16.00" if entry == "mar-1" else None


class Page(HTMLParser):
    """Reads a page: which tags it has, whether they close, what it says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a tag, and what it would fetch or run."""
        self.tags.append(tag)
        self.fetched += [name for name, _ in attributes if name in ("src", "href") or name.startswith("on")]
        if tag not in ("meta", "rect", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if tag not in ("rect", "line"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        self.text += data


def test_a_statement_as_text() -> None:
    """What was earned by rule, taken back, corrected and why, paid, held until when, owed, and what is left."""
    text = statement_text(zhang(), "en", names={"zhang": "Zhang Min"}, working=working)
    for said in (
        "Statement · Zhang Min",
        "2026-03: 2026-03-01 to 2026-03-31, by the clocks of Asia/Shanghai",
        "Base share 8% ×3",
        "      8% of 600.00 = 48.00\n      2% of 800.00 = 16.00",
        "two deliveries counted for one",
        "frozen ×1, free from 2026-04-05",
        "CN¥0.00 at the start, CN¥30.00 newly owed, CN¥30.00 offset or repaid. Nothing is left.",
    ):
        assert said in text, said
    closing = next(line for line in text.splitlines() if line.startswith("Closing balance"))
    assert closing.endswith(" CN¥60.00")
    assert all(line == line.rstrip() for line in text.splitlines())
    [head] = [line for line in text.splitlines() if line.endswith(" closing")]
    assert head.startswith("  ")  # Over the names of the stages stands nothing.


def test_a_statement_as_text_in_chinese() -> None:
    """The same, in the reader's words; what the host calls a rule goes before its title."""
    text = statement_text(zhang(late=True), "zh_CN", names={"zhang": "张敏", "base": "基础佣金"})
    for said in (
        "结算单 · 张敏",
        "基础佣金 ×3",
        "调账 ×1",
        "补记，发生于 2026-02-26 12:00",
        "冻结中 ×1，2026-04-05 起可提现",
    ):
        assert said in text, said
    assert "Base share" not in text


def test_days_are_told_by_the_clocks_of_the_reader() -> None:
    """In another zone the month begins on another day; an unknown zone is refused."""
    assert "2026-02-28 to 2026-03-31" in statement_text(zhang(), "en", zone="Europe/Berlin")
    with pytest.raises(InvalidTimeError):
        statement_text(zhang(), "en", zone="Nowhere/Land")


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_page_stands_alone(locale: str) -> None:
    """Nothing is fetched, nothing runs, every tag closes; it says all that the text says."""
    [first] = statements(march(), ["zhang"], month(2), items=items())
    shown = statement_html([first, zhang(late=True)], locale, working=working)
    assert f'<html lang="{"zh-CN" if locale == "zh" else "en"}">' in shown
    assert '\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta' in shown
    assert shown.endswith("</footer>\n</main>\n</body>\n</html>\n")
    page = Page(shown)
    assert page.open == []
    assert page.fetched == []
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert page.tags.count("svg") == 2
    for said in (
        "Base share 8%",
        "8% of 600.00 = 48.00",
        "two deliveries counted for one",
        "2026-04-05",
        "late-1",
    ):
        assert said in page.text, said


def test_what_is_held_and_where_it_lies_in_tables() -> None:
    """Each under its heading, with how it is meant; under the stages what there was in all, before and after."""
    shown = statement_html([zhang(late=True)], "en")
    for key in ("held", "stages"):
        how = escape(WORDS[f"{key}_how"]["en"])
        assert f'<h2>{WORDS[key]["en"]}</h2>\n<p class="how">{how}</p>\n<' in shown
    statement = zhang(late=True)
    assert statement.opening_minor
    for flow in statement.flows:
        figures = (flow.opening_minor, flow.in_minor, flow.out_minor, flow.closing_minor)
        if any(figures[:3]):
            told = [Money(minor, CNY).format("en") if minor else "–" for minor in figures]
            assert "".join(f'<td class="n">{figure}</td>' for figure in told) in shown
    [lead] = re.findall(r'<p class="lead">([^<]*)</p>', shown)
    assert Money(statement.closing_minor, CNY).format("en") in lead
    [total] = re.findall('<tr class="sum">.*</tr>', shown)
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", total)
    both = [Money(minor, CNY).format("en") for minor in (statement.opening_minor, statement.closing_minor)]
    assert cells == ["in all", both[0], "", "", both[1]]


def test_figures_of_nothing_are_left_out_but_for_two() -> None:
    """What was earned and what may be paid out are always said, the rest where there is some."""
    nothing = Statement(PartyId("wang"), CNY, month(3), [Flow("available")])
    shown = statement_html([nothing], "en")
    said = re.findall(r'<div class="figure"[^>]*><b>([^<]*)</b><span>([^<]*)</span>', shown)
    assert said == [("CN¥0.00", "Earned"), ("CN¥0.00", "May be paid out")]
    tables = re.findall("<table>.*?</table>", statement_html([zhang()], "en"), re.DOTALL)
    rows = [re.findall("<t[dh]( [^>]*)?>", row) for row in tables[-1].split("</tr>") if "<tr" in row]
    assert all(row == ["", *[' class="n"'] * 4] for row in rows)


def test_one_statement_has_no_chart_of_months() -> None:
    """One drawing: from opening to closing; none where nothing moved."""
    assert Page(statement_html([zhang()], "en")).tags.count("svg") == 1
    [april] = statements(february(), ["zhang"], month(4))
    quiet = Page(statement_html([april], "en"))
    assert quiet.tags.count("svg") == 0
    assert "Nothing moved in this period." in quiet.text


def test_a_page_of_who_leaves() -> None:
    """Its figures are those of the exit settlement."""
    page = Page(statement_html([zhang()], "zh", leaving=True))
    for said in ("退出结算单", "现在应付（不受起付额限制）", "抵扣后仍欠"):
        assert said in page.text


def test_what_comes_from_outside_is_escaped() -> None:
    """A name, a title, a note, a working that is a script is shown as text, and no cell runs."""
    line = Line(EntryId("e1"), at("03-02"), 500, note=EVIL)
    moved = Movement("commission.accrued", EVIL.replace("/", ""), EVIL, [line])
    plain = zhang()
    statement = attrs.evolve(
        plain,
        movements=(*plain.movements, moved, Movement("host.fee", "", "", [line._replace(minor=-500)])),
    )
    names = {"zhang": EVIL, "host.fee": EVIL, "frozen": EVIL}
    shown = statement_html([statement, statement], "en", names=names, working=lambda _: EVIL)
    assert "<script" not in shown
    page = Page(shown)
    assert page.open == []
    assert page.text.count(EVIL) >= 6


def test_a_page_is_of_one_party() -> None:
    """Statements of two, or none, are refused."""
    both = statements(march(), ["store", "zhang"], month(3))
    with pytest.raises(StatementError) as refused:
        statement_html(both, "en")
    assert refused.value.problem == "mixed"
    with pytest.raises(StatementError) as refused:
        statement_html([], "en")
    assert refused.value.problem == "none"


@given(history=histories(), data=st.data())
def test_a_spreadsheet_adds_up(history: list[Entry], data: st.DataObject) -> None:
    """Per statement, the opening rows and the lines come to the closing rows: exact decimals, read back."""
    made = statements(Book.of(history), PARTIES, data.draw(st.sampled_from(MONTHS)))
    rows = list(csv.DictReader(StringIO(statement_csv(made, "en"))))
    for one in made:
        own = [row for row in rows if (row["party"], row["commodity"]) == (one.party, one.commodity.code)]
        assert all(row["period"] == one.period.label for row in own)
        sums: dict[str, Decimal] = {}
        for row in own:
            sums[row["row"]] = sums.get(row["row"], Decimal(0)) + Decimal(row["amount"])
        zero = Decimal(0)
        assert sums.get("opening", zero) + sums.get("line", zero) == sums.get("closing", zero)
        assert sums.get("closing", zero) == Decimal(one.closing.text)


def test_numbers_stay_numbers_and_text_does_not_run() -> None:
    """An amount below zero stands as it is; a title that begins with a sign does not."""
    told = [Item(EntryId("feb-2"), PartyId("zhang"), "@rule", "=1+2", 2_400)]
    [statement] = statements(february(), ["zhang"], month(2), items=told)
    shown = statement_csv([statement], "zh", working=lambda _: "+1")
    rows = list(csv.DictReader(StringIO(shown)))
    by_entry = {row["分录编号"]: row for row in rows if row["行类型"] == "line" and row["来源"] != "withheld"}
    assert (by_entry["feb-2"]["来源"], by_entry["feb-2"]["名称"]) == ("'@rule", "'=1+2")
    assert by_entry["feb-2"]["计算过程"] == "'+1"
    assert by_entry["p1-paid"]["金额"] in ("-75.80", "-1.00")


def test_who_leaves_as_text() -> None:
    """Payable now, later and until when, owed; then the statement."""
    text = exit_text(Exit(zhang()), "zh", names={"zhang": "张敏"})
    assert text.startswith("退出结算单 · 张敏\n")
    assert "最后一笔于 2026-04-09 起可提现。" in text
    assert "¥4.00" in text.split("结算单 · 张敏")[1]
    assert "      8% of 600.00 = 48.00\n" in exit_text(Exit(zhang()), "en", working=working)
    unknown = statements(march(), ["zhang"], month(3))[0]
    assert "When the last of it is free is not known yet." in exit_text(Exit(unknown), "en")
    assert "when it is free" in exit_text(Exit(unknown), "en")
    [quiet] = statements(february(), ["zhang"], month(2))
    assert "free" in exit_text(Exit(quiet), "en")


def test_every_word_stands_in_both_languages() -> None:
    """And names the same figures in both."""
    fields = re.compile(r"\{(\w+)\}")
    for key, texts in WORDS.items():
        assert set(texts) == {"en", "zh"}, key
        assert set(fields.findall(texts["en"])) == set(fields.findall(texts["zh"])), key
        assert not re.search(r"[\u4e00-\u9fff]", texts["en"]), key
    for nature in Nature:
        assert nature.value in WORDS


def test_each_commodity_has_its_own_block() -> None:
    """Money and points on one page, each under its name; many months have few names under the chart."""
    points = Currency.commodity("POINTS")
    gifts = [
        attrs.evolve(
            one,
            commodity=points,
            period=Calendar.monthly("UTC").period_at(at("01-15") + timedelta(days=31 * place)),
        )
        for place, one in enumerate([zhang()] * 20)
    ]
    page = Page(statement_html([zhang(), *gifts], "en"))
    assert "POINTS" in page.text
    assert page.text.count("Where it lies") == 2
    assert page.tags.count("svg") == 3


def test_what_never_moved_and_what_is_owed_still() -> None:
    """A statement of nothing has no stage table; a debt that is left is said to be offset later."""
    nothing = Statement(PartyId("wang"), CNY, month(3), [Flow("available")])
    assert "Where it lies" not in statement_html([nothing], "en")
    assert "What you owe" not in statement_text(nothing, "en")
    owing = Statement(
        PartyId("wang"),
        CNY,
        month(3),
        [Flow("receivable", 0, 0, -500)],
        [Movement("commission.reversed", "", "", [Line(EntryId("r"), at("03-02"), -500)])],
    )
    assert "CN¥5.00 is left; later earnings offset it." in statement_text(owing, "en")


def test_long_movements_are_cut() -> None:
    """Two hundred lines with workings are shown, the rest is counted."""
    lines = [Line(EntryId(f"e{number}"), at("03-02"), 1) for number in range(203)]
    statement = zhang()
    more = attrs.evolve(
        statement,
        movements=(
            *statement.movements,
            Movement("host.gift", "", "", lines),
            Movement("host.fee", "", "", [Line(EntryId("f"), at("03-02"), -203)]),
        ),
    )
    page = Page(statement_html([more], "en", working=lambda entry: "so it was" if entry[0] == "e" else None))
    assert page.text.count("so it was") == 200
    assert "and 3 more" in page.text
