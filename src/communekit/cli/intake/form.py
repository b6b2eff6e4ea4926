"""Checked parts of a map (对照表的各部分): tables, texts, lists and choices, each refused with its place."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from communekit.cli.errors import InvalidColumnsError
from communekit.codec import UnknownKeyError
from communekit.errors import CommunekitError

Known = Sequence[str] | None
T = TypeVar("T")


def asked(where: str, given: Any, question: Callable[[Any], T]) -> T:  # noqa: ANN401  # as it stands in the map
    """Return what a room makes of a value; its refusal is placed in the map."""
    try:
        return question(given)
    except CommunekitError as refused:
        raise InvalidColumnsError(where, "refused", given, refused) from refused


def table_at(given: object, where: str, known: Known = None) -> dict[str, Any]:
    """Return a table, with known keys only."""
    if not isinstance(given, dict):
        raise InvalidColumnsError(where, "not_a_table", given)
    for key in given:
        if known is not None and key not in known:
            meant = get_close_matches(key[:60], known, n=1)
            raise UnknownKeyError(key, tuple(known), meant[0] if meant else "", where)
    return given


def texts_at(paper: Mapping[str, Any], key: str, known: Known = None, *, at: str = "") -> dict[str, str]:
    """Return a table of texts that stands under a key; none is an empty one."""
    table = table_at(paper.get(key, {}), f"{at}{key}", known)
    return {name: text_at(value, f"{at}{key}.{name}") for name, value in table.items()}


def text_at(given: object, where: str, *, empty: bool = False) -> str:
    """Return a text; an empty one only where that is allowed."""
    if given is None:
        raise InvalidColumnsError(where, "missing")
    if not isinstance(given, str) or not (given or empty):
        raise InvalidColumnsError(where, "not_text", given)
    return given


def list_at(given: object, where: str) -> list[str]:
    """Return a list of texts; one text is a list of one."""
    if isinstance(given, str):
        return [text_at(given, where)]
    if not isinstance(given, list):
        raise InvalidColumnsError(where, "not_a_list", given)
    return [text_at(item, where) for item in given]


def choice_at(given: object, where: str, choices: Sequence[str]) -> str:
    """Return one of some words."""
    if given not in choices or not isinstance(given, str):
        raise InvalidColumnsError(where, "not_a_choice", given, tuple(choices))
    return given


__all__ = ["asked", "choice_at", "list_at", "table_at", "text_at", "texts_at"]
