"""Refusals: how a test says which input is refused, with which error, and in which words."""

from collections.abc import Callable
from typing import Any

import pytest

from communekit.errors import CommunekitError

Make = Callable[[], object]
Bad = tuple[Make, type[CommunekitError], str, str]
"""What is tried, which error it raises, and what its sentence says in English and in Chinese."""


def check_refused(bad: Bad) -> None:
    """Try a bad input: the error has its class, its code, its fields, and a sentence in both languages."""
    make, kind, en, zh = bad
    with pytest.raises(kind) as refused:
        make()
    error: Any = refused.value
    assert type(error) is kind
    assert error.code == kind.code
    assert en in str(error)
    assert str(error) == error.text("en")
    assert zh in error.text("zh_CN")
    assert all(name in error.data() for name in ("problem",) if hasattr(error, "problem"))
