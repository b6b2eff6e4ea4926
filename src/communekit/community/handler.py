"""Handlers (处理器): the host's own rules, which add entries and messages to what happens."""

from collections.abc import Callable, Iterable

from communekit.ids import derived_id
from communekit.ledger import Entry
from communekit.storage import Message, Recorded

from .happening import Happening

Handler = Callable[[Happening, Recorded], Iterable[Entry | Message]]
"""Says what follows, for the host, from what happened: entries to book and messages to send, kept with it or not at all.

It is a function of what it is given and of nothing else, so that the same event leads to the same, with the same ids."""


def announce(happening: Happening, recorded: Recorded) -> tuple[Message, ...]:
    """Tell the world everything that happens (对外通知): one message an event, with its word as topic and its data as body."""
    assert happening is not None
    event = recorded.event
    return (Message(derived_id(recorded.key, recorded.version), event.kind, event.at, event.data),)


__all__ = ["Handler", "announce"]
