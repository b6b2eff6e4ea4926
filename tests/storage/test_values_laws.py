"""What holds of every public value that is kept as text."""

import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from communekit.codec import read_json, write_json
from communekit.codec.table import has_fields
from communekit.errors import CommunekitError
from communekit.storage import WORDS, read_value, write_value
from communekit.storage.values import VALUE_LIMITS
from communekit.testing import values

from .documents import mutated, reordered
from .samples import samples

PATIENT = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
ONE_CHOICE = {("commission.plan", "residual"), ("commission.plan", "currency")}


@pytest.mark.parametrize("word", WORDS)
@PATIENT
@given(data=st.data())
def test_round_trip(word: str, data: st.DataObject) -> None:
    """round_trip: decode(encode(x)) is x, of the same class, and what is written again is the same text."""
    value = data.draw(values(WORDS[word]))
    text = write_value(value)
    read: Any = read_value(text, WORDS[word])
    assert type(read) is type(value) is WORDS[word]
    assert read == value
    assert write_value(read) == text
    assert read_value(text.encode()) == value


@pytest.mark.parametrize("word", WORDS)
@PATIENT
@given(data=st.data())
def test_encoding_is_canonical(word: str, data: st.DataObject) -> None:
    """round_trip: in whatever order a document comes, the value that it stands for is written in one way."""
    text = write_value(data.draw(values(WORDS[word])))
    document = read_json(text, limits=VALUE_LIMITS)
    told = reordered(document, data.draw(st.randoms(use_true_random=False)))
    assert write_value(read_value(write_json(told, limits=VALUE_LIMITS))) == text


def test_encoding_does_not_depend_on_the_hash_seed() -> None:
    """round_trip: two processes that order their sets differently write the same text."""
    script = (
        "from tests.storage.samples import samples\n"
        "from communekit.storage import read_value, write_value\n"
        "print([write_value(read_value(text)) for _, _, text in samples()])\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@settings(parent=PATIENT, max_examples=max(200, settings().max_examples * 5))
@given(sample=st.sampled_from([text for _, _, text in samples()]), data=st.data())
def test_a_changed_document_is_refused_or_read(sample: str, data: st.DataObject) -> None:
    """Whatever is done to a document, it is refused with one of our errors, or stands for a value that is kept."""
    document = mutated(read_json(sample), data.draw)
    try:
        value: Any = read_value(write_json(document, limits=VALUE_LIMITS))
    except CommunekitError as error:
        refused = error
    else:
        again = write_value(value)
        assert write_value(read_value(again)) == again
        return
    assert refused.text("en")
    assert refused.text("zh")


@given(text=st.text() | st.binary().map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text_is_refused(text: str) -> None:
    """Text that is no document of ours is refused with one of our errors."""
    with pytest.raises(CommunekitError):
        read_value(text)


@pytest.mark.slow
@pytest.mark.parametrize("word", [word for word, kind in WORDS.items() if has_fields(kind)])
def test_strategies_vary_every_field(word: str) -> None:
    """What is drawn for a class says all that the class can say: no field has always the same value."""
    kind = WORDS[word]
    fields = attrs.fields(kind) if attrs.has(kind) else ()
    names = [field.name for field in fields if field.init] or list(getattr(kind, "_fields", ()))
    seen: dict[str, set[str]] = {name: set() for name in names if (word, name) not in ONE_CHOICE}

    def has_varied(value: Any) -> bool:
        for name, said in seen.items():
            said.add(repr(getattr(value, name)))
        return all(len(said) > 1 for said in seen.values())

    if seen:
        look = settings(PATIENT, derandomize=True, database=None, max_examples=2_000, phases=[Phase.generate])
        find(values(kind), has_varied, settings=look)
