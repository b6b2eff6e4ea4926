"""Refusals: what is tried, and the whole error that it raises, field by field."""

from collections.abc import Callable

import pytest

from communekit.errors import CommunekitError

Refusal = tuple[Callable[[], object], CommunekitError]


def check_refusal(refusal: Refusal) -> None:
    """Try it: the error is of that class, carries that data, and has a sentence in both languages."""
    act, error = refusal
    with pytest.raises(type(error)) as caught:
        act()
    assert type(caught.value) is type(error)
    assert caught.value.data() == error.data()
    assert str(caught.value) != caught.value.text("zh")
