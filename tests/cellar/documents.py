"""Plain documents for the tests of the codec."""

from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
keys = st.one_of(st.sampled_from(["a", "share", "when", "团长", "a.b", 'q"', "", " "]), texts)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=None).filter(
    lambda number: abs(number.adjusted()) < 100
)
offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(timezones=st.one_of(st.just(UTC), offsets))
moments = st.one_of(st.dates(), st.datetimes(), instants)
scalars = st.one_of(st.booleans(), st.integers(-(10**30), 10**30), decimals, texts)


def documents(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return plain data with these leaves, nested."""
    return st.recursive(
        leaves,
        lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(keys, inside, max_size=4)),
        max_leaves=12,
    )


json_documents = documents(st.one_of(scalars, st.none()))
toml_documents = st.dictionaries(keys, documents(st.one_of(scalars, moments)), max_size=5)

# What looks like structure, where it is and where it is not.
toml_noise = st.lists(
    st.sampled_from(
        ["a", "b.c", "d.e.f.g", '"', "'", '"""', "'''", '""', "''", "\\", "#", "\n", "\r\n", "=", " = ", "[", "]", "[[", "]]",
         "{", "}", ",", ".", "1", "1.5", "0x1f", "true", "nan", "inf", "1e999", "2026-03-01", "07:32:00", " ", "\t", "\x00",
         "团", "\ufeff", "a = ", "\na = ", "\n[a]\n"]
    ),
    max_size=40,
).map("".join)  # fmt: skip
json_noise = st.lists(
    st.sampled_from(
        ["{", "}", "[", "]", '"', "\\", ":", ",", "1", "-", "0.5", "1e999", "NaN", "Infinity", "null", "true",
         '"a"', '"a":', "\\ud800", "\\u0041", "\n", "\x00", "团", "\ufeff"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def kinds(document: Any) -> Any:
    """Return a document with the kind of every value, so that 1, true and 1.0 differ."""
    match document:
        case dict():
            return {key: kinds(item) for key, item in document.items()}
        case list() | tuple():
            return [kinds(item) for item in document]
        case Decimal() | date():
            return type(document).__name__, document
        case _:
            return type(document).__name__, document
