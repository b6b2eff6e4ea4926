"""Wording: spans and names as sentences say them, in English and Chinese."""

from collections.abc import Iterable, Mapping
from typing import Final

from communekit.errors import Texts
from communekit.period import Duration

NAMES_MAX: Final = 3

_UNITS: Final[tuple[tuple[int, str, str], ...]] = (
    (86_400, "day", "天"),
    (3_600, "hour", "小时"),
    (60, "minute", "分钟"),
    (1, "second", "秒"),
)


def span_texts(window: Duration) -> Texts:
    """Return a length of time in words, in the largest unit that it is whole in.

    >>> span_texts(Duration.hours(36))
    {'en': '36 hours', 'zh': '36 小时'}
    """
    seconds, english, chinese = next(unit for unit in _UNITS if window.clock_seconds % unit[0] == 0)
    number = window.clock_seconds // seconds
    return {"en": f"{number} {english}{'' if number == 1 else 's'}", "zh": f"{number} {chinese}"}


def names_texts(names: Iterable[str]) -> Texts:
    """Return ids as a list in words: three at most, then how many they are.

    >>> names_texts(["L1", "L2", "L3", "L4"])["en"]
    'L1, L2, L3 … (4)'
    """
    every = sorted(set(names))
    more = f" … ({len(every)})" if len(every) > NAMES_MAX else ""
    return {"en": ", ".join(every[:NAMES_MAX]) + more, "zh": "、".join(every[:NAMES_MAX]) + more}


def sentences(texts: Texts, words: Mapping[str, object]) -> dict[str, str]:
    """Return the sentences with their gaps filled, each gap in the language of the sentence."""
    return {
        language: text.format_map(
            {name: word[language] if isinstance(word, Mapping) else word for name, word in words.items()}
        )
        for language, text in texts.items()
    }


__all__ = ["NAMES_MAX", "names_texts", "sentences", "span_texts"]
