"""Periods on the command line: statements that add up, payouts, refunds that come after them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from communekit.cli import main
from tests.cli.desk import COLUMNS, Desk, Row, one_object, sale, text_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "basket_alliance"
FILES = [str(EXAMPLE / "plan.toml"), str(EXAMPLE / "orders.csv"), "--columns", str(EXAMPLE / "columns.toml")]

PLAN = """
[plan]
id = "desk"
version = 1
currency = "CNY"
residual = "store"

[[rule]]
id = "base"
title = "Base share"
pays = "leader"
share = "10%"
"""
LEADER = COLUMNS.replace('leader = { column = "member", spread = ["L1", "L2"] }', 'leader = { party = "L1" }')
REFUND = LEADER.replace(
    'time = "time"\n', 'time = "time"\nreceived = "received"\nrefund_of = "refund_of"\n', 1
)


@pytest.fixture
def month(tmp_path: Path) -> Desk:
    """Return a desk at which a leader earns a tenth."""
    return Desk(tmp_path / "month", plan=PLAN, columns=LEADER)


def settled(desk: Desk, capsys: pytest.CaptureFixture[str], *rows: Row, options: str = "") -> dict[str, Any]:
    """Settle rows by periods, and return the object that --json prints."""
    file = desk.write("orders.csv", text_of(rows))
    assert main([*desk.arguments(file), "--json", "--period", "month", *options.split()]) == 0
    return one_object(capsys.readouterr().out)


def stated(
    desk: Desk, capsys: pytest.CaptureFixture[str], party: str, label: str, options: str = ""
) -> dict[str, Any]:
    """Return a statement as data."""
    typed = ["statement", str(desk.plan), str(desk.folder / "orders.csv"), "--columns", str(desk.columns)]
    typed += ["--party", party, "--label", label, "--json", *options.split()]
    assert main(typed) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    "options", ["", "--pay-from 10.00", "--pay-from 0.01 --hold-days 0", "--pay-from 5000"]
)
@pytest.mark.parametrize("cycle", ["month", "week"])
def test_conservation(tmp_path: Path, capsys: pytest.CaptureFixture[str], cycle: str, options: str) -> None:
    """conservation: what members paid is with the parties at the end, or was paid out to them; nothing else."""
    out = tmp_path / "out"
    typed = ["settle", *FILES, "--out", str(out), "--json", "--period", cycle, *options.split()]
    assert main(typed) == 0
    result = one_object(capsys.readouterr().out)
    periods = result["periods"]
    closing = periods[-1]["closing_minor"]
    assert closing + sum(each["paid_out_minor"] for each in periods[:-1]) == result["net_paid_minor"]
    for each in periods:
        files = sorted(out.glob(f"payouts-{each['period']}*.json"))
        totals = [json.loads(file.read_text("utf-8"))["total"] for file in files]
        assert sum(round(float(total) * 100) for total in totals) == each["paid_out_minor"]
    with (out / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for key in {(row["party"], row["period"]) for row in rows}:
        of = [row for row in rows if (row["party"], row["period"]) == key]
        sums = {
            word: sum(round(float(row["amount"]) * 100) for row in of if row["row"] == word)
            for word in ("opening", "line", "closing")
        }
        assert sums["opening"] + sums["line"] == sums["closing"], key


def test_a_refund_after_payout_is_offset_by_later_earnings(
    month: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """March is paid out; its refund in April leaves the leader owing; May pays it back first."""
    rows = (
        sale("O1", price="100.00", time="2026-03-02 09:00:00"),
        sale("C1", quantity="-1", price="100.00", time="2026-04-05 09:00:00"),
        sale("O2", "rice", price="300.00", time="2026-05-02 09:00:00"),
    )
    result = settled(month, capsys, *rows, options="--pay-from 1.00")
    assert [each["paid_out_minor"] for each in result["periods"]] == [10_000, 0, 20_000]
    april = stated(month, capsys, "L1", "2026-04", "--pay-from 1.00")
    assert april["buckets"]["receivable"]["closing_minor"] == -1_000
    may = stated(month, capsys, "L1", "2026-05", "--pay-from 1.00")
    assert (may["opening_minor"], may["closing_minor"]) == (-1_000, 2_000)
    assert may["buckets"]["available"]["closing_minor"] == 2_000
    assert stated(month, capsys, "S1", "2026-05", "--pay-from 1.00")["closing_minor"] == 18_000


def test_who_earned_and_gave_all_of_it_back_has_a_statement(
    month: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A party whose balances are zero again sees what came and went."""
    back = sale("C1", quantity="-1", price="100.00", time="2026-03-05 09:00:00")
    settled(month, capsys, sale("O1", price="100.00", time="2026-03-02 09:00:00"), back)
    march = stated(month, capsys, "L1", "2026-03")
    assert (march["opening_minor"], march["closing_minor"]) == (0, 0)
    assert [movement["minor"] for movement in march["movements"]] == [1_000, -1_000]


GUARANTEED = (
    PLAN
    + """
[[guarantee]]
role = "leader"
at_least = "20.00"
per = "month"
"""
)


@pytest.mark.parametrize("cycle", ["month", "week", "quarter"])
def test_guarantees_are_borne_by_whoever_keeps_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cycle: str
) -> None:
    """Settled at the end of each of their own periods, from the first order on; what parties have is what members paid."""
    desk = Desk(tmp_path / "guaranteed", plan=GUARANTEED, columns=LEADER)
    rows = (
        sale("O1", price="100.00", time="2026-02-02 09:00:00"),
        sale("O2", "rice", price="500.00", time="2026-03-31 09:00:00"),
    )
    file = desk.write("orders.csv", text_of(rows))
    assert main([*desk.arguments(file), "--json", "--period", cycle]) == 0
    result = one_object(capsys.readouterr().out)
    periods = result["periods"]
    assert sum(each["topped_up_minor"] for each in periods) == 1_000  # February alone, in all of the cycles
    assert periods[-1]["closing_minor"] == result["net_paid_minor"] == 60_000


def test_a_guarantee_of_the_past_does_not_change_with_later_orders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """frozen_promise: who bears February's top-up follows from what was known when February ended."""
    desk = Desk(tmp_path / "frozen", plan=GUARANTEED, columns=LEADER)
    first = sale("O1", price="100.00", time="2026-02-02 09:00:00", store="S1")
    later = sale("O2", "rice", price="900.00", time="2026-03-02 09:00:00", store="S2")
    desk.write("orders.csv", text_of([first]))
    alone = stated(desk, capsys, "S1", "2026-02")
    desk.write("orders.csv", text_of([first, later]))
    assert stated(desk, capsys, "S1", "2026-02") == alone
    assert alone["closing_minor"] == 9_000 - 1_000


def test_each_version_guarantees_its_own_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """8.00 earned by the old version's rule in March counts for its guarantee of 5.00; the new one's 1,000.00 begins in April."""

    def version(number: int, window: str, rule: str, at_least: str) -> str:
        return (
            f'[[plan]]\nid = "desk"\nversion = {number}\ncurrency = "CNY"\nresidual = "store"\n'
            f'effective = "{window}"\nrule = [{{ id = "{rule}", pays = "leader", share = "8%" }}]\n'
            f'guarantee = [{{ role = "leader", at_least = "{at_least}", per = "month" }}]\n'
        )

    plan = version(1, "2026-01-01/2026-04-01", "old", "5.00") + version(2, "2026-04-01/..", "new", "1000.00")
    desk = Desk(tmp_path / "versions", plan=plan, columns=LEADER)
    rows = (
        sale("O1", price="100.00", time="2026-03-02 09:00:00"),
        sale("O2", "rice", price="100.00", time="2026-04-02 09:00:00"),
    )
    file = desk.write("orders.csv", text_of(rows))
    assert main([*desk.arguments(file), "--json", "--period", "month"]) == 0
    periods = one_object(capsys.readouterr().out)["periods"]
    assert [each["topped_up_minor"] for each in periods] == [0, 99_200]


def test_an_earlier_runs_instructions_do_not_stay(month: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Weekly instructions never lie beside monthly ones; other people's files are let alone."""
    row = sale("O1", price="100.00", time="2026-03-02 09:00:00")
    settled(month, capsys, row, options="--pay-from 1.00")
    (month.out / "mine.txt").write_text("mine", encoding="utf-8")
    file = month.folder / "orders.csv"
    assert main([*month.arguments(file), "--json", "--period", "week", "--pay-from", "1.00"]) == 0
    names = {path.name for path in month.out.iterdir()}
    assert "mine.txt" in names
    assert not any(name.startswith("payouts-2026-03") for name in names)
    assert main(month.arguments(file)) == 0
    assert not [
        path.name for path in month.out.iterdir() if path.name.startswith(("payouts", "statement", "due"))
    ]


def test_paying_needs_a_period(month: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """What is paid, is paid at the end of something."""
    file = month.write("orders.csv", text_of([sale()]))
    assert main([*month.arguments(file), "--pay-from", "1.00"]) == 2
    assert "--period" in capsys.readouterr().err


def test_a_role_that_nobody_stands_in_is_told(month: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt role in the map pays nobody, and the summary says so."""
    month.columns.write_text(LEADER.replace("leader = {", "ledaer = {"), encoding="utf-8")
    file = month.write("orders.csv", text_of([sale()]))
    assert main(month.arguments(file)) == 0
    assert "no leader earned anything in the end: look at rules base" in capsys.readouterr().out


def test_long_and_like_names_have_files_of_their_own(tmp_path: Path) -> None:
    """A party of sixty Chinese characters, and two that differ in capitals."""
    columns = COLUMNS.replace('leader = { column = "member", spread = ["L1", "L2"] }', 'leader = "member"')
    desk = Desk(tmp_path / "names", plan=PLAN, columns=columns)
    rows = [sale("O1", member="团" * 60), sale("O2", member="ann"), sale("O3", member="Ann")]
    file = desk.write("orders.csv", text_of(rows))
    assert main([*desk.arguments(file), "--period", "month"]) == 0
    assert len(list(desk.out.glob("statement-*.html"))) == 4
    assert len({path.name.casefold() for path in desk.out.glob("statement-*.html")}) == 4


def test_what_is_below_the_threshold_stays_due_with_its_reason(
    month: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """10.00 is paid from 10.00 on, and not from 10.01 on."""
    row = sale("O1", price="100.00", time="2026-03-02 09:00:00")
    paid = settled(month, capsys, row, options="--pay-from 10.00")["periods"][0]
    assert (paid["payouts"], paid["left_open_minor"]) == (2, 0)
    left = settled(month, capsys, row, options="--pay-from 10.01")["periods"][0]
    assert (left["payouts"], left["left_open_minor"]) == (1, 1_000)
    with (month.out / "due.csv").open(encoding="utf-8", newline="") as file:
        (due,) = csv.DictReader(file)
    assert (due["period"], due["party"], due["code"]) == ("2026-03", "L1", "below_threshold")


def test_holds_count_from_receipt_where_the_file_says_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Received on the 25th, free on the 1st of April, so frozen at the end of March; never received, pending."""
    desk = Desk(tmp_path / "received", plan=PLAN, columns=REFUND)
    header = ("order", "product", "quantity", "price", "member", "store", "time", "received", "refund_of")
    rows = [
        (*sale("O1", price="100.00", time="2026-03-02 09:00:00"), "2026-03-25 00:00:00", ""),
        (*sale("O2", "rice", price="50.00", time="2026-03-02 09:00:00"), "", ""),
    ]
    file = desk.write("orders.csv", text_of(rows, header))
    assert main([*desk.arguments(file), "--period", "month"]) == 0
    capsys.readouterr()
    march = stated(desk, capsys, "L1", "2026-03")
    assert {name: march["buckets"][name]["closing_minor"] for name in ("pending", "frozen", "available")} == {
        "pending": 500,
        "frozen": 1_000,
        "available": 0,
    }
    assert [held["due_at"] for held in march["held"]] == ["2026-03-31T16:00:00+00:00", None]
    earlier = stated(desk, capsys, "L1", "2026-03", "--hold-days 6")
    assert earlier["buckets"]["available"]["closing_minor"] == 1_000


def test_a_statement_shows_its_working_and_its_page(month: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Text with the working of each line; all periods as a page; Chinese where it is asked for."""
    settled(month, capsys, sale("O1", price="100.00", time="2026-03-02 09:00:00"))
    page = month.folder / "l1.html"
    typed = ["statement", str(month.plan), str(month.folder / "orders.csv"), "--columns", str(month.columns)]
    assert main([*typed, "--party", "L1", "--working", "--html", str(page), "--locale", "en"]) == 0
    told = capsys.readouterr().out
    assert "Base share" in told
    assert "amount paid CN¥100.00 × 10% = CN¥10.00" in told
    assert not any(line != line.rstrip() for line in told.splitlines())
    assert "<svg" in page.read_text("utf-8")
    assert main([*typed, "--party", "L1", "--locale", "zh"]) == 0
    assert "期末余额" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--party L9", "nobody called L9 has a statement in these files"),
        ("--party L1 --label 2026-04", "L1 has no statement of that period; there are 2026-03"),
        ("--party L1 --hold-days -1", "invalid time -1"),
        ("--party L1 --pay-from 1,000", "1,000"),
        ("--party L1 --period fortnight", "argument --period: invalid choice"),
        ("", "the following arguments are required: --party"),
    ],
)
def test_what_cannot_be_stated(
    month: Desk, capsys: pytest.CaptureFixture[str], options: str, said: str
) -> None:
    """One sentence, exit code 2."""
    file = month.write("orders.csv", text_of([sale(time="2026-03-02 09:00:00")]))
    typed = ["statement", str(month.plan), str(file), "--columns", str(month.columns), "--locale", "en"]
    assert main([*typed, *options.split()]) == 2
    assert said in capsys.readouterr().err


def test_without_periods_nothing_of_them_is_written(month: Desk) -> None:
    """The files of a plain run are what they were."""
    month.settle(sale())
    assert not list(month.out.glob("statement*"))
    assert not (month.out / "due.csv").exists()
