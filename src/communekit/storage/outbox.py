"""The outbox (发件箱): messages that are kept with what caused them, and sent afterwards, each at least once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import attrs

from communekit.ids import identifier
from communekit.ledger.word import dotted_word
from communekit.period import instant

from .data import data_text


def _id(text: str) -> str:
    return identifier(text, what="message id")


def _topic(text: str) -> str:
    return dotted_word(text, what="topic")


def _body(text: str) -> str:
    return data_text(text, what="message")


@attrs.frozen
class Message:
    """Something to tell the world (消息). Whoever receives one id twice takes it once: so it counts exactly once.

    Args:
        id: Follows from what caused it (`derived_id`): the same cause gives the same message.
        topic: A word for ever: "order.paid".
        at: When it was caused.
        body: As text: one line of JSON by rule.

    Errors: `InvalidIdError`, `InvalidWordError`, `InvalidTimeError`, `InvalidTextError`, `LimitExceededError`.
    """

    id: str = attrs.field(converter=_id)
    topic: str = attrs.field(converter=_topic)
    at: datetime = attrs.field(converter=instant)
    body: str = attrs.field(default="", converter=_body)


class Outbox(Protocol):
    """A place that keeps the messages of one community until they are sent (发件箱)."""

    def put(self, *messages: Message) -> tuple[Message, ...]:
        """Keep messages, and return those that were new.

        Raises:
            KeyConflictError: A message of that id has other content; none of them is kept.
        """

    def take(self, most: int, *, now: datetime, until: datetime) -> tuple[Message, ...]:
        """Return the oldest messages that are not done and that nobody holds, and hold them for a time.

        Args:
            most: So many at most.
            now: The moment.
            until: Others are not given them before that; one that was not done by then is given again.
        """

    def done(self, ids: Iterable[str]) -> None:
        """Say that messages were sent; telling it again changes nothing, and an unknown id is passed over."""

    def waiting(self) -> int:
        """Return how many messages are not done."""


__all__ = ["Message", "Outbox"]
