"""Precedence (归因优先级): which of the signals wins, and what became of the others."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from communekit.ids import PartyId

from .choices import Inactive, Within
from .policy import AttributionPolicy
from .shares import LAST, TouchShares, checked_shares
from .signals import Signal
from .trace import Fate, Traced


class Choice(NamedTuple):
    """The word that won, the signals under it with their shares, and what became of every signal."""

    word: str
    winners: tuple[tuple[Signal, Fraction], ...]
    trace: tuple[Traced, ...]


def choose(signals: Sequence[Signal], policy: AttributionPolicy, ways: Mapping[str, TouchShares]) -> Choice:
    """Return what wins: of the first word under which anything is fit, the latest or the earliest, or all in shares.

    Raises:
        TouchSharesError: The shares are not parts of one whole.
    """
    fit = [signal for signal in signals if signal.bar is None and signal.flaw is None]
    word = next((word for word in policy.order if any(signal.word == word for signal in fit)), "")
    rivals = sorted((signal for signal in fit if signal.word == word), key=lambda signal: signal.place)
    shares = _shares(rivals, policy, ways)
    winners = tuple((signal, share) for signal, share in zip(rivals, shares, strict=True) if share)
    of_rival = {
        (signal.source, signal.id): _fate_of_rival(signal, share, shares, policy)
        for signal, share in zip(rivals, shares, strict=True)
    }
    trace = tuple(signal.traced(_fate(signal, of_rival)) for signal in signals)
    return Choice(word, winners, trace)


def parties_of(winners: Sequence[tuple[Signal, Fraction]]) -> dict[PartyId, tuple[Signal, Fraction]]:
    """Return who the winning signals lead to: for each his last signal, and his shares together."""
    parties: dict[PartyId, tuple[Signal, Fraction]] = {}
    for signal, share in winners:
        if signal.owner is not None:
            before = parties.get(signal.owner)
            parties[signal.owner] = (signal, share + (before[1] if before else 0))
    return parties


def _shares(
    rivals: Sequence[Signal], policy: AttributionPolicy, ways: Mapping[str, TouchShares]
) -> Sequence[Fraction]:
    touches = [signal.touch for signal in rivals if signal.touch is not None]
    if not rivals:
        return ()
    if policy.share == LAST or len(touches) < len(rivals):
        whole = len(rivals) - 1 if policy.within is Within.LATEST else 0
        return tuple(Fraction(int(place == whole)) for place in range(len(rivals)))
    return checked_shares(policy.share, ways, touches)


def _fate_of_rival(
    signal: Signal, share: Fraction, shares: Sequence[Fraction], policy: AttributionPolicy
) -> Fate:
    if (
        share and signal.reason and policy.inactive is Inactive.HOUSE
    ):  # The state of a leader who is not at work.
        return Fate.HOUSE
    if share:
        return Fate.WON if share == 1 else Fate.SHARED
    if policy.share != LAST and max(shares) < 1:
        return Fate.NO_SHARE
    return Fate.LATER_WINS if policy.within is Within.LATEST else Fate.EARLIER_WINS


def _fate(signal: Signal, of_rival: Mapping[tuple[str, str], Fate]) -> Fate:
    return signal.bar or signal.flaw or of_rival.get((signal.source, signal.id)) or Fate.LOWER_PRECEDENCE


__all__ = ["Choice", "choose", "parties_of"]
