"""Errors: data for programs, sentences for people, nothing hostile on the way."""

import pickle
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError, LimitExceededError, MissingExtraError, Texts, excerpt


@attrs.define
class LateError(CommunekitError):
    """A line was late."""

    code: ClassVar[str] = "test.late"
    texts: ClassVar[Texts] = {
        "en": "{who} came at {at}, not {among}",
        "zh": "{who} 于 {at} 到达，而非 {among}",
    }
    who: object
    at: object
    among: tuple[str, ...] = ()


def test_error_speaks_english_by_default() -> None:
    """The text of an exception is its English sentence."""
    late = LateError("Mei", datetime(2026, 3, 1, 8, tzinfo=UTC), ("one", "two"))
    assert str(late) == "Mei came at 2026-03-01 08:00:00+00:00, not one, two"


@pytest.mark.parametrize("locale", ["zh", "zh_CN", "zh-Hans", "ZH"])
def test_error_speaks_chinese_in_every_chinese_locale(locale: str) -> None:
    """Any locale that begins with zh gets the Chinese sentence."""
    assert LateError("Mei", 8).text(locale) == "Mei 于 8 到达，而非 ()"


def test_error_speaks_english_where_it_has_no_other() -> None:
    """A locale that is not there falls back to English."""
    assert LateError("Mei", 8).text("fr") == "Mei came at 8, not ()"


def test_data_holds_the_fields_as_they_are() -> None:
    """Programs get the values, not their excerpts."""
    long = "x" * 5_000
    assert LateError(long, None).data() == {"who": long, "at": None, "among": ()}


def test_error_survives_pickling() -> None:
    """Fields are positional, so an error crosses a process."""
    arrived = pickle.loads(pickle.dumps(LimitExceededError("parties", 1_000_000, 100_000)))
    assert isinstance(arrived, LimitExceededError)
    assert arrived.data() == {"what": "parties", "given": 1_000_000, "limit": 100_000}


def test_errors_are_caught_by_their_root() -> None:
    """One except clause catches whatever the library refuses."""
    with pytest.raises(CommunekitError, match=r"polars needs an extra: pip install 'communekit\[cli\]'"):
        raise MissingExtraError("polars", "cli")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "'plain'"),
        ("阿姨", "'阿姨'"),
        ("a\nb", "'a\\nb'"),
        ("\u202eabc", "'\\u202eabc'"),
        ("\ud800", "'\\ud800'"),
        ("x" * 80, f"'{'x' * 80}'"),
        ("x" * 81, f"'{'x' * 80}'… (81 characters)"),
        (2**256, "an integer of 257 bits"),
        (2**256 - 1, f"{2**256 - 1}"),
        (-(10**100_000), "an integer of 332193 bits"),
        (True, "True"),
        (Decimal("sNaN"), "sNaN"),
        (b"x" * 200, f"b'{'x' * 78}…"),
        (None, "None"),
    ],
    ids=lambda value: excerpt(value)[:30],
)
def test_excerpt_is_safe(value: object, shown: str) -> None:
    """Long values are cut, invisible characters are written out, huge numbers are described."""
    assert excerpt(value) == shown


def test_sentence_is_whole_in_its_language() -> None:
    """An empty value leaves no hole, and what was cut is said in the language of the sentence."""
    assert LateError("", ()).text("en") == "'' came at (), not ()"
    assert LateError("x" * 81, 2**256).text("zh") == (
        f"'{'x' * 80}'…（共 81 个字符） 于 257 位二进制整数 到达，而非 ()"
    )


@given(value=st.one_of(st.text(), st.binary(), st.integers(), st.decimals(), st.lists(st.text()), st.none()))
def test_messages_are_short_and_visible(value: Any) -> None:
    """Whatever was handed in, the sentence stays on one line and can be printed."""
    for locale in ("en", "zh"):
        text = LateError(value, value).text(locale)
        assert text.isprintable()
        assert len(text) < 400
