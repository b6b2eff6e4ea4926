"""Ids and names: what is fit, what is refused, and what is said about it."""

import hashlib
import pickle
import time
import unicodedata
from base64 import b32encode
from typing import Any

import pytest

from communekit.ids import InvalidIdError, InvalidTextError, derived_id, distinct, identifier, name_text

FIT_IDS = [
    "L1",
    "a",
    "x" * 128,
    "store 7",
    "团长-01",
    "é",
    "a.b",
    "...a".strip("."),
    ".hidden",
    "a:b#c@d",
    "🥬",
    "שלום",
]

# Number in the catalogue of bad inputs, input, problem.
BAD_IDS: list[tuple[int, Any, str]] = [
    (41, "", "empty"),
    (43, "x" * 129, "too_long"),
    (43, "x" * 10_000, "too_long"),
    (43, "e\u0301" * 5_000_000, "too_long"),
    (45, "a/b", "separator"),
    (45, "a\\b", "separator"),
    (45, ".", "dots"),
    (45, "..", "dots"),
    (45, "a..b", "dots"),
    (45, "a\x00b", "invisible"),
    (45, "a\nb", "invisible"),
    (45, "a\x7f", "invisible"),
    (45, "a\x85", "invisible"),
    (45, " a", "outer_space"),
    (45, "a ", "outer_space"),
    (45, " ", "outer_space"),
    (45, "a\u3000", "outer_space"),
    (45, "a\u00a0", "outer_space"),
    (49, unicodedata.normalize("NFD", "é"), "not_nfc"),
    (49, "\u212b", "not_nfc"),
    (53, "a\u202eb", "invisible"),
    (55, "a\u2066b", "invisible"),
    (57, "a\u200bb", "invisible"),
    (57, "\ufeffa", "invisible"),
    (57, "a\u00adb", "invisible"),
    (57, "a\u3164", "invisible"),
    (57, "a\ufe0f", "invisible"),
    (59, "a\u2028b", "invisible"),
    (61, "a\ud800", "invisible"),
    (0, None, "not_text"),
    (0, 7, "not_text"),
    (0, b"a", "not_text"),
]

FIT_NAMES = [
    "阿姨的菜篮子 🥬",
    "Café Zoë",
    "Cafe\u0301",
    "👩\u200d🌾 farm",
    "\u2066abc\u2069",
    "\u2066a\u2067b\u2069\u2069",
    "a\u200eb",
    "x" * 200,
    " a ",
    "Z" + "\u0301" * 8,
    "/",
    "..",
]

BAD_NAMES: list[tuple[int, Any, str]] = [
    (53, "a\u202eb", "direction"),
    (53, "a\u202ab", "direction"),
    (53, "\u202c", "direction"),
    (55, "\u2066a", "isolate"),
    (55, "a\u2069", "isolate"),
    (55, "\u2069a\u2066", "isolate"),
    (57, "", "empty"),
    (57, " ", "unseen"),
    (57, "\u200b", "unseen"),
    (57, "\ufeff", "unseen"),
    (57, "\u3164\u200b \u2800", "unseen"),
    (59, "a\x1bb", "control"),
    (59, "a\tb", "control"),
    (59, "a\x9bb", "control"),
    (59, "a\u2028b", "control"),
    (59, "a\u2029b", "control"),
    (61, "a\udfff", "surrogate"),
    (63, "a\x00b", "control"),
    (65, "x" * 201, "too_long"),
    (65, "x" * 1_000_000, "too_long"),
    (67, "e" + "\u0301" * 9, "marks"),
    (67, "e" + "\u0301" * 5_000, "too_long"),
    (0, None, "not_text"),
    (0, 3, "not_text"),
]


def shown(value: object) -> str:
    """Return an input as a test id."""
    return ascii(value)[:30] if isinstance(value, str) else repr(value)


@pytest.mark.parametrize("text", FIT_IDS, ids=shown)
def test_identifier_returns_what_it_was_given(text: str) -> None:
    """A fit id is neither trimmed nor changed."""
    assert identifier(text) is text


@pytest.mark.parametrize(("number", "text", "problem"), BAD_IDS, ids=shown)
def test_identifier_refuses_at_once(number: int, text: Any, problem: str) -> None:
    """Every bad id of the catalogue is refused in milliseconds, with its reason in both languages."""
    began = time.process_time()
    with pytest.raises(InvalidIdError) as caught:
        identifier(text, what="order id")
    assert time.process_time() - began < 0.05, number
    assert (caught.value.code, caught.value.problem, caught.value.what) == (
        "ids.invalid",
        problem,
        "order id",
    )
    assert " is not a fit order id: " in str(caught.value)
    assert " 不能用作订单编号：" in caught.value.text("zh_CN")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", FIT_NAMES, ids=shown)
def test_name_returns_what_it_was_given(text: str) -> None:
    """A fit name is neither trimmed nor changed."""
    assert name_text(text) is text


@pytest.mark.parametrize(("number", "text", "problem"), BAD_NAMES, ids=shown)
def test_name_refuses_at_once(number: int, text: Any, problem: str) -> None:
    """Every bad name of the catalogue is refused in milliseconds, with its reason in both languages."""
    began = time.process_time()
    with pytest.raises(InvalidTextError) as caught:
        name_text(text, what="store name")
    assert time.process_time() - began < 0.05, number
    assert (caught.value.code, caught.value.problem) == ("ids.invalid_text", problem)
    assert " is not a fit store name: " in str(caught.value)
    assert " 不能用作门店名称：" in caught.value.text("zh")
    assert str(caught.value).isprintable()


def test_name_may_be_longer_where_the_caller_says_so() -> None:
    """The limit belongs to the caller; the message names it."""
    assert name_text("x" * 500, longest=500)
    with pytest.raises(InvalidTextError, match="longer than 3 characters"):
        name_text("four", longest=3)


def test_marks_are_counted_in_a_row() -> None:
    """Eight marks on each of two letters are fine."""
    assert name_text("e" + "\u0301" * 8 + "e" + "\u0301" * 8)


@pytest.mark.parametrize(
    ("number", "ids", "problem"),
    [
        (47, ["Leader", "leader"], "look_alike"),
        (47, ["ß1", "SS1"], "look_alike"),
        (47, ["Вера", "вера"], "look_alike"),
        (49, ["e\u0301", "é"], "look_alike"),
        (51, ["A1", "\u04101"], "look_alike"),
        (51, ["paypal", "раураl"], "look_alike"),
        (51, ["NINA", "ΝΙΝΑ"], "look_alike"),
        (51, ["А1", "Α1"], "look_alike"),
        (51, ["l1", "\uff2c1"], "look_alike"),
        (51, ["K1", "\u212a1"], "look_alike"),
        (0, ["a", "b", "a"], "duplicate"),
        (0, ["团长", "团长"], "duplicate"),
    ],
)
def test_ids_that_look_alike_clash(number: int, ids: list[str], problem: str) -> None:
    """Case, width and alphabet do not make two ids distinct, whichever comes first."""
    for order in (ids, ids[::-1]):
        with pytest.raises(InvalidIdError) as caught:
            distinct(order, what="leader id")
        assert (caught.value.problem, caught.value.against) == (problem, order[0]), number
        assert caught.value.text("zh")


def test_message_tells_look_alikes_apart() -> None:
    """The other id is written out in ASCII, for they look the same in print."""
    with pytest.raises(InvalidIdError, match=r"it looks like '\\u0410'"):
        distinct(["\u0410", "A"])


@pytest.mark.parametrize(
    "ids",
    [
        [],
        ["a"],
        ["a", "b"],
        ["O1", "01"],
        ["l", "1"],
        ["é", "e"],
        ["团长", "团员"],
        ["Вера", "Нина"],
        ["ж", "zh"],
    ],
)
def test_distinct_ids_pass(ids: list[str]) -> None:
    """Ids that a reader can tell apart do not clash; digits are not letters."""
    distinct(ids)
    distinct(iter(ids))


def test_derived_id_is_the_documented_digest() -> None:
    """Anyone can compute it: framed parts, SHA-256, base 32, 26 characters."""
    digest = hashlib.sha256(b"s6:refundi2:-as6:\xe5\x9b\xa2\xe9\x95\xbf").digest()
    assert derived_id("refund", -10, "团长") == b32encode(digest).decode().lower()[:26]


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (("1",), (1,)), (("a",), ("a", "")), ((1, 2), (12,)), (("s1:a",), ("a",))],
)
def test_derived_ids_of_different_parts_differ(
    one: tuple[str | int, ...], other: tuple[str | int, ...]
) -> None:
    """Parts are framed by kind and length, so that they cannot run into one another."""
    assert derived_id(*one) != derived_id(*other)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((), "empty"),
        ((True,), "not_text"),
        ((None,), "not_text"),
        ((1.0,), "not_text"),
        (("\ud800",), "surrogate"),
    ],
)
def test_derived_id_refuses_what_has_no_one_form(parts: tuple[Any, ...], problem: str) -> None:
    """No parts, floats, booleans and half characters have no canonical bytes."""
    with pytest.raises(InvalidIdError) as caught:
        derived_id(*parts)
    assert caught.value.problem == problem
    assert caught.value.text("zh")


def test_refusals_survive_pickling() -> None:
    """The other id travels with the error."""
    arrived = pickle.loads(pickle.dumps(InvalidIdError("id", "A", "look_alike", "a")))
    assert str(arrived) == "A is not a fit id: it looks like 'a'"
