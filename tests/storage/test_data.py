"""Data: what no database keeps as it is, is refused before it comes to one."""

from collections.abc import Callable

import pytest

from communekit.errors import LimitExceededError
from communekit.ids import InvalidTextError
from communekit.period import instant
from communekit.storage import Event, Message, Snapshot, data

NOON = instant("2026-03-01T12:00:00+08:00")


def _event(text: str) -> str:
    return Event("order.paid", NOON, text).data


def _message(text: str) -> str:
    return Message("m1", "order.paid", NOON, text).body


def _snapshot(text: str) -> str:
    return Snapshot("board", 0, 1, text).data


@pytest.mark.parametrize("made", [_event, _message, _snapshot])
def test_stores_agree(made: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """stores_agree: NUL, half a character, bytes and what is too long are refused; everything else stays as it was."""
    assert made('{"a":"\\u0000 团长 \U0001f9fa\\n"}') == '{"a":"\\u0000 团长 \U0001f9fa\\n"}'
    bad: list[str] = ["a\0b", "\ud800", b"{}", None]  # type: ignore[list-item]  # no text
    for text in bad:
        with pytest.raises(InvalidTextError):
            made(text)
    monkeypatch.setattr(data, "CHARACTERS_MAX", 2)
    with pytest.raises(LimitExceededError):
        made("abc")
