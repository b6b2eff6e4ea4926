"""Stored samples (存档样本): one document of each word, written once by the release that brought the word, for ever read.

`python -m tests.storage.samples` writes the samples of words that have none yet, and touches no other: a sample that
no longer reads is a promise broken, not a file to be renewed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings

from communekit.storage import WORDS, write_value
from communekit.storage.values import FORMAT
from communekit.testing import values

FOLDER: Final = Path(__file__).parent / "samples"
CHARACTERS_MAX: Final = 4_000
"""So long a sample may be: people read them when one of them breaks."""


def samples() -> Iterator[tuple[int, str, str]]:
    """Yield format, word and text of every sample."""
    for path in sorted(FOLDER.glob("format_*/*.json")):
        yield int(path.parent.name.removeprefix("format_")), path.stem, path.read_text("utf-8").rstrip("\n")


def missing() -> list[str]:
    """Return the words that have no sample in any format."""
    return sorted(set(WORDS) - {word for _, word, _ in samples()})


def telling(word: str) -> str:
    """Return the text of a value that says much: the longest of some, within reason."""
    texts: list[str] = []

    @settings(
        derandomize=True,
        database=None,
        max_examples=60,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(value=values(WORDS[word]))
    def draw(value: Any) -> None:
        texts.append(write_value(value))

    draw()
    return max((text for text in texts if len(text) <= CHARACTERS_MAX), key=lambda text: (len(text), text))


def main() -> None:
    """Write what is missing."""
    folder = FOLDER / f"format_{FORMAT}"
    folder.mkdir(parents=True, exist_ok=True)
    for word in missing():
        with (folder / f"{word}.json").open("x", encoding="utf-8") as file:
            file.write(telling(word) + "\n")


if __name__ == "__main__":
    main()
