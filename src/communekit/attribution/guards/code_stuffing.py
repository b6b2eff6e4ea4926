"""Code stuffing (撞码): codes tried one after another, until one fits."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId
from communekit.parties import Touch, TouchKind
from communekit.period import Duration

from .burst import bursts, counts, reaches
from .checked import Whole, guard_word, one_of, passing, span
from .fact import CodeAttempt
from .facts import Facts
from .finding import Finding
from .guard import told
from .mark import MarkKind


class Typist(Enum):
    """By whom attempts are counted (计数口径): a person (人), a device (设备)."""

    PERSON = "person"
    DEVICE = "device"


_TEXTS: Final[Mapping[Typist, Texts]] = {
    typist: {
        "en": f"{{counted}} wrong codes {english} {{key}} within {{window}}, then {{used}} that fit: {{parties}}",
        "zh": f"{chinese} {{key}} 在 {{window}}内输错口令 {{counted}} 次，随后用上 {{used}} 个：{{parties}}",
    }
    for typist, english, chinese in (
        (Typist.PERSON, "by person", "用户"),
        (Typist.DEVICE, "on device", "设备"),
    )
}
_CODES: Final = frozenset({TouchKind.CODE, TouchKind.COUPON})


def _typist(given: Typist | str) -> Typist:
    return one_of(Typist, given, "per")


@attrs.frozen(kw_only=True)
class CodeStuffing:
    """Many wrong codes by one person or on one device (撞码、撞券): a finding for each stretch.

    The touches concerned are the codes and coupons used by the same, from the first wrong one on, to a window after
    the last one, half-open: they may have been guessed.

    Args:
        per: By whom they are counted.
        limit: From how many wrong ones it trips.
        window: In how long a time; sliding, half-open.
        word: The guard's word; `code_stuffing_person` and so on unless said otherwise.

    >>> wrong = [CodeAttempt(f"a-{n}", f"2026-03-01T12:00:0{n}Z", "V7", False) for n in range(5)]
    >>> (found,) = CodeStuffing(limit=5, window=Duration.minutes(10))(Facts(attempts=wrong))
    >>> found.text()
    '5 wrong codes by person V7 within 10 minutes, then 0 that fit: V7'
    """

    per: Typist = attrs.field(default=Typist.PERSON, converter=_typist)
    limit: int = attrs.field(default=10, validator=Whole())
    window: Duration = attrs.field(default=Duration.hours(1), converter=span)
    word: str = attrs.field(
        default=attrs.Factory(lambda self: f"code_stuffing_{self.per.value}", takes_self=True),
        converter=guard_word,
    )

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each stretch of wrong codes."""
        length = passing(self.window)
        wrong: dict[str, list[CodeAttempt]] = {}
        used: dict[str, list[Touch]] = {}
        for attempt in facts.attempts:
            for key in () if attempt.is_known else self._keys(facts, attempt):
                wrong.setdefault(key, []).append(attempt)
        for touch in facts.touches if wrong else ():
            for key in self._keys(facts, touch) if touch.kind in _CODES else ():
                used.setdefault(key, []).append(touch)
        for key, attempts in wrong.items():
            times = [attempt.at for attempt in attempts]
            reach = reaches(times, length)
            codes = used.get(key, [])
            for burst in bursts(reach, counts(reach), self.limit):
                first, end = (
                    bisect_left(codes, at, key=lambda touch: touch.at)
                    for at in (times[burst.first], times[burst.end - 1] + length)
                )
                tried, fit = attempts[burst.first : burst.end], codes[first:end]
                parties: set[PartyId] = {attempt.by for attempt in tried} | {touch.by for touch in fit}
                parties |= {touch.owner for touch in fit if touch.owner is not None}
                yield Finding(
                    guard=self.word,
                    key=key,
                    counted=burst.counted,
                    limit=self.limit,
                    window=self.window,
                    first_at=times[burst.first],
                    parties=parties,
                    touches=(touch.id for touch in fit),
                    orders={touch.order for touch in fit if touch.order is not None},
                    attempts=(attempt.id for attempt in tried),
                    **told(
                        _TEXTS[self.per],
                        window=self.window,
                        parties=parties,
                        key=key,
                        counted=burst.counted,
                        used=len(fit),
                    ),
                )

    def _keys(self, facts: Facts, fact: CodeAttempt | Touch) -> Iterable[str]:
        """Return by whom something is counted."""
        person = facts.person(fact.by)
        return (person,) if self.per is Typist.PERSON else facts.hashes(person, MarkKind.DEVICE, fact.at)


__all__ = ["CodeStuffing", "Typist"]
