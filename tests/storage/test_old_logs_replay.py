"""What every release has written reads for ever: stored samples, one of each word."""

from typing import Any, Final

import pytest

from communekit.codec import Plain, SchemaVersionError, read_json
from communekit.storage import WORDS, read_value, write_value
from communekit.storage.values import FORMAT, value_codec

from .samples import missing, samples

SAMPLES: Final = list(samples())
NAMES: Final = [f"format {number}: {word}" for number, word, _ in SAMPLES]


@pytest.mark.parametrize(("number", "word", "text"), SAMPLES, ids=NAMES)
def test_old_logs_replay(number: int, word: str, text: str) -> None:
    """old_logs_replay: a document of any release stands for the value that it stood for then."""
    read: Any = read_value(text, WORDS[word])
    assert type(read) is WORDS[word]
    assert read_json(text)["format"] == number
    if number == FORMAT:
        assert write_value(read) == text
    else:
        assert read_value(write_value(read)) == read


def test_every_word_has_a_sample() -> None:
    """A new word brings its sample: `python -m tests.storage.samples` writes those that are missing."""
    assert missing() == []
    assert {word for _, word, _ in SAMPLES} == set(WORDS)


def renamed(document: dict[str, Plain]) -> dict[str, Plain]:
    """Turn a document of format 1 into one of a format 2 in which an order's store is its shop."""
    if document["type"] == "orders.order":
        document["id"] = f"{document['id']}-2"
    return document


@pytest.mark.parametrize(("number", "word", "text"), SAMPLES, ids=NAMES)
def test_a_later_format_reads_all_earlier_ones(number: int, word: str, text: str) -> None:
    """old_logs_replay: a codec of format 2 reads every document of format 1 through an upcaster, and no one else does."""
    later = value_codec(2, {1: renamed})
    read: Any = later.load(read_json(text))
    now: Any = read_value(text)
    if word == "orders.order":
        assert (read.id, now.lines) == (f"{now.id}-2", read.lines)
    else:
        assert read == now
    assert later.load(later.dump(read)) == read
    newer = {**later.dump(read)}
    assert newer["format"] == 2
    with pytest.raises(SchemaVersionError):
        value_codec().load(newer)
