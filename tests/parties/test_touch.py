"""Touches: what one is, and what is none."""

from collections.abc import Mapping
from typing import Any

import pytest

from communekit.ids import InvalidIdError, InvalidTextError
from communekit.parties import InvalidTouchError, Role, Touch, TouchKind
from communekit.period import InvalidTimeError

AT = "2026-03-01T12:00:00+08:00"


def test_a_touch_says_what_it_is() -> None:
    """What is left out has its usual meaning."""
    touch = Touch("t-1", AT, "live", "V7", "L1", session="live-3", share="k-9")
    assert (touch.kind, touch.role, touch.channel, touch.is_view) == (
        TouchKind.LIVE,
        Role.LEADER,
        "live",
        False,
    )
    assert touch.at.isoformat() == "2026-03-01T04:00:00+00:00"
    assert Touch("t-1", AT, "ad", "V7", channel="Google > Ads").channel == "Google > Ads"


def test_the_order_of_touches_is_total() -> None:
    """At one instant the higher priority is later, then the id; the order of arrival says nothing."""
    first, second, third = (
        Touch(id_, AT, "link", "V7", "L1", priority=priority)
        for id_, priority in (("b", 0), ("c", 0), ("a", 1))
    )
    assert sorted([third, second, first], key=lambda touch: touch.place) == [first, second, third]


@pytest.mark.parametrize("word", ["", "Live", "live stream", "直播", "9live", "x" * 41, 7, None])
def test_kinds_are_words(word: object) -> None:
    """A kind is a word; a host may have his own."""
    with pytest.raises(InvalidTouchError) as caught:
        TouchKind(word)  # type: ignore[arg-type]  # what a host may hand in by mistake
    assert caught.value.part == "kind"
    assert TouchKind("courier_card") == "courier_card"
    assert repr(TouchKind("x" * 40)) == f'TouchKind("{"x" * 40}")'


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"id": "a/b"}, InvalidIdError),
        ({"by": ""}, InvalidIdError),
        ({"at": "2026-03-01"}, InvalidTimeError),
        ({"channel": ""}, InvalidTextError),
        ({"session": ""}, InvalidIdError),
        ({"is_view": 1}, InvalidTouchError),
        ({"priority": True}, InvalidTouchError),
        ({"priority": 1_000_001}, InvalidTouchError),
        ({"priority": 0.5}, InvalidTouchError),
    ],
)
def test_what_is_no_touch(changed: Mapping[str, Any], error: type[Exception]) -> None:
    """It is refused at birth, and says which part and why in both languages."""
    with pytest.raises(error) as caught:
        Touch(**{"id": "t-1", "at": AT, "kind": "link", "by": "V7", **changed})
    if isinstance(caught.value, InvalidTouchError):
        assert "：" in caught.value.text("zh")
        assert ": " in caught.value.text("en")
