"""A bond (锁客关系): a member belongs to a leader, as it stood at some moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from communekit.errors import language_of
from communekit.ids import PartyId
from communekit.parties import TouchKind

from .said import deed_said, moment_said


@attrs.frozen(kw_only=True)
class Bond:
    """A member is bound to a leader (锁客). What was known when it was made or last changed, nothing later.

    Args:
        member: Who is bound.
        leader: To whom.
        store: In which store; None in the whole community.
        bound_at: Since when this leader has him.
        valid_until: When it ends if nothing happens (有效期至), that instant not included; None for never.
        protected_until: Until when nobody may take over (保护期至), that instant not included; None as long as it
            stands.
        deed: What made it: the kind of a touch, `registration`, `order`; `hand_over`, `leader_exit`.
        fact: The id of the fact that made it.
    """

    member: PartyId
    leader: PartyId
    store: PartyId | None
    bound_at: datetime
    valid_until: datetime | None
    protected_until: datetime | None
    deed: TouchKind
    fact: str

    def stands_at(self, at: datetime) -> bool:
        """Whether it covers an instant, as far as was known: from its start on, before its end."""
        return self.bound_at <= at and (self.valid_until is None or at < self.valid_until)

    def is_protected_at(self, at: datetime) -> bool:
        """Whether nobody may take over at an instant at which it stands."""
        return self.protected_until is None or at < self.protected_until

    def why(self, locale: str = "en", *, zone: str | ZoneInfo) -> str:
        """Return in a sentence since when, by what and until when the member is bound.

        Args:
            locale: "zh" for Chinese, English otherwise.
            zone: Whose clocks the times are told by.
        """
        chinese = language_of(locale) == "zh"
        since, deed = moment_said(self.bound_at, zone), deed_said(self.deed, locale)
        if chinese:
            text = f"{since} 起由团长 {self.leader} 锁定（{deed}，{self.fact}）"
            text += "" if self.store is None else f"，限门店 {self.store}"
            protected, valid, never = "保护期至", "有效期至", "长期有效"
            comma, end = "，", "。"
        else:
            text = f"bound to leader {self.leader} since {since} ({deed}, {self.fact})"
            text += "" if self.store is None else f", in store {self.store}"
            protected, valid, never = "protected until", "valid until", "without end"
            comma, end = ", ", ""
        parts = [text]
        if self.protected_until is None:
            parts.append("期间他人不可抢客" if chinese else "not to be taken over while it stands")
        elif self.protected_until > self.bound_at:
            parts.append(f"{protected} {moment_said(self.protected_until, zone)}")
        until = self.valid_until
        parts.append(never if until is None else f"{valid} {moment_said(until, zone)}")
        return comma.join(parts) + end


__all__ = ["Bond"]
