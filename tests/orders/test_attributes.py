"""Open attributes: exact values, checked once, never changed."""

import copy
import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.errors import CommunekitError, LimitExceededError
from communekit.ids import InvalidIdError, InvalidTextError
from communekit.money import Money, Rate
from communekit.orders import About, Attributes, InvalidAttributeError, Value
from communekit.orders.attributes import NUMBER_MAX, about_of, attributes_of
from communekit.period import InvalidTimeError

FACTS: dict[str, Value] = {
    "organic": True,
    "weight": 3,
    "ratio": Fraction(1, 3),
    "deposit": Money.cny("2.00"),
    "margin": Rate.percent("8"),
    "picked_at": datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8))),
    "labels": ("春", "鲜"),
    "产地": "昆明",
    "note": "",
}


def test_every_kind_of_value_is_kept() -> None:
    """Text, numbers, money, rates, instants and words come back equal."""
    facts = Attributes(FACTS)
    assert dict(facts) == FACTS
    assert (facts.get("weight"), facts.get("height"), facts.get("height", 2)) == (3, None, 2)


def test_attributes_are_compared_hashed_copied_and_pickled_by_content() -> None:
    """Attributes are a value: two with the same contents are the same."""
    facts = Attributes(FACTS)
    assert facts == Attributes(dict(reversed(FACTS.items())))
    assert hash(facts) == hash(Attributes(dict(reversed(FACTS.items()))))
    assert pickle.loads(pickle.dumps(facts)) == copy.deepcopy(facts) == facts
    assert len(facts) == len(FACTS)
    assert "weight" in repr(facts)


def test_attributes_do_not_change_with_what_they_were_made_of() -> None:
    """The mapping that was handed in stays the host's own."""
    given: dict[str, Value] = {"grade": "a"}
    facts = Attributes(given)
    given["grade"] = "b"
    assert facts["grade"] == "a"


def test_attributes_cannot_be_changed() -> None:
    """Neither by item nor by name."""
    facts: Any = Attributes(FACTS)
    with pytest.raises(TypeError):
        facts["organic"] = False
    with pytest.raises(AttributeError):
        facts._items = {}


def test_what_is_checked_already_is_not_checked_again() -> None:
    """A million lines may share one set of attributes."""
    facts, about = Attributes(FACTS), About({"leader": FACTS})
    assert attributes_of(facts) is facts
    assert about_of(about) is about


@pytest.mark.parametrize(
    "value",
    [0.1, float("nan"), None, Decimal(1), date(2026, 3, 1), [1], {"a": 1}, ("a", 1), b"a", NUMBER_MAX + 1,
     -NUMBER_MAX - 1, Fraction(1, NUMBER_MAX + 1), ("a",) * 201],
)  # fmt: skip
def test_inexact_changing_or_boundless_values_are_refused(value: Any) -> None:
    """A value that is not one of the kinds is refused by name."""
    with pytest.raises(InvalidAttributeError) as caught:
        Attributes({"fact": value})
    assert caught.value.code == "orders.invalid_attribute"
    assert "attribute fact cannot be" in str(caught.value)
    assert "属性 fact 的值不能是" in caught.value.text("zh")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"": 1}, InvalidIdError),
        ({"a/b": 1}, InvalidIdError),
        ({1: 1}, InvalidIdError),
        ({"text": "a\u202eb"}, InvalidTextError),
        ({"text": "x" * 1001}, InvalidTextError),
        ({"words": ("\x00",)}, InvalidTextError),
        ({"at": datetime(2026, 3, 1)}, InvalidTimeError),  # noqa: DTZ001 - a naive time is what is tested
        ({f"fact-{number}": 1 for number in range(201)}, LimitExceededError),
        ("organic", InvalidAttributeError),
        (5, InvalidAttributeError),
    ],
)
def test_names_texts_and_instants_are_checked_as_everywhere(given: Any, error: type[CommunekitError]) -> None:
    """An attribute is no back door for text or time that is refused elsewhere."""
    with pytest.raises(error):
        Attributes(given)


def test_facts_by_subject_are_attributes() -> None:
    """What is known of a subject is a set of attributes; a subject of which nothing is known has none."""
    about = About({"leader": {"grade": "super"}, "store": {}})
    assert about["leader"] == Attributes({"grade": "super"})
    assert about.get("session") is None
    assert hash(about) == hash(About({"store": {}, "leader": {"grade": "super"}}))
    with pytest.raises(InvalidAttributeError):
        About({"leader": "super"})
