"""Events (事件): what was recorded, as it is kept. What the data mean is said by whoever wrote them."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Final

import attrs

from communekit.errors import LimitExceededError
from communekit.ledger.word import dotted_word
from communekit.period import instant

from .data import data_text
from .place import checked_place

TAGS_MAX: Final = 100_000

_tag: Final = lru_cache(4_096)(checked_place)
"""The same parties come again and again; what is fit once is fit always."""


def _kind(text: str) -> str:
    return dotted_word(text, what="kind of event")


def _tags(given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        given = (given,)
    tags = tuple(sorted({_tag(str(tag)) for tag in given}))
    if len(tags) > TAGS_MAX:
        raise LimitExceededError("tags of an event", len(tags), TAGS_MAX)
    return tags


def _data(text: str) -> str:
    return data_text(text, what="event")


@attrs.frozen
class Event:
    """Something that happened (事件), about to be appended to a stream.

    Args:
        kind: A word for ever: "order.paid".
        at: When it happened.
        data: What happened, as text: one line of JSON by rule.
        tags: Whom it concerns, as places: "leader/zhang". A reader may ask for the events of one tag.

    Errors: `InvalidWordError`, `InvalidTimeError`, `InvalidTextError`, `InvalidIdError`, `LimitExceededError`.

    >>> Event("order.paid", "2026-03-01T09:00:00+08:00", "{}", ["leader/zhang"]).tags
    ('leader/zhang',)
    """

    kind: str = attrs.field(converter=_kind)
    at: datetime = attrs.field(converter=instant)
    data: str = attrs.field(converter=_data)
    tags: tuple[str, ...] = attrs.field(default=(), converter=_tags)


@attrs.frozen
class Recorded:
    """An event where it stands (已记录事件).

    `position` says how many events of the community stand before it, `version` how many of its stream. `key` is the
    idempotency key (幂等键) under which it was told.
    """

    position: int
    stream: str
    version: int
    key: str
    event: Event


@attrs.frozen
class Appended:
    """What an `append` led to (追加结果): the events where they stand, and whether they are new."""

    events: tuple[Recorded, ...]
    is_new: bool


__all__ = ["Appended", "Event", "Recorded"]
