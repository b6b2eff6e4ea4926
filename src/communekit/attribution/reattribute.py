"""Re-attribution (重新归因): a later fact, a new version, and what has to be made good. Nothing old moves by itself."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from communekit.ids import OrderId, derived_id, name_text
from communekit.orders import Credit, Order
from communekit.period import instant

from .attribute import as_version, attribute
from .attribution import Attribution
from .errors import AttributionConflictError
from .facts import Facts
from .listed import checked
from .paper import digest_of
from .policy import AttributionPolicy
from .shares import SHARES, TouchShares


@attrs.frozen
class Reattribution:
    """One version took another's place (归因变更): which credits end, which begin (补偿指令).

    The ledger books the difference: what the old credits earned is reversed, what the new ones earn is posted.

    Args:
        id: Derived from both versions: the same change is the same fact.
        before: The version that stood.
        after: The version that stands now; the same where nothing that bears on it has changed.
        at: When it was worked out anew.
        why: For what reason, for people.
        ends: Credits of the old version that are not in the new one.
        starts: Credits of the new version that were not in the old one.
    """

    id: str
    before: Attribution
    after: Attribution
    at: datetime
    why: str
    ends: tuple[Credit, ...]
    starts: tuple[Credit, ...]

    @property
    def order(self) -> OrderId:
        """The order that both are about."""
        return self.before.order

    @property
    def is_new(self) -> bool:
        """Whether there is a new version at all."""
        return self.before.id != self.after.id

    @property
    def moves_credit(self) -> bool:
        """Whether anybody is credited otherwise than before."""
        return bool(self.ends or self.starts)


def reattribute(
    previous: Attribution,
    order: Order,
    policy: AttributionPolicy,
    facts: Facts,
    *,
    at: datetime,
    why: str,
    shares: Mapping[str, TouchShares] = SHARES,
) -> Reattribution:
    """Work an order out anew because a further fact is known: a late touch, a merged account, a guard's verdict.

    Args:
        previous: The version that stands. It stays as it is.
        order: The same order.
        policy: The same rule in the same version: a changed one is for orders to come.
        facts: All that is known now.
        at: When.
        why: For what reason, in at most 200 characters; no personal data.
        shares: The ways of sharing that the rule may name.

    Raises:
        AttributionConflictError: "other_order", "other_policy", "edited_policy" (it has the same id and version, and
            says something else), "too_early", "erased".
        InvalidFactError: What is handed in is of another kind.
        TouchSharesError: As in `attribute`.
        InvalidTextError: No reason.
    """
    checked(previous, Attribution, "attribution")
    checked(order, Order, "order")
    checked(policy, AttributionPolicy, "policy")
    moment = instant(at)
    name_text(why, what="reason")
    problem = _problem(previous, order, policy, moment)
    if problem:
        raise AttributionConflictError(order.id, policy.id, problem)
    found = attribute(order, policy, facts, shares=shares)
    after = previous if found.digest == previous.digest else as_version(found, previous, policy)
    old, new = ({_key(credit): credit for credit in version.credits} for version in (previous, after))
    return Reattribution(
        id=derived_id("attribution.changed", previous.id, after.id),
        before=previous,
        after=after,
        at=moment,
        why=why,
        ends=tuple(credit for key, credit in old.items() if key not in new),
        starts=tuple(credit for key, credit in new.items() if key not in old),
    )


def _problem(previous: Attribution, order: Order, policy: AttributionPolicy, at: datetime) -> str:
    if previous.order != order.id:
        return "other_order"
    if (previous.scheme, previous.policy_version) != (policy.id, policy.version):
        return "other_policy"
    if previous.rule and previous.rule != digest_of(policy):
        return "edited_policy"
    if at < previous.at:
        return "too_early"
    return "" if previous.is_recomputable else "erased"


def _key(credit: Credit) -> Credit:
    """Return a credit without its reason: the same share for another reason moves nothing."""
    return attrs.evolve(credit, why="")


__all__ = ["Reattribution", "reattribute"]
