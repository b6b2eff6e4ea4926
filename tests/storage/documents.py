"""Documents that are told in another order, or changed (文档变造)."""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from communekit.storage import WORDS

Draw = Callable[[st.SearchStrategy[Any]], Any]

SCALARS: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.decimals(-1000, 1000, places=3),
    st.sampled_from(
        (
            "",
            "x",
            "1/3",
            "1/0",
            "-0",
            "12.30 CNY",
            "-0.00 CNY",
            "1.2345 CNY",
            "5 POINTS",
            "2026-03-01T08:00:00Z",
            "2026-03-01T08:00:00",
            "2026-02-30T08:00:00Z",
            "9999-12-31T23:59:59Z",
            "Asia/Shanghai",
            "../etc/passwd",
            "FREQ=DAILY;BYDAY=MO",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "\u202e",
            "a" * 2_000,
        )
    ),
    st.sampled_from(sorted(WORDS)),
    st.text(max_size=8),
)
TREES: Final = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("type", "value", "x")), inner)
    ),
    max_leaves=6,
)


def reordered(document: Any, chance: Random) -> Any:
    """Return a document with the keys of all its tables in another order."""
    match document:
        case dict():
            keys = list(document)
            chance.shuffle(keys)
            return {key: reordered(document[key], chance) for key in keys}
        case list():
            return [reordered(item, chance) for item in document]
        case _:
            return document


def places(document: Any) -> list[tuple[Any, Any]]:
    """Return every place in a document: what holds it, and by which key."""
    found: list[tuple[Any, Any]] = []
    pairs = document.items() if isinstance(document, dict) else enumerate(document)
    for key, item in list(pairs):
        found.append((document, key))
        if isinstance(item, dict | list):
            found.extend(places(item))
    return found


def _like(item: Any) -> st.SearchStrategy[Any]:
    """Draw something of the same kind, so that it comes as far as the room that judges it."""
    match item:
        case bool():
            return st.just(not item)
        case int():
            return st.sampled_from((0, 1, -1, item + 1, -item, 10**15, 10**15 + 1)) | st.integers()
        case str():
            return st.sampled_from((item + "x", item[:-1], item.upper(), item.replace("0", "9"))) | SCALARS
        case list():
            return st.just([]) | st.just(item[::-1]) | st.just(item * 2) | st.just(item[:1])
        case _:
            return TREES


def mutated(document: Any, draw: Draw) -> Any:
    """Return a document in which one to three places were changed, dropped, doubled or put elsewhere."""
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(places(document)))
        match draw(st.sampled_from(("change", "nudge", "nudge", "nudge", "drop", "add", "elsewhere"))):
            case "change":
                holder[key] = draw(TREES)
            case "nudge":
                holder[key] = draw(_like(holder[key]))
            case "drop":
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(("extra", "type", "value", "id")))] = draw(TREES)
            case "add":
                holder.append(holder[key])
            case _:
                other, place = draw(st.sampled_from(places(document)))
                holder[key] = draw(st.just(other[place]) | TREES)
        if not document or _is_circular(document):
            return {"type": "orders.order"}
    return document


def _is_circular(document: Any, above: tuple[int, ...] = ()) -> bool:
    if not isinstance(document, dict | list):
        return False
    if id(document) in above:
        return True
    items = document.values() if isinstance(document, dict) else document
    return any(_is_circular(item, (*above, id(document))) for item in items)
