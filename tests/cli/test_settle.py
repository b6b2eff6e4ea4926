"""Settling files: every row assessed, refunded or left out; every unit accounted for."""

import gzip
from pathlib import Path

import pytest

from communekit.cli import main
from tests.cli.desk import COLUMNS, DAY, PLAN, Desk, one_object, sale, text_of

KEYS = [
    "lines_read", "lines_assessed", "lines_refund", "lines_left_out", "left_out_by_reason", "paid_by_role_minor",
    "residual_minor", "net_paid_minor", "unbalanced_minor", "seconds",
]  # fmt: skip


def run(desk: Desk, capsys: pytest.CaptureFixture[str], *files: Path) -> dict[str, object]:
    """Settle files with --json and return the object."""
    assert main([*desk.arguments(*files), "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return one_object(printed.out)


def test_settle_prints_one_object_and_nothing_else(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json there is one object on stdout, with these keys in this order, and nothing on stderr."""
    file = desk.write("orders.csv", text_of([sale(), sale("O2", price="0.05")]))
    result = run(desk, capsys, file)
    assert list(result) == KEYS
    assert result["lines_read"] == result["lines_assessed"] == 2
    assert result["net_paid_minor"] == 1005
    assert result["paid_by_role_minor"] == {"leader": 70, "platform": 334}
    assert result["residual_minor"] == 601
    assert result["unbalanced_minor"] == 0
    assert isinstance(result["seconds"], float)


def test_entries_say_who_got_what_of_which_line_by_which_rule(desk: Desk) -> None:
    """One row for each amount of each party; the residual party's stands last."""
    desk.settle(sale(quantity="2"))
    rows = desk.read("entries.csv")
    assert list(rows[0]) == [
        "order", "line", "rule", "role", "party", "base", "rate", "amount_minor", "amount", "kind", "at", "refund", "note",
    ]  # fmt: skip
    told = [(row["rule"], row["role"], row["base"], row["rate"], row["amount"]) for row in rows]
    assert told == [
        ("base", "leader", "20.00", "7%", "1.40"),
        ("month", "leader", "20.00", "0%", "0.00"),
        ("service", "platform", "20.00", "1/3", "6.66"),
        ("residual", "store", "", "", "11.94"),
    ]
    assert {row["kind"] for row in rows} == {"sale"}
    assert rows[0]["at"] == "2026-03-01 09:00:00+08:00"


def test_amount_that_is_not_base_times_rate_says_why(tmp_path: Path) -> None:
    """Capped, across tiers, shared, in place of another: a word or two stands beside the amount."""
    columns = (
        COLUMNS[: COLUMNS.index("[credits]")]
        + """
    [[credits.leader]]
    party = "L1"
    share = "70%"

    [[credits.leader]]
    party = "L2"
    share = "30%"
    """
    )
    desk = Desk(tmp_path, columns=columns)
    desk.settle(sale(quantity="10"), sale("O2", quantity="90"))
    notes = {(row["order"], row["rule"], row["party"]): row["note"] for row in desk.read("entries.csv")}
    assert notes["O1", "base", "L1"] == "share 70%"
    assert notes["O1", "service", "platform"] == ""
    assert notes["O1", "month", "L1"] == "share 70%; across tiers"
    assert notes["O2", "base", "L2"] == "share 30%; capped"


def test_totals_are_those_of_the_entries(desk: Desk) -> None:
    """Sold, taken back and net of each party in each role are sums of its entries."""
    desk.settle(sale(quantity="5"), sale("C2", quantity="-2"), sale("O3", member="M9"))
    sums: dict[tuple[str, str, str], int] = {}
    for row in desk.read("entries.csv"):
        key = (row["role"], row["party"], row["kind"])
        sums[key] = sums.get(key, 0) + int(row["amount_minor"])
    for total in desk.read("totals.csv"):
        who = (total["role"], total["party"])
        sold, taken = sums.get((*who, "sale"), 0), sums.get((*who, "reversal"), 0)
        assert (int(total["sold_minor"]), int(total["taken_back_minor"])) == (sold, taken)
        assert int(total["net_minor"]) == sold + taken


def test_return_is_taken_from_the_latest_earlier_purchase_first(desk: Desk) -> None:
    """Three pieces come back: two of the later purchase at its price, one of the earlier."""
    desk.settle(
        sale("O1", quantity="5", price="10.00", time="2026-03-01 09:00:00"),
        sale("O2", quantity="2", price="12.00", time="2026-03-05 09:00:00"),
        sale("C3", quantity="-3", price="10.00", time="2026-03-08 09:00:00"),
    )
    back = [row for row in desk.read("entries.csv") if row["kind"] == "reversal"]
    assert [row["refund"] for row in back if row["rule"] == "base"] == ["C3-3-1", "C3-3-2"]
    assert [row["amount"] for row in back if row["rule"] == "base"] == ["-1.68", "-0.70"]
    assert desk.read("notes.csv")[0]["code"] == "price_differs"


def test_price_difference_is_noted_and_what_was_paid_is_refunded(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The return states 9.00, 10.00 was paid: 10.00 is refunded, and the note names both."""
    file = desk.write("orders.csv", text_of([sale(), sale("C2", quantity="-1", price="9.00")]))
    assert run(desk, capsys, file)["net_paid_minor"] == 0
    (note,) = desk.read("notes.csv")
    assert (note["row"], note["code"]) == ("2", "price_differs")
    assert "9.00" in note["note"]
    assert "10.00" in note["note"]


def test_partly_matched_return_is_a_refund_with_a_note(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two bought, five brought back: two are refunded, the row counts once, the note says that three found nothing."""
    file = desk.write("orders.csv", text_of([sale(quantity="2"), sale("C2", quantity="-5")]))
    result = run(desk, capsys, file)
    assert (result["lines_refund"], result["lines_left_out"], result["net_paid_minor"]) == (1, 0, 0)
    (note,) = desk.read("notes.csv")
    assert note["code"] == "partly_matched"
    assert "3 of 5" in note["note"]


def test_return_without_a_purchase_is_left_out(desk: Desk) -> None:
    """Another member, another product, or a purchase that comes only later: nothing to return."""
    desk.settle(
        sale(),
        sale("C2", quantity="-1", member="M2"),
        sale("C3", quantity="-1", product="rice"),
        sale("C4", quantity="-1", product="oil"),
        sale("O5", product="oil"),
    )
    assert desk.left_out == [(number, "rows.no_purchase") for number in (2, 3, 4)]


def test_row_of_negative_quantity_in_a_plain_order_is_a_return(desk: Desk) -> None:
    """A till slip that takes one piece back sells first, then returns."""
    desk.settle(sale(quantity="-1"), sale(quantity="3"))
    assert desk.left_out == []
    assert {row["kind"] for row in desk.read("entries.csv")} == {"sale", "reversal"}


def test_return_that_names_its_order_is_taken_from_that_order(tmp_path: Path) -> None:
    """A later purchase of the same product is let alone; a return that names a strange order is left out."""
    columns = COLUMNS.replace('time = "time"', 'time = "time"\nrefund_of = "of"')
    desk = Desk(tmp_path, columns=columns)
    rows = [
        (*sale("O1", price="10.00"), ""),
        (*sale("O2", price="12.00"), ""),
        (*sale("R3", quantity="-1", member=""), "O1"),
        (*sale("R4", quantity="-1"), "O9"),
        (*sale("R5", quantity="-1"), "O1"),
        (*sale("R6", quantity="-1"), ""),
    ]
    header = ("order", "product", "quantity", "price", "member", "store", "time", "of")
    desk.settle(content=text_of(rows, header))
    # M1 is needed by the map on every row; and what came back of O1 cannot come back again.
    assert desk.left_out == [(3, "rows.no_member"), (4, "rows.no_purchase")]
    back = [row for row in desk.read("entries.csv") if row["rule"] == "base" and row["kind"] == "reversal"]
    assert [(row["order"], row["refund"]) for row in back] == [("O1", "R5-5"), ("O2", "R6-6")]


def test_named_and_unnamed_returns_share_one_account(tmp_path: Path) -> None:
    """What came back by its order is not found again by member and product, and the other way round."""
    desk = Desk(tmp_path, columns=COLUMNS.replace('time = "time"', 'time = "time"\nrefund_of = "of"'))
    rows = [
        (*sale("O1", quantity="2"), ""),
        (*sale("R2", quantity="-1"), "O1"),
        (*sale("C3", quantity="-2"), ""),
        (*sale("R4", quantity="-1"), "O1"),
    ]
    desk.settle(
        content=text_of(rows, ("order", "product", "quantity", "price", "member", "store", "time", "of"))
    )
    assert desk.left_out == [(4, "rows.no_purchase")]
    assert [(note["row"], note["code"]) for note in desk.read("notes.csv")] == [("3", "partly_matched")]
    assert set(desk.net.values()) == {0}


def test_files_are_one_stream(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A purchase in the first file comes back in the second, whose columns stand in another order."""
    first = desk.write("first.csv", text_of([sale()]))
    header = ("time", "store", "member", "price", "quantity", "product", "order", "more")
    rows = [(*reversed(sale("C2", quantity="-1")), "x"), (*reversed(sale("O3", price="0.00")), "y")]
    second = desk.write("second.csv.gz", gzip.compress(text_of(rows, header).encode()))
    result = run(desk, capsys, first, second)
    assert (result["lines_read"], result["lines_refund"], result["net_paid_minor"]) == (3, 1, 0)
    (left,) = desk.read("left_out.csv")
    assert (left["row"], left["file"], left["row_in_file"]) == ("3", "second.csv.gz", "2")
    assert (left["order"], left["price"], left["more"]) == ("O3", "0.00", "y")


def test_second_run_writes_the_same_bytes(desk: Desk) -> None:
    """Nothing in the outputs depends on the clock, the folder or chance."""
    rows = [sale(), sale("O2", quantity="7"), sale("C3", quantity="-2"), sale("O4", price="x")]
    desk.settle(*rows)
    first = {path.name: path.read_bytes() for path in desk.out.iterdir()}
    desk.settle(*rows, out=desk.folder / "again")
    assert {path.name: path.read_bytes() for path in (desk.folder / "again").iterdir()} == first
    assert set(first) == {"entries.csv", "totals.csv", "left_out.csv", "notes.csv", "report.html"}


def test_summary_speaks_the_language_asked_for(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json a few lines are printed, in English or Chinese, with the roles and the reasons."""
    file = desk.write("orders.csv", text_of([sale(), sale("O2", price="0")]))
    assert main(desk.arguments(file)) == 0
    english = capsys.readouterr().out
    assert main([*desk.arguments(file)[:-1], "zh"]) == 0
    chinese = capsys.readouterr().out
    assert "leader" in english
    assert "every unit is accounted for" in english
    assert "the amount is zero" in english
    assert "团长" in chinese
    assert "账目分毫不差" in chinese
    assert "金额为零" in chinese


def test_order_that_is_refused_leaves_its_rows_out_with_the_reason(tmp_path: Path) -> None:
    """A plan that promises more than there is refuses the order; each row says so, and the next order is assessed."""
    greedy = PLAN.replace('share = "1/3"', 'share = "99%"')
    desk = Desk(tmp_path, plan=greedy)
    desk.settle(sale("O1"), sale("O1", product="rice"), sale("O2", price="0.01"))
    assert desk.left_out == [(1, "commission.over_committed"), (2, "commission.over_committed")]
    assert {row["order"] for row in desk.read("entries.csv")} == {"O2"}


def test_discounts_tax_and_freight_are_shared_and_taken_back_whole(tmp_path: Path) -> None:
    """A coupon of the platform's is put in by the platform; every unit of a full return goes back where it came from."""
    plan = PLAN.replace('residual = "store"', 'residual = "store"\ntax = "set_aside"')
    columns = COLUMNS.replace('time = "time"', 'time = "time"\nfreight = "freight"\ntax = "tax"')
    columns += '\n[discounts]\nstore = "coupon"\nplatform = "subsidy"\n'
    desk = Desk(tmp_path, plan=plan, columns=columns)
    header = (
        "order",
        "product",
        "quantity",
        "price",
        "member",
        "store",
        "time",
        "freight",
        "tax",
        "coupon",
        "subsidy",
    )
    rows = [(*sale(quantity="3", price="10.01"), "4.00", "1.11", "2.00", "1.03")]
    desk.settle(content=text_of(rows, header))
    entries = {row["rule"]: int(row["amount_minor"]) for row in desk.read("entries.csv")}
    assert entries["discount"] == -103
    assert entries["tax"] == 111
    assert sum(entries.values()) == 3003 - 200 - 103 + 400
    desk.settle(content=text_of([*rows, (*sale("C2", quantity="-3", price="10.01"), "", "", "", "")], header))
    assert desk.net == {"L2": 0, "platform": 0, "S1": 400}  # freight is not given back by a return of goods


UNBOUNDED = PLAN[: PLAN.index("[[bound]]")]


def test_restated_tiers_follow_the_refund(tmp_path: Path) -> None:
    """A table that is restated falls back to the lower tier: later sales of the month start from there."""
    desk = Desk(
        tmp_path,
        plan=UNBOUNDED.replace('mode = "graduated"', 'mode = "graduated"\ntier_on_refund = "restate"'),
    )
    desk.settle(
        sale("O1", quantity="30", price="10.00", member="M1"),
        sale("C2", quantity="-30", price="10.00", member="M1"),
        sale("O3", quantity="4", price="10.00", member="M1"),
    )
    month = [
        (row["order"], row["kind"], row["rate"]) for row in desk.read("entries.csv") if row["rule"] == "month"
    ]
    assert month == [("O1", "sale", "3%"), ("O1", "reversal", "3%"), ("O3", "sale", "0%")]
    sums = {row["rule"]: 0 for row in desk.read("entries.csv")}
    for row in desk.read("entries.csv"):
        sums[row["rule"]] += int(row["amount_minor"]) if row["order"] == "O1" else 0
    assert set(sums.values()) == {0}


def test_restated_count_of_orders_follows_whole_orders_alone(tmp_path: Path) -> None:
    """Where orders are counted, one counts until all of its lines are back, those too that nobody returns."""
    table = (
        'measure = { total = "orders", per = "leader", period = "month" }\ntier_on_refund = "restate"\n'
        'tiers = [ { from = "0" }, { from = "1", flat = "5.00" } ]\n\n'
    )
    plan = UNBOUNDED[: PLAN.index("measure")] + table + UNBOUNDED[PLAN.index('[[rule]]\nid = "service"') :]
    desk = Desk(tmp_path, plan=plan)
    rows = [sale("O1"), sale("O1", "rice"), sale("C2", quantity="-1")]

    def month() -> int:
        return sum(int(row["amount_minor"]) for row in desk.read("entries.csv") if row["rule"] == "month")

    desk.settle(*rows)
    assert month() == 500
    desk.settle(*rows, sale("C3", "rice", "-1"))
    assert month() == 0


def test_rows_of_an_order_that_stand_apart_are_one_order(desk: Desk) -> None:
    """The cap of 25.00 per order bites on both rows together, though another order stands between them."""
    together = [sale("O1", quantity="30"), sale("O1", product="rice", quantity="30"), sale("O2")]
    desk.settle(*together)
    capped = sum(
        int(row["amount_minor"])
        for row in desk.read("entries.csv")
        if row["role"] == "leader" and row["order"] == "O1"
    )
    assert 2490 < capped <= 2500
    desk.settle(together[0], together[2], together[1])
    apart = sum(
        int(row["amount_minor"])
        for row in desk.read("entries.csv")
        if row["role"] == "leader" and row["order"] == "O1"
    )
    assert apart == capped


def test_parts_are_orders_of_their_own_where_the_map_says_so(tmp_path: Path) -> None:
    """With reappearing = "part" each run of rows is an order: the second is called "O1 (2)"."""
    desk = Desk(tmp_path, columns=COLUMNS.replace("[rows]", '[rows]\nreappearing = "part"'))
    desk.settle(sale("O1"), sale("O2"), sale("O1", product="rice", time="2026-03-02 10:00:00"))
    assert sorted({row["order"] for row in desk.read("entries.csv")}) == ["O1", "O1 (2)", "O2"]


def test_row_that_contradicts_its_order_is_left_out(desk: Desk) -> None:
    """An order has one member and one store: a row that says otherwise does not count, the others do."""
    desk.settle(
        sale("O1"), sale("O1", product="rice", member="M2"), sale("O1", product="oil", store="S2"), sale("O1")
    )
    assert desk.left_out == [(2, "rows.contradicts_order"), (3, "rows.contradicts_order")]
    assert "row 1" in desk.read("left_out.csv")[0]["reason"]


def test_versions_of_a_plan_hold_for_the_orders_of_their_time(tmp_path: Path) -> None:
    """A file of two versions: each order goes by the one in force; one before both is left out."""
    rule = '[[plan.rule]]\nid = "base"\npays = "leader"\nshare = "{share}"\n'
    one = (
        '[[plan]]\nid = "desk"\nversion = {version}\ncurrency = "CNY"\nresidual = "store"\neffective = "{window}"\n'
        + rule
    )
    plan = one.format(version=1, window="2026-03-01/2026-04-01", share="5%") + one.format(
        version=2, window="2026-04-01/..", share="10%"
    )
    desk = Desk(tmp_path, plan=plan)
    desk.settle(sale("O1", time="2026-02-28 23:00:00"), sale("O2"), sale("O3", time="2026-04-01 00:00:00"))
    assert desk.left_out == [(1, "commission.not_in_force")]
    assert [row["rate"] for row in desk.read("entries.csv") if row["rule"] == "base"] == ["5%", "10%"]


def test_nothing_to_settle_is_a_result(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with a header and no rows: zeros everywhere, and a report."""
    result = run(desk, capsys, desk.write("orders.csv", text_of([])))
    assert (result["lines_read"], result["net_paid_minor"], result["unbalanced_minor"]) == (0, 0, 0)
    assert "No order" in (desk.out / "report.html").read_text("utf-8")


def test_times_decide_the_month(desk: Desk) -> None:
    """Midnight in the zone of the plan, not in UTC, begins a month: tiers start anew."""
    desk.settle(
        sale("O1", quantity="10", time="2026-03-31 23:59:59"),
        sale("O2", quantity="1", time="2026-04-01 00:00:00"),
    )
    month = [
        (row["order"], row["rate"], row["at"][:7])
        for row in desk.read("entries.csv")
        if row["rule"] == "month"
    ]
    assert month == [("O1", "1%", "2026-03"), ("O2", "0%", "2026-04")]
    assert DAY.startswith("2026-03")


def test_run_that_settles_nothing_ends_with_1_and_says_why(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row left out: exit code 1, the files and the one object all the same; one good row makes it 0."""
    file = desk.write("orders.csv", text_of([sale(price="x"), sale("O2", price="y")]))
    assert main(desk.arguments(file)) == 1
    told = capsys.readouterr().out
    assert "NOTHING WAS SETTLED" in told
    assert "left out: 2 rows, the first is row 1: x in column price is not a plain decimal number" in told
    assert main([*desk.arguments(file), "--json"]) == 1
    assert one_object(capsys.readouterr().out)["lines_left_out"] == 2
    assert len(desk.left_out) == 2
    assert main(desk.arguments(desk.write("orders.csv", text_of([sale(price="x"), sale("O2")])))) == 0


def test_file_without_rows_is_done_and_nothing_is_wrong(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A day on which nothing was sold: no row was left out, so nothing is shouted."""
    assert main(desk.arguments(desk.write("orders.csv", text_of([])))) == 0
    assert "NOTHING" not in capsys.readouterr().out


def test_mark_for_excel_stands_in_front_where_it_is_asked_for(desk: Desk) -> None:
    """With --bom every CSV file begins with the mark of UTF-8, and is what it is without one; the sums are checked all the same."""
    file = desk.write("orders.csv", text_of([sale(), sale("O2", price="x")]))
    assert main(desk.arguments(file)) == 0
    plain = {path.name: path.read_bytes() for path in desk.out.glob("*.csv")}
    assert main([*desk.arguments(file), "--bom"]) == 0
    assert {path.name: path.read_bytes() for path in desk.out.glob("*.csv")} == {
        name: b"\xef\xbb\xbf" + content for name, content in plain.items()
    }
    assert b"Every unit is accounted for" in (desk.out / "report.html").read_bytes()
