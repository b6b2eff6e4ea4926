"""The 菜篮子 example: what `make demo` runs."""

import csv
import io
import runpy
from pathlib import Path

import pytest

from communekit.cli import main
from tests.cli.desk import one_object

EXAMPLE = Path(__file__).parents[2] / "examples" / "basket_alliance"
ORDERS = ["--columns", str(EXAMPLE / "columns.toml")]
FIRST = [str(EXAMPLE / "plan.toml"), str(EXAMPLE / "orders.csv"), *ORDERS]


def test_sample_is_made_by_its_script() -> None:
    """The committed orders are what the script makes: the same rows every time."""
    made = runpy.run_path(str(EXAMPLE / "make_orders.py"))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([made["HEADER"], *made["orders"]()])
    assert (EXAMPLE / "orders.csv").read_text("utf-8") == out.getvalue()


def test_sample_settles_as_its_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The counts that the README states, books that balance, and every kind of reason."""
    assert main(["settle", *FIRST, "--out", str(tmp_path / "out"), "--json"]) == 0
    result = one_object(capsys.readouterr().out)
    assert result["unbalanced_minor"] == 0
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    for key in ("lines_read", "lines_assessed", "lines_refund", "lines_left_out"):
        assert f"| {key} | {result[key]:,} |" in readme
    assert set(result["left_out_by_reason"]) == {
        "map.test", "rows.contradicts_order", "rows.no_purchase", "rows.ragged", "rows.unreadable_number",
        "rows.unreadable_time", "rows.zero_amount",
    }  # fmt: skip
    assert set(result["paid_by_role_minor"]) == {
        "brand",
        "fund",
        "host",
        "leader",
        "platform",
        "sponsor",
        "supplier",
    }


def test_first_order_is_explained_to_its_leader_and_to_all(capsys: pytest.CaptureFixture[str]) -> None:
    """The order that the demo shows: live, fresh and plain goods, a sponsor, a host."""
    assert main(["explain", *FIRST, "--order", "B0001", "--locale", "zh"]) == 0
    told = capsys.readouterr().out
    for word in ("团长基础佣金", "团长生鲜佣金", "直播加成", "主播佣金", "推荐奖", "农户货款", "未计提"):
        assert word in told


@pytest.mark.parametrize("example", ["basket_alliance", "online_retail"])
def test_plans_of_the_examples_have_no_errors(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A look at each plan finds nothing that is wrong."""
    plan = EXAMPLE.parent / example / "plan.toml"
    assert main(["lint", str(plan), "--locale", "en"]) == 0
    assert "error" not in capsys.readouterr().out


def test_cap_override_and_tiers_of_the_agreement_show_in_the_entries(tmp_path: Path) -> None:
    """The sample is large enough for every clause: cap per order, the east gate's own rate, all three tiers."""
    assert main(["settle", *FIRST, "--out", str(tmp_path / "out"), "--json"]) == 0
    with (tmp_path / "out" / "entries.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    rates = {(entry["rule"], entry["rate"]) for entry in entries}
    assert {
        ("base", "6%"),
        ("base", "7%"),
        ("month", "0%"),
        ("month", "1%"),
        ("month", "2%"),
        ("senior", "1%"),
    } <= rates
    leaders: dict[str, int] = {}
    for entry in entries:
        if entry["role"] == "leader" and entry["kind"] == "sale":
            leaders[entry["order"]] = leaders.get(entry["order"], 0) + int(entry["amount_minor"])
    assert 1990 < max(leaders.values()) <= 2000


def test_three_months_close_as_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Statements, what is paid at the end of each month, and, returns after payout taken off, all that members paid."""
    typed = [
        "settle",
        *FIRST,
        "--out",
        str(tmp_path / "out"),
        "--json",
        "--period",
        "month",
        "--pay-from",
        "10.00",
    ]
    assert main(typed) == 0
    result = one_object(capsys.readouterr().out)
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    for each in result["periods"]:
        paid, left = (f"{each[name] / 100:,.2f}" for name in ("paid_out_minor", "left_open_minor"))
        assert f"| {each['period']} | {each['statements']} | {paid} | {left} |" in readme
    assert sum(each["paid_out_minor"] for each in result["periods"]) == result["net_paid_minor"]
    assert f"{result['net_paid_minor'] / 100:,.2f}" in readme
