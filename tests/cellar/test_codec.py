"""The codec: values as plain data under stable words, and back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from communekit.codec import (
    Codec,
    DocumentTooLargeError,
    InvalidDocumentError,
    Limits,
    write_json,
)

from .agreement import (
    CODEC,
    HOOKS,
    RULE,
    SHORT,
    WORDS,
    All,
    Always,
    Cash,
    Condition,
    Equals,
    Level,
    Mode,
    Odd,
    Role,
    Rule,
    RuleId,
    Slice,
    Small,
)


def test_document_is_plain_and_says_what_it_is() -> None:
    """Type and version first; words where a field allows several; exact numbers as text; derived fields left out."""
    assert CODEC.dump(RULE) == {
        "type": "test.rule",
        "version": 1,
        "id": "base",
        "pays": "leader",
        "when": {
            "type": "test.all",
            "of": [
                {"type": "test.equals", "key": "grade", "value": "super"},
                {
                    "type": "test.not",
                    "of": {
                        "type": "test.equals",
                        "key": "share",
                        "value": {"type": "fraction", "value": "1/3"},
                    },
                },
                {"type": "test.equals", "key": "tags", "value": ["b", "a"]},
            ],
        },
        "mode": "sum",
        "rounding": "half_even",
        "level": 1,
        "points": 0,
        "share": "2/25",
        "cap": "7 CNY",
        "rate": "1.5",
        "open": True,
        "count": 1,
        "since": "2026-03-01T08:00:00+08:00",
        "per": "order",
        "slices": [{"start": "1/3", "kept": True}],
        "tags": ["a", "z"],
        "pair": [1, "a"],
        "names": [],
        "about": {"a": ["x"], "b": 1},
    }


def test_defaults_may_be_left_out() -> None:
    """A document for people says only what differs from the default."""
    rule = Rule(RuleId("base"), Role("leader"), share=Fraction(1, 2))
    assert SHORT.dump(rule) == {
        "type": "test.rule",
        "version": 1,
        "id": "base",
        "pays": "leader",
        "share": "1/2",
    }


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1,
        "x",
        Decimal("1.5"),
        Fraction(1, 3),
        date(2026, 3, 1),
        Cash(1),
        Mode.BEST,
        Role("x"),
        ("a",),
    ],
    ids=repr,
)
def test_union_keeps_the_kind(value: Any) -> None:
    """What stands in a union comes back as what it was."""
    back = CODEC.load(CODEC.dump(Equals("key", value)), Equals).value
    assert (type(back), back) == (type(value), value)


def test_load_keeps_kinds_of_text_and_numbers() -> None:
    """A role comes back as a role, not as text."""
    loaded = CODEC.load(CODEC.dump(RULE), Rule)
    assert type(loaded.pays) is Role
    assert type(loaded.level) is Level
    assert {type(key) for key in loaded.about} == {Role}


def test_load_asks_for_a_class_or_a_base() -> None:
    """The caller says what it wants; without that, any word will do."""
    document = CODEC.dump(Always())
    assert CODEC.load(document) == CODEC.load(document, Always) == CODEC.load(document, Condition) == Always()
    with pytest.raises(InvalidDocumentError, match=r"type: 'test.always' is not one of test.rule"):
        CODEC.load(document, Rule)


def test_value_with_its_own_form_may_be_a_document() -> None:
    """What is not a table stands under `value`."""
    assert CODEC.dump(Cash(7)) == {"type": "test.cash", "version": 1, "value": "7 CNY"}
    assert CODEC.load(CODEC.dump(Cash(7)), Cash) == Cash(7)


def test_numbers_may_stand_for_exact_shares() -> None:
    """A reader of TOML has 0.08 as a decimal and 1 as a whole number: both are exact."""
    document = CODEC.dump(RULE)
    for written, share in ((Decimal("0.08"), Fraction(8, 100)), (1, Fraction(1)), ("-3", Fraction(-3))):
        assert CODEC.load({**document, "share": written}, Rule).share == share
    assert CODEC.load({**document, "rate": 2}, Rule).rate == Decimal(2)
    assert CODEC.load({**document, "since": datetime(2026, 3, 1, tzinfo=UTC)}, Rule).since.day == 1
    assert CODEC.load({**document, "until": date(2026, 3, 1)}, Rule).until == date(2026, 3, 1)


@pytest.mark.parametrize("named", [Small(RuleId("x")), Slice(Fraction(1)), None])
def test_null_and_named_text_stand_as_they_are(named: Small | Slice | None) -> None:
    """A field without default is written even when it is None; a `NewType` is what it names."""
    codec = Codec({"test.odd": Odd, "test.slice": Slice})
    odd = Odd(None, named, {})
    assert codec.dump(odd)["maybe"] is None
    assert codec.load(codec.dump(odd), Odd) == odd


def test_limits_are_those_of_the_codec() -> None:
    """A codec for large things says so."""
    many = All((Always(),) * 20_000)
    with pytest.raises(DocumentTooLargeError):
        CODEC.dump(many)
    wide = Codec(WORDS, hooks=HOOKS, limits=Limits(keys_max=10**6))
    assert wide.load(wide.dump(many)) == many


def test_equal_values_have_equal_text() -> None:
    """1.50 is 1.5, and sets have no order."""
    other = attrs.evolve(
        RULE,
        rate=Decimal("1.5"),
        tags=frozenset(["a", "z"]),
        about={key: RULE.about[key] for key in sorted(RULE.about)},
    )
    assert other == RULE
    assert write_json(CODEC.dump(other)) == write_json(CODEC.dump(RULE))
