"""`communekit lint`: findings on a plan, and an exit code for scripts."""

import json

import pytest

from communekit.cli import main
from tests.cli.desk import PLAN, Desk

GREEDY = PLAN.replace('share = "1/3"', 'share = "99%"')


def test_plan_with_errors_exits_with_one(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that promises more than there is: an error, said on a line with its code."""
    assert main(["lint", str(desk.write("greedy.toml", GREEDY)), "--locale", "en"]) == 1
    assert capsys.readouterr().out.startswith("error lint.")


def test_plan_without_errors_exits_with_zero(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Notes are no errors; a plan without any finding is told so."""
    assert main(["lint", str(desk.plan), "--locale", "en"]) == 0
    assert "lint.no_window" in capsys.readouterr().out
    clean = PLAN.replace('residual = "store"', 'residual = "store"\neffective = "2026-01-01/2027-01-01"')
    assert main(["lint", str(desk.write("clean.toml", clean)), "--locale", "zh"]) == 0
    assert "没有发现问题" in capsys.readouterr().out


def test_findings_are_data_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json: code, severity, place, figures and sentence of each."""
    assert main(["lint", str(desk.write("greedy.toml", GREEDY)), "--json", "--locale", "zh"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] is True
    assert set(told["findings"][0]) == {"plan", "code", "severity", "where", "data", "text"}
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told["findings"][0]["text"])
