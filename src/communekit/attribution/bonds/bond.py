"""A bond (锁客关系): a member belongs to a leader, as it stood at some moment."""

from datetime import datetime

import attrs

from communekit.errors import language_of
from communekit.ids import PartyId
from communekit.parties import TouchKind

from .policy import LEADER_EXIT, BondPolicy
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

    def why(self, policy: BondPolicy, *, locale: str = "en") -> str:
        """Return in a sentence since when, by what and until when the member is bound.

        Args:
            policy: Whose zone tells the times, and who the house is.
            locale: "zh" for Chinese, English otherwise.
        """
        since, zone = moment_said(self.bound_at, policy.zone), policy.zone
        deed = deed_said(self.deed, locale)
        fact = "" if self.deed == LEADER_EXIT else self.fact
        is_house = self.leader == policy.house
        if language_of(locale) == "zh":
            who = f"归公，由 {self.leader} 接管" if is_house else f"由团长 {self.leader} 锁定"
            parts = [f"{since} 起{who}（{'，'.join(filter(None, (deed, fact)))}）"]
            store, kept, never = "限门店 {}", "期间他人不可抢客", "长期有效"
            protected, valid, comma, end = "保护期至 {}", "有效期至 {}", "，", "。"
        else:
            who = f"with the house {self.leader}" if is_house else f"bound to leader {self.leader}"
            parts = [f"{who} since {since} ({', '.join(filter(None, (deed, fact)))})"]
            store, kept, never = "in store {}", "not to be taken over while it stands", "without end"
            protected, valid, comma, end = "protected until {}", "valid until {}", ", ", ""
        if self.store is not None:
            parts.append(store.format(self.store))
        if self.protected_until is None:
            parts.append(kept)
        elif self.protected_until > self.bound_at:
            parts.append(protected.format(moment_said(self.protected_until, zone)))
        until = self.valid_until
        parts.append(never if until is None else valid.format(moment_said(until, zone)))
        return comma.join(parts) + end


__all__ = ["Bond"]
