"""Places (位置): what kind of thing, and which one: "order/A1" is a stream, "leader/zhang" a tag."""

from communekit.errors import LimitExceededError
from communekit.ids import identifier
from communekit.ledger.word import dotted_word

PARTS_MAX = 4


def place(kind: str, *ids: str) -> str:
    """Return the place of a thing of a kind (位置): a stream, a tag or a key.

    Raises:
        InvalidWordError: The kind is not lower-case words joined by dots.
        InvalidIdError: An id is not fit to be one.
        LimitExceededError: More than four ids.

    >>> place("order", "A1")
    'order/A1'
    """
    if not 1 <= len(ids) <= PARTS_MAX:
        raise LimitExceededError("ids of a place", len(ids), PARTS_MAX)
    return "/".join([dotted_word(kind, what="kind"), *(identifier(id_, what=f"{kind} id") for id_ in ids)])


def checked_place(text: str) -> str:
    """Return a place as it was given, after checking its form; errors as in `place`.

    >>> checked_place("leader/zhang")
    'leader/zhang'
    """
    kind, *ids = str(text).split("/")
    return place(kind, *ids)


def checked_key(text: str) -> str:
    """Return an idempotency key as it was given, after checking it: a place, or an id; errors as in `place`.

    >>> checked_key("5f1c-77"), checked_key("refund/R1")
    ('5f1c-77', 'refund/R1')
    """
    return checked_place(text) if "/" in str(text) else identifier(text, what="key")


__all__ = ["checked_key", "checked_place", "place"]
