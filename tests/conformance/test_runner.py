"""The runner: what it prints, what it makes of lines that are none, how it ends."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .__main__ import main
from .adapters import ADAPTERS
from .answer import agrees
from .case import MALFORMED, Case, read_case
from .own import OWN
from .runner import Verdict, run

RIGHT = {
    "id": "a",
    "source": "s",
    "kind": "percent",
    "input": {"base": "10", "rate_percent": "10"},
    "expected": {"amount": "1.00"},
}
WRONG = {**RIGHT, "id": "b", "expected": {"amount": "1.01"}}
LATER = {**RIGHT, "id": "c", "kind": "points_earn"}
UNKNOWN = {**RIGHT, "id": "d", "kind": "no such kind"}


def written(folder: Path, *lines: object) -> str:
    """Return a vector file of lines; what is no text is written as JSON."""
    path = folder / "vectors.jsonl"
    texts = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    path.write_bytes(b"\n".join(texts) + b"\n")
    return str(path)


def test_a_line_per_kind_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind has one line with its counts; a kind of a later part is counted as unsupported."""
    assert main([written(tmp_path, RIGHT, LATER, b"")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "percent: 1 passed, 0 failed, 0 unsupported",
        "points_earn: 0 passed, 0 failed, 1 unsupported",
    ]


def test_a_failure_is_shown_and_ends_the_run_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What differs is said, with both figures, and the exit code is not zero."""
    assert main([written(tmp_path, RIGHT, WRONG)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "percent: 1 passed, 1 failed, 0 unsupported",
        "  failed b: amount: expected '1.01', got '1.00'",
    ]


def test_reasons_are_told_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --unsupported each case that was not run says why."""
    assert main(["--unsupported", written(tmp_path, LATER, UNKNOWN, b"{")]) == 0
    out = capsys.readouterr().out
    assert "  unsupported c: comes with part 6 (loyalty)\n" in out
    assert "  unsupported d: unknown kind: no such kind\n" in out
    assert "  unsupported vectors.jsonl:3: " in out


def test_kinds_can_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --kind only these kinds are run; one that no line has is shown with zeros, a broken line always."""
    file = written(tmp_path, RIGHT, WRONG, LATER, b"nonsense")
    assert main(["--kind", "points_earn", "--kind", "package", file]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "malformed: 0 passed, 0 failed, 1 unsupported",
        "package: 0 passed, 0 failed, 0 unsupported",
        "points_earn: 0 passed, 0 failed, 1 unsupported",
    ]


def test_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the report is data: counts per kind and in all, and why a case did not pass."""
    assert main(["--json", written(tmp_path, RIGHT, WRONG, UNKNOWN)]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "kinds": {
            "no such kind": {"passed": 0, "failed": 0, "unsupported": 1},
            "percent": {"passed": 1, "failed": 1, "unsupported": 0},
        },
        "total": {"passed": 1, "failed": 1, "unsupported": 1},
        "failed": [{"id": "b", "kind": "percent", "why": "amount: expected '1.01', got '1.00'"}],
        "unsupported": [{"id": "d", "kind": "no such kind", "why": "unknown kind: no such kind"}],
    }


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is named on the error output, without a traceback, and the exit code is 2."""
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl: No such file or directory" in capsys.readouterr().err


def test_no_file_is_an_error_of_usage() -> None:
    """Without a file there is nothing to run."""
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"3",
        b"null",
        b"\xff\xfe",
        b'{"id": "a"}',
        b'{"id": 1, "kind": "percent", "input": {}, "expected": {}}',
        b'{"id": "a", "kind": "", "input": {}, "expected": {}}',
        b'{"id": "a", "kind": "percent", "input": [], "expected": {}}',
        b'{"id": "a", "kind": "percent", "input": {}, "expected": null}',
        b'{"id": "a", "kind": "percent", "input": {"base": NaN}, "expected": {}}',
        b'{"id": "a", "id": "b", "kind": "percent", "input": {}, "expected": {}}',
        b'{"id": "a", "kind": "percent", "expected": {}, "input": ' + b"[" * 200 + b"]" * 200 + b"}",
        b'{"id": "' + b"a" * 100_000 + b'"}',
    ],
)
def test_malformed_line_is_unsupported(line: bytes) -> None:
    """A line that is not of the documented form is counted, with its reason, under a kind of its own."""
    case = read_case(line, "file:7")
    assert (case.id, case.kind) == ("file:7", MALFORMED)
    outcome = run(case)
    assert outcome.verdict is Verdict.UNSUPPORTED
    assert outcome.why


@pytest.mark.parametrize(
    ("kind", "given_", "reason"),
    [
        ("percent", {}, "the input has no base"),
        ("percent", {"base": True, "rate_percent": "1"}, "not an amount: True"),
        ("percent", {"base": "ten", "rate_percent": "1"}, "refused, money.invalid_amount"),
        ("percent", {"base": "10", "rate_percent": "much"}, "not a number: 'much'"),
        ("percent", {"base": "10", "rate_percent": "1", "mode": "upwards"}, "mode is not known: upwards"),
        (
            "percent",
            {"base": "10", "rate_percent": "1", "cap": "0.05"},
            "the input says what is not read: cap",
        ),
        ("per_unit", {"amount_per_unit": "1", "quantity": "0"}, "refused, orders.invalid_quantity"),
        ("allocation", {"amount": 100, "weights": ["0"], "method": "fair"}, "method is not known: fair"),
        ("rounding_scope", {"rate_percent": "1", "lines": [["1"]]}, "ValueError: "),
        ("vendor_split", {"op": "auction"}, "op is not known: auction"),
        ("settlement_period", {"date": "tomorrow", "period": "monthly"}, "date is not a date: tomorrow"),
        ("graduated_tier", {"quantity": "1", "tiers": ["one"]}, "not a JSON object"),
    ],
)
def test_what_cannot_be_put_to_the_library_is_unsupported(
    kind: str, given_: dict[str, Any], reason: str
) -> None:
    """A case of a known kind that says too little, too much, or what the library refuses is told with its reason."""
    outcome = run(Case("a", kind, given=given_, expected={"amount": "-1"}))
    assert outcome.verdict is Verdict.UNSUPPORTED
    assert outcome.why.startswith(reason)


def test_case_of_which_only_the_defect_is_given_is_unsupported() -> None:
    """What the source does wrongly is nothing to hold the library to."""
    case = Case("a", "commission.group_head", expected={"upstream": "1.77"})
    assert run(case).why == "only the defect of the source is given"


def test_figure_without_an_answer_is_unsupported() -> None:
    """A figure that the kind does not have is named, though all others agree."""
    case = Case(
        "a", "percent", given={"base": "10", "rate_percent": "10"}, expected={"amount": "1.00", "tax": "0.00"}
    )
    assert run(case).why == "no answer for tax"


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ("7", "7.00", True),
        ("7", 7, True),
        ("1/3", "1/3", True),
        ("7", "8", False),
        ("6.6667", Fraction(20, 3), True),
        ("6.67", Fraction(20, 3), False),
        ("6.6666", Fraction(20, 3), False),
        ("6.6670", Fraction(6667, 1000), True),
        ("6.6667", Fraction(66665, 10000), False),
        (True, True, True),
        (True, 1, False),
        (1, True, False),
        (None, None, True),
        (None, 0, False),
        ("a", "a", True),
        ([1, "2.0"], ("1.0", 2), True),
        ([1], [1, 1], False),
        ({"a": 1}, {"a": "1.0"}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({}, [], False),
        ([], {}, False),
    ],
)
def test_answers_are_compared_by_value(expected: object, got: object, same: bool) -> None:
    """Numbers agree whatever their digits; whether something is true is no number."""
    assert agrees(expected, got) is same


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["1", "0.5", "-3", "10.00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


figures = values | st.fractions() | st.integers(-(10**18), 10**18) | st.decimals().map(str)


@given(expected=figures, got=figures)
def test_any_two_figures_can_be_compared(expected: object, got: object) -> None:
    """Whatever stands in a file, comparing it ends in a yes or a no; a figure agrees with itself."""
    assert agrees(expected, got) in (True, False)
    assert agrees(got, got)


@pytest.mark.parametrize("kind", sorted(ADAPTERS))
@settings(max_examples=20)
@given(data=st.data())
def test_whatever_the_input_there_is_a_verdict(kind: str, data: st.DataObject) -> None:
    """Known fields with any values: never a traceback, and the library never breaks without an error of its own."""
    case = data.draw(st.sampled_from([case for case in OWN if case.kind == kind]))
    changed = {**case.given, data.draw(st.sampled_from(sorted(case.given))): data.draw(values)}
    outcome = run(Case("a", kind, given=changed, expected={"no such figure": 1}))
    assert outcome.verdict is Verdict.UNSUPPORTED, outcome.why
