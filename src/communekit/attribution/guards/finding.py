"""Findings (疑点): what a guard saw, whom and what it concerns, and the figures that tripped it.

A finding hides nothing and changes nothing. What follows from it is said by a policy.
"""

from datetime import datetime
from enum import Enum
from typing import Final

import attrs

from communekit.errors import language_of
from communekit.ids import derived_id, identifier
from communekit.period import Duration, instant, instant_text

from .checked import Whole, guard_word, ids, one_of, span
from .errors import InvalidGuardError

SENTENCE_MAX: Final = 2_000
_MEDIUM_FROM, _HIGH_FROM = 2, 5


class Severity(Enum):
    """How far beyond its limit (严重程度): from the limit, from twice the limit, from five times the limit."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Its place, the gravest highest."""
        return list(Severity).index(self)

    @classmethod
    def of(cls, counted: int, limit: int) -> "Severity":
        """Return the severity of a figure against its limit.

        >>> Severity.of(19, 10), Severity.of(20, 10), Severity.of(50, 10)
        (<Severity.LOW: 'low'>, <Severity.MEDIUM: 'medium'>, <Severity.HIGH: 'high'>)
        """
        if counted < _MEDIUM_FROM * limit:
            return cls.LOW
        return cls.MEDIUM if counted < _HIGH_FROM * limit else cls.HIGH


def _key(text: str) -> str:
    return identifier(text, what="key of a finding")


def _sentence(text: object) -> str:
    """Return a sentence as it is: the ids in it were checked where they were given, whatever their letters are."""
    if not isinstance(text, str) or not 0 < len(text) <= SENTENCE_MAX:
        raise InvalidGuardError("sentence", text, "sentence")
    return text


def _severity(given: Severity | str) -> Severity:
    return one_of(Severity, given, "severity")


@attrs.frozen(kw_only=True)
class Finding:
    """What a guard saw (疑点), with its evidence. Ids alone: no personal data.

    Args:
        guard: The word of the guard.
        key: By what it was found: a leader, a person, a device's hash, an order.
        counted: The figure that was counted.
        limit: The figure from which the guard trips; never above `counted`.
        window: The window in which it was counted, half-open; None where it was counted at one instant.
        first_at: The instant of the first fact of it.
        parties: Whom it concerns: the ids as the facts name them.
        touches: Ids of the touches that it concerns; sorted, as all that follow.
        orders: Ids of the orders.
        bonds: Ids of the bonds.
        attempts: Ids of the attempts at a code.
        witnesses: Ids of facts that speak for it and are not in question themselves.
        severity: How grave; by default from `counted` and `limit`.
        en: The sentence in English.
        zh: The sentence in Chinese.

    Derived at birth:
        id: From the guard, the key and the facts, and from nothing else: the same facts, the same id, whatever the
            limits are today. One fact more, another id.

    Errors: `InvalidGuardError` ("below" where less was counted than trips), `InvalidIdError`, `InvalidTimeError`.

    >>> finding = Finding(guard="courier", key="L1", counted=3, limit=2, window=Duration.hours(1),
    ...     first_at="2026-03-01T12:00:00Z", parties=["L1"], orders=["O1"], en="three parcels", zh="三个包裹")
    >>> finding.severity, finding.text("zh")
    (<Severity.LOW: 'low'>, '三个包裹')
    """

    guard: str = attrs.field(converter=guard_word)
    key: str = attrs.field(converter=_key)
    counted: int = attrs.field(validator=Whole(least=0))
    limit: int = attrs.field(validator=Whole(least=0))
    window: Duration | None = attrs.field(converter=attrs.converters.optional(span))
    first_at: datetime = attrs.field(converter=instant)
    parties: tuple[str, ...] = attrs.field(converter=ids)
    touches: tuple[str, ...] = attrs.field(default=(), converter=ids)
    orders: tuple[str, ...] = attrs.field(default=(), converter=ids)
    bonds: tuple[str, ...] = attrs.field(default=(), converter=ids)
    attempts: tuple[str, ...] = attrs.field(default=(), converter=ids)
    witnesses: tuple[str, ...] = attrs.field(default=(), converter=ids)
    severity: Severity = attrs.field(
        default=attrs.Factory(
            lambda finding: Severity.of(finding.counted, finding.limit),
            takes_self=True,
        ),
        converter=_severity,
    )
    en: str = attrs.field(converter=_sentence)
    zh: str = attrs.field(converter=_sentence)
    id: str = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if self.counted < self.limit:
            raise InvalidGuardError("figure", self.counted, "below")
        told: list[str | int] = [self.guard, self.key, instant_text(self.first_at)]
        for facts in (self.parties, self.touches, self.orders, self.bonds, self.attempts, self.witnesses):
            told.extend((len(facts), *facts))
        object.__setattr__(self, "id", derived_id("attribution.finding", *told))

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language: "zh", "zh_CN", or English for any other."""
        return self.zh if language_of(locale) == "zh" else self.en

    @property
    def place(self) -> tuple[int, str, datetime, str, str]:
        """Where it stands among others: the gravest first, then by guard, time and key."""
        return -self.severity.rank, self.guard, self.first_at, self.key, self.id


__all__ = ["SENTENCE_MAX", "Finding", "Severity"]
