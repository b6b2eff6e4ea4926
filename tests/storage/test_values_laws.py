"""What holds of every public value that is kept as text."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communekit.storage import WORDS, read_value, write_value
from communekit.testing.value import STRATEGIES

PATIENT = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.parametrize("word", WORDS)
@PATIENT
@given(data=st.data())
def test_round_trip(word: str, data: st.DataObject) -> None:
    """round_trip: decode(encode(x)) is x, of the same class, and what is written again is the same text."""
    value = data.draw(STRATEGIES[WORDS[word]])
    text = write_value(value)
    read: Any = read_value(text, WORDS[word])
    assert type(read) is type(value) is WORDS[word]
    assert read == value
    assert write_value(read) == text
    assert read_value(text.encode()) == value
