"""Holdings (锁客记录): the time during which one leader had a member, and how it ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import attrs

from communekit.errors import Texts, language_of
from communekit.period import Window

from .bond import Bond
from .event import BondEvent, BondReassigned, BondReleased, BondRenewed, BoundStep
from .policy import BondPolicy
from .said import moment_said

_ENDED: Final[Mapping[str, Texts]] = {
    "expired": {"en": "expired", "zh": "到期失效"},
    "handed_over": {"en": "handed over", "zh": "客户交接"},
    "left": {"en": "the leader left", "zh": "团长退出，会员释放"},
    "released": {"en": "released by hand", "zh": "人工解绑"},
    "taken_over": {"en": "taken over", "zh": "被抢客"},
}


@attrs.frozen
class Holding:
    """One leader had a member during a window (锁客记录).

    Args:
        bond: The bond as it was last known, renewals included.
        window: From when until when it stood in fact; half-open, without an end where none is known.
        ended: How: expired, taken_over, handed_over, released, left; empty where the window has no end.
    """

    bond: Bond
    window: Window
    ended: str = ""

    def how_ended(self, *, locale: str = "en") -> str:
        """Return in a word or two how it ended; empty where it has no end."""
        return _ENDED[self.ended][language_of(locale)] if self.ended else ""

    def text(self, policy: BondPolicy, *, locale: str = "en") -> str:
        """Return the holding in a sentence: why, and how it ended; arguments as in `Bond.why`."""
        why, end = self.bond.why(policy, locale=locale), self.window.end
        if end is None:
            return why
        how, told = self.how_ended(locale=locale), moment_said(end, policy.zone)
        is_chinese = language_of(locale) == "zh"
        return f"{why.removesuffix('。')}；{told} {how}。" if is_chinese else f"{why}; {how} at {told}"


def holdings(events: list[BondEvent]) -> tuple[Holding, ...]:
    """Return what the events of a life come to, one after the other; those that lasted no time are left out."""
    told: list[Holding] = []
    bond: Bond | None = None
    for event in events:
        match event:
            case BoundStep():
                ended = "handed_over" if isinstance(event, BondReassigned) else "taken_over"
                told += _ended(bond, event.at, ended)
                bond = event.bond
            case BondRenewed(valid_until=until) if bond is not None:
                bond = attrs.evolve(bond, valid_until=until)
            case BondReleased(left=left):
                told += _ended(bond, event.at, "left" if left else "released")
                bond = None
            case _:
                pass
    if bond is not None:
        told += _ended(bond, bond.valid_until, "expired")
    return tuple(told)


def _ended(bond: Bond | None, at: datetime | None, how: str) -> list[Holding]:
    """Return the holding that ends at an instant, or ended before by itself."""
    if bond is None:
        return []
    until = bond.valid_until
    if until is not None and (at is None or until <= at):
        at, how = until, "expired"
    if at is not None and at <= bond.bound_at:
        return []
    return [Holding(bond, Window(bond.bound_at, at), how if at is not None else "")]


__all__ = ["Holding", "holdings"]
