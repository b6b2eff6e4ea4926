"""Entries: every kind of rate in a word, bases as they are, and what is of no rule."""

from pathlib import Path

import pytest

from communekit.cli import main
from communekit.commission import read_plan, write_plan
from tests.cli.desk import COLUMNS, HEADER, PLAN, Desk, sale, text_of

HEAD = PLAN[: PLAN.index("[[rule]]")]

RATES = {
    "a share": ('share = "8%"', "30.00", "8%", "2.40"),
    "a fraction": ('share = "1/7"', "30.00", "1/7", "4.28"),
    "an amount per unit": ('per_unit = "0.50"', "3", "0.50 per unit", "1.50"),
    "an amount per block": ('per_unit = "0.50"\nblock = 2', "3", "0.50 per 2 units", "1.00"),
    "a flat amount per line": ('flat = "1.00"', "", "1.00 per line", "1.00"),
    "a flat amount per order": ('flat = "1.00"\nper = "order"', "", "1.00 per order", "1.00"),
    "tiers of a line": (
        'mode = "graduated"\nmeasure = { total = "paid", per = "line" }\ntiers = [{ from = "0", share = "10%" }]',
        "30.00", "tiers", "3.00",
    ),
    "tiers of a month": (
        (
            'mode = "graduated"\nmeasure = { total = "paid", per = "leader", period = "month" }\n'
            'tiers = [{ from = "0", share = "1%" }, { from = "20", share = "2%", flat = "0.40" }]'
        ),
        "30.00", "2% and 0.40 once", "0.80",
    ),
    "an amount per unit of a month": (
        (
            'mode = "volume"\nmeasure = { total = "quantity", per = "leader", period = "month" }\n'
            'tiers = [{ from = "0" }, { from = "2", per_unit = "0.10" }]'
        ),
        "30.00", "0.10 per unit", "0.30",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "base", "rate", "amount"), RATES.values(), ids=RATES)
def test_entry_says_base_and_rate(tmp_path: Path, paper: str, base: str, rate: str, amount: str) -> None:
    """What the rate was applied to, and the rate, in a word or two."""
    desk = Desk(tmp_path, plan=f'{HEAD}[[rule]]\nid = "one"\npays = "leader"\n{paper}\n')
    desk.settle(sale(quantity="3"))
    (entry,) = [row for row in desk.read("entries.csv") if row["rule"] == "one"]
    assert (entry["base"], entry["rate"], entry["amount"]) == (base, rate, amount)


def test_weight_is_an_exact_base(tmp_path: Path) -> None:
    """Goods by weight: 1.5 kg at 0.50 a kilogram."""
    desk = Desk(tmp_path, plan=f'{HEAD}[[rule]]\nid = "one"\npays = "leader"\nper_unit = "0.50"\n')
    desk.settle(sale(quantity="1.5", price="10.00"))
    (entry,) = [row for row in desk.read("entries.csv") if row["rule"] == "one"]
    assert (entry["base"], entry["amount"]) == ("1.5", "0.75")


def test_bearer_puts_in_what_is_short_and_gets_it_back(tmp_path: Path) -> None:
    """The platform bears what the rules promise above what there is; a full return returns it."""
    plan = HEAD.replace('residual = "store"', 'residual = "store"\nbearer = "platform"')
    plan += '[[rule]]\nid = "one"\npays = "leader"\nflat = "3.00"\n'
    desk = Desk(tmp_path, plan=plan)
    desk.settle(sale(price="1.00"))
    assert desk.net == {"L2": 300, "platform": -200, "S1": 0}
    desk.settle(sale(price="1.00"), sale("C2", quantity="-1"))
    assert set(desk.net.values()) == {0}


def test_funder_that_is_credited_bears_the_discount(tmp_path: Path) -> None:
    """A coupon of the leader's is the leader's own; one of a role that nobody holds is the role's."""
    columns = COLUMNS + '\n[discounts]\nleader = "a"\ncreator = "b"\n'
    header = ("order", "product", "quantity", "price", "member", "store", "time", "a", "b")
    desk = Desk(tmp_path, columns=columns)
    desk.settle(content=text_of([(*sale(), "1.00", "2.00")], header))
    put_in = {row["party"]: row["amount"] for row in desk.read("entries.csv") if row["rule"] == "discount"}
    assert put_in == {"L2": "-1.00", "creator": "-2.00"}


def test_channel_session_and_open_facts_reach_the_plan(tmp_path: Path) -> None:
    """What a map names beside the amounts may be asked for by rules."""
    rules = "".join(
        f'[[rule]]\nid = "{name}"\npays = "leader"\nshare = "1%"\nwhen = {{ {when} }}\n\n'
        for name, when in (
            ("live", 'channel = "live"'), ("evening", '"order.session" = "live-1"'), ("grade", '"leader.grade" = "senior"'),
            ("organic", 'organic = "yes"'), ("veg", 'category = "fresh"'),
        )
    )  # fmt: skip
    columns = COLUMNS.replace(
        'time = "time"',
        'time = "time"\nchannel = "channel"\nsession = "session"\ncategory = "category"\ncost = "cost"',
    )
    columns += '\n[about.leader]\ngrade = "grade"\n\n[attributes]\norganic = "organic"\n'
    desk = Desk(tmp_path, plan=HEAD + rules, columns=columns)
    header = (
        *HEADER,
        "channel",
        "session",
        "category",
        "cost",
        "grade",
        "organic",
    )
    rows = [
        (*sale("O1"), "live", "live-1", "fresh/veg", "4.00", "senior", "yes"),
        (*sale("O2"), "", "", "", "", "", ""),
        (*sale("O3"), "", "", "", "-4.00", "", ""),
    ]
    desk.settle(content=text_of(rows, header))
    paid = [row["rule"] for row in desk.read("entries.csv") if row["order"] == "O1"]
    assert paid == ["live", "evening", "grade", "organic", "veg", "residual"]
    assert [row["rule"] for row in desk.read("entries.csv") if row["order"] == "O2"] == ["residual"]
    assert desk.left_out == [(3, "rows.unreadable_number")]


def test_plan_may_be_json(desk: Desk) -> None:
    """The same plan in JSON settles to the same entries."""
    file = desk.write("orders.csv", text_of([sale()]))
    assert main(desk.arguments(file)) == 0
    entries = desk.read("entries.csv")
    desk.plan = desk.write("plan.json", write_plan(read_plan(PLAN), format="json"))
    assert main(desk.arguments(file)) == 0
    assert desk.read("entries.csv") == entries


def test_times_may_be_iso_with_an_offset(desk: Desk) -> None:
    """A "T" or a blank, seconds or none, an offset or the zone of the map: one instant."""
    written = ("2026-03-01T09:00:00+08:00", "2026-03-01 09:00", "2026-03-01T01:00Z")
    desk.settle(*[sale(f"O{place}", time=time) for place, time in enumerate(written)])
    assert desk.left_out == []
    assert {row["at"] for row in desk.read("entries.csv")} == {"2026-03-01 09:00:00+08:00"}


def test_times_may_be_of_any_format(tmp_path: Path) -> None:
    """A format with an offset of its own needs no zone."""
    desk = Desk(tmp_path, columns=COLUMNS + '\n[time]\nformat = "%d.%m.%Y %H:%M %z"\n')
    desk.settle(sale(time="01.03.2026 10:00 +0900"))
    assert desk.read("entries.csv")[0]["at"] == "2026-03-01 09:00:00+08:00"


def test_refund_whose_id_would_be_too_long_is_left_out_and_takes_nothing(desk: Desk) -> None:
    """A cancellation number of 127 characters has no room for a refund id; the purchase stays open for the next one."""
    desk.settle(sale(), sale("C" * 127, quantity="-1"), sale("C3", quantity="-1"))
    assert desk.left_out == [(2, "ids.invalid")]
    assert set(desk.net.values()) == {0}


def test_amount_column_is_the_total_of_the_line(tmp_path: Path) -> None:
    """Where a file states the total, the price is not needed; a total below zero is a return."""
    columns = COLUMNS.replace('unit_price = "price"', 'amount = "price"').replace('prefix = "C"', "")
    desk = Desk(tmp_path, columns=columns)
    desk.settle(sale(quantity="4", price="10.00"), sale("O2", quantity="1", price="-2.50"))
    assert sum(desk.net.values()) == 750
