"""`communekit explain`: the working of one order of a file, for all or for one party."""

import json

import pytest

from communekit.cli import main
from tests.cli.desk import PLAN, Desk, Row, sale, text_of


def typed(desk: Desk, rows: list[Row], *more: str) -> list[str]:
    """Return what is typed to explain an order of some rows."""
    file = desk.write("orders.csv", text_of(rows))
    return ["explain", str(desk.plan), str(file), "--columns", str(desk.columns), "--locale", "en", *more]


ROWS = [
    sale("O1", quantity="6"), sale("O2", quantity="3", price="9.99"), sale("O2", "rice"),
    sale("C3", quantity="-1", price="9.99"), sale("C4", quantity="-2"),
]  # fmt: skip


def test_order_is_explained_with_what_came_before_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The second order of the month starts in the tier that the first one reached, and its returns are told."""
    assert main(typed(desk, ROWS, "--order", "O2")) == 0
    told = capsys.readouterr().out
    assert "Order O2 · plan desk v1" in told
    assert "rule month" in told
    assert "refund C3-4" in told
    assert "refund C4-5" in told


def test_party_is_told_its_own_part(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """For one party, the others are one sum; a party that is not paid is refused with those that are."""
    assert main(typed(desk, ROWS, "--order", "O2", "--party", "platform")) == 0
    told = capsys.readouterr().out
    assert "for platform" in told
    assert "to the others" in told
    assert main(typed(desk, ROWS, "--order", "O2", "--party", "nobody")) == 2
    assert "it pays L2, S1, platform" in capsys.readouterr().err


def test_explanation_is_data_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json: the sale, then each return."""
    assert main(typed(desk, ROWS, "--order", "O2", "--json")) == 0
    sale_told, *returns = json.loads(capsys.readouterr().out)
    assert sale_told["order"] == "O2"
    assert [one["refund"] for one in returns] == ["C3-4", "C4-5"]


def test_explanation_speaks_chinese(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With --locale zh the working is in Chinese."""
    assert main([*typed(desk, ROWS, "--order", "O1"), "--locale", "zh"]) == 0
    assert "订单 O1" in capsys.readouterr().out


def test_order_that_is_not_there_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """No row is of it; or its rows were left out, and then the reason is said."""
    assert main(typed(desk, ROWS, "--order", "O9")) == 2
    assert "there is no order O9 in these files" in capsys.readouterr().err
    assert main(typed(desk, [sale("O1", price="0")], "--order", "O1")) == 2
    assert "order O1 was left out (row 1: the amount is zero" in capsys.readouterr().err


def test_reason_that_names_the_order_does_not_name_it_twice(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """An order that the plan refuses is named once, by the refusal."""
    desk.write("plan.toml", PLAN.replace('share = "1/3"', 'share = "99%"'))
    assert main(typed(desk, [sale("O1")], "--order", "O1")) == 2
    told = capsys.readouterr().err
    assert "nothing to explain: row 1: order O1, line 1: the rules promise" in told
    assert told.count("O1") == 1
