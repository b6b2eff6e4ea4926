"""JSON and TOML: what is read, and what is written."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from communekit.codec import (
    InvalidDocumentError,
    Limits,
    check_plain,
    decimal_text,
    read_json,
    read_toml,
    write_json,
    write_toml,
)


def shown(value: object) -> str:
    """Return an input as a test id."""
    return ascii(value)[:40]


def test_toml_reads_exact_numbers_and_real_dates() -> None:
    """No floats; dates and times are what they are."""
    document = read_toml("a = 0.10\nb = 1e2\nc = 2026-03-01\nd = 2026-03-01T08:00:00+08:00\ne = true\nf = 1")
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    assert document == {"a": Decimal("0.1"), "b": 100, "c": date(2026, 3, 1), "d": moment, "e": True, "f": 1}
    assert [type(document[key]) for key in "abef"] == [Decimal, Decimal, bool, int]


def test_json_reads_exact_numbers() -> None:
    """What has a point is a decimal, what has none a whole number."""
    assert read_json(b'\xef\xbb\xbf[1, 0.10, -0, 1e2, "\\ud83d\\ude00"]') == [1, Decimal("0.1"), 0, 100, "😀"]


def test_limits_may_be_widened() -> None:
    """Limits belong to the caller, up to the depth that reading can bear."""
    wide = Limits(bytes_max=10**6, depth_max=64, keys_max=10**6, digits_max=1_000)
    assert read_json("[" * 64 + "9" * 1_000 + "]" * 64, limits=wide)
    assert len(read_json("[" + "1," * 20_000 + "1]", limits=wide)) == 20_001
    assert read_toml("a = " + "[" * 63 + "]" * 63, limits=wide)


@pytest.mark.parametrize("bad", [{"depth_max": 65}, {"depth_max": 0}, {"bytes_max": 0}, {"key_parts_max": 1}])
def test_limits_have_limits(bad: dict[str, int]) -> None:
    """Limits that could not be kept are a mistake of the caller."""
    with pytest.raises(ValueError, match="must be"):
        Limits(**bad)


def test_json_is_written_in_one_way() -> None:
    """Sorted keys, no spaces, Chinese as it is, decimals without idle zeros but with their point."""
    document = {
        "b": [Decimal("1.50"), Decimal("2E+1"), Decimal("-0.0"), True, None],
        "a": "团\n",
        "": {},
        "c": [],
    }
    assert write_json(document) == '{"":{},"a":"团\\n","b":[1.5,20.0,0.0,true,null],"c":[]}'


def test_json_may_be_written_for_people() -> None:
    """One key or element per line."""
    assert (
        write_json({"b": [1, {}], "a": "x"}, pretty=True)
        == '{\n  "a": "x",\n  "b": [\n    1,\n    {}\n  ]\n}'
    )


def test_toml_is_written_as_a_plan_on_paper() -> None:
    """Values first, then tables and lists of tables, in their own order; deeper tables in line."""
    document = {
        "plan": {"id": "basket", "share": Decimal("0.080"), "from": date(2026, 3, 1)},
        "rule": [
            {"id": "fresh", "when": {"category": "fresh", "days": [1, 2]}},
            {"id": "month", "tiers": [{"from": str(tier * 1_000), "share": f"{tier}%"} for tier in range(4)]},
        ],
        "version": 1,
        "a key": [],
        "none": {},
    }
    assert write_toml(document) == (
        "version = 1\n"
        '"a key" = []\n'
        "\n"
        "[plan]\n"
        'id = "basket"\n'
        "share = 0.08\n"
        "from = 2026-03-01\n"
        "\n"
        "[[rule]]\n"
        'id = "fresh"\n'
        'when = { category = "fresh", days = [1, 2] }\n'
        "\n"
        "[[rule]]\n"
        'id = "month"\n'
        "tiers = [\n"
        '    { from = "0", share = "0%" },\n'
        '    { from = "1000", share = "1%" },\n'
        '    { from = "2000", share = "2%" },\n'
        '    { from = "3000", share = "3%" },\n'
        "]\n"
        "\n"
        "[none]\n"
    )
    assert read_toml(write_toml(document)) == document


def test_toml_has_no_offset_with_seconds() -> None:
    """A time of old local time is written as the same instant in UTC."""
    shanghai = timezone(timedelta(hours=8, minutes=5, seconds=43))
    moment = datetime(1900, 1, 1, tzinfo=shanghai)
    assert write_toml({"a": moment}) == "a = 1899-12-31T15:54:17+00:00\n"
    with pytest.raises(InvalidDocumentError, match="a: a document cannot hold"):
        write_toml({"a": datetime(1, 1, 1, tzinfo=shanghai)})


SELF: list[Any] = []
SELF.append(SELF)


@pytest.mark.parametrize(
    ("document", "problem", "where"),
    [
        ({"a": [0.5]}, "not_plain", "a[0]"),
        ({"a": b""}, "not_plain", "a"),
        ({"a": {1}}, "not_plain", "a"),
        ({"a": object}, "not_plain", "a"),
        ({"a": {1: 2}}, "not_text", "a"),
        ({"a": "\ud800"}, "surrogate", "a"),
        ({"a": {"\ud800": 1}}, "surrogate", "a"),
        ({"a\nb": {"c": 0.5}}, "not_plain", "'a\\nb'.c"),
        ({"a": Decimal("NaN")}, "not_finite", "a"),
        ({"a": Decimal("1E+100")}, "digits", "a"),
        ({"a": 10**100}, "digits", "a"),
        ({"a": SELF}, "depth", "a" + "[0]" * 31),
        ({"a": [[[0] * 100] * 100] * 100}, "keys", "a[0][98]"),
        ({"a": "x" * 65_536}, "bytes", ""),
    ],
    ids=shown,
)
def test_what_cannot_be_read_back_is_not_written(document: dict[str, Any], problem: str, where: str) -> None:
    """The writers refuse what the readers would refuse, and say where it stands."""
    for write in (write_json, write_toml):
        with pytest.raises(InvalidDocumentError) as caught:
            write(document)
        assert (caught.value.problem, caught.value.where) == (problem, where)


@pytest.mark.parametrize(
    ("write", "value"),
    [(write_json, date(2026, 3, 1)), (write_json, datetime(2026, 3, 1, tzinfo=UTC)), (write_toml, None)],
)
def test_each_notation_lacks_something(write: Callable[[Any], str], value: object) -> None:
    """JSON has no dates, TOML has no null."""
    check_plain({"a": [value]})
    with pytest.raises(InvalidDocumentError, match=r"a(\[0\])?: a document cannot hold"):
        write({"a": [value]})


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("-0.00", "0"), ("100", "100"), ("1E+2", "100"), ("1.50", "1.5"), ("-1E-3", "-0.001")],
)
def test_decimals_have_one_text(number: str, text: str) -> None:
    """Equal decimals give equal text."""
    assert decimal_text(Decimal(number)) == text
