"""`communekit simulate`: two plans over the same orders."""

import json

import pytest

from communekit.cli import main
from tests.cli.desk import PLAN, Desk, sale, text_of

RAISED = PLAN.replace('share = "7%"', 'share = "9%"').replace("version = 1", "version = 2")


def typed(desk: Desk, *more: str) -> list[str]:
    """Return what is typed to compare the desk's plan with one that pays leaders more."""
    rows = [
        sale("O1"),
        sale("O2", price="x"),
        sale("O3", member="M2"),
        sale("C4", quantity="-1"),
        sale("O/5"),
    ]
    file, after = desk.write("orders.csv", text_of(rows)), desk.write("after.toml", RAISED)
    return [
        "simulate",
        str(desk.plan),
        str(after),
        str(file),
        "--columns",
        str(desk.columns),
        "--locale",
        "en",
        *more,
    ]


def test_simulation_says_who_gains_and_who_loses(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Two points more for leaders are two points less for the store; bad rows and returns are passed over."""
    assert main([*typed(desk), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["assessed"]) == (2, 2)
    assert {change["name"]: change["difference_minor"] for change in told["parties"]}["S1"] == -40


def test_simulation_is_a_page_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With --out a page that stands alone, and the data; the text is printed all the same."""
    assert main(typed(desk, "--out", str(desk.out))) == 0
    assert "desk v1" in capsys.readouterr().out
    html = (desk.out / "simulation.html").read_text("utf-8")
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert json.loads((desk.out / "simulation.json").read_text("utf-8"))["after"] == "desk v2"


def test_rows_that_cannot_be_compared_are_told_where_nothing_is_left(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """No order at all: exit code 1, and why, in both languages; with --json the one object all the same."""
    words = typed(desk)
    desk.write("orders.csv", text_of([sale("O1", price="x"), sale("O2", price="y"), sale("O/3")]))
    assert main(words) == 1
    told = capsys.readouterr().out
    assert "nothing was compared: there are no orders" in told
    assert "left out: 2 rows, the first is row 1: x in column price" in told
    assert "O/3" in told
    assert main([*words[:-1], "zh"]) == 1
    assert "没有可比较的" in capsys.readouterr().out
    assert main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["assessed"] == 0


def test_plans_in_two_currencies_are_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to compare."""
    words = typed(desk)
    desk.write("after.toml", RAISED.replace("CNY", "EUR"))
    assert main(words) == 2
    assert "different currencies" in capsys.readouterr().err
