"""Links of an earlier system, signed as itsdangerous does by default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import InvalidTokenError, older_text, older_value

SIGNED = "my string.wh6tMHxLgJqB6oY1uT73iMlyrOA"


def test_the_figure_of_the_manual() -> None:
    """Secret "secret-key", value "my string"."""
    assert older_text("my string", secret=b"secret-key") == SIGNED
    assert older_value(SIGNED, secret=b"secret-key") == "my string"


@given(st.text("abc.-_ 东", max_size=20), st.binary(min_size=1), st.text("abc", min_size=1))
def test_round_trip(value: str, secret: bytes, salt: str) -> None:
    """Any value, points in it too; another secret or salt is refused."""
    text = older_text(value, secret=secret, salt=salt)
    assert older_value(text, secret=secret, salt=salt) == value
    for other in ({"secret": secret + b"x", "salt": salt}, {"secret": secret, "salt": salt + "x"}):
        with pytest.raises(InvalidTokenError):
            older_value(text, **other)  # type: ignore[arg-type]  # one of each


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "not_text"),
        (SIGNED.encode(), "not_text"),
        ("", "spelling"),
        ("my string", "spelling"),
        (SIGNED + "\n", "spelling"),
        (SIGNED + "=", "signature"),
        (SIGNED[:-1] + "B", "signature"),
        (SIGNED[:-1], "signature"),
        ("My string" + SIGNED[9:], "signature"),
        ("my string.", "signature"),
    ],
)
def test_what_was_not_signed(text: str, problem: str) -> None:
    """One spelling, one value; other last bits of the same bytes too."""
    with pytest.raises(InvalidTokenError) as caught:
        older_value(text, secret=b"secret-key")
    assert caught.value.problem == problem
