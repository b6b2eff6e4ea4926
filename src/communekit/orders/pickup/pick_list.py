"""Pick lists (提货单、分拣单): what each leader's circle gets, member by member and product by product.

A list holds the members of one circle and nobody else, by their ids; no name, no code, no amount.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import OrderId, PartyId, ProductId
from communekit.orders.quantity import Quantity
from communekit.parties import Circle, Role, Ties

from .due_line import DueLine
from .value_check import check_once, kinds


@attrs.frozen
class PickList:
    """What one circle gets (提货单): its leader's own members alone, kept by member, order and line."""

    leader: PartyId
    circle: PartyId
    lines: tuple[DueLine, ...]

    @property
    def by_product(self) -> dict[ProductId, Quantity]:
        """How much of each product the circle gets, by product (按商品汇总): what is set aside for the leader."""
        sums: dict[ProductId, Quantity] = {}
        for line in self.lines:
            sums[line.product] = sums.get(line.product, 0) + line.quantity
        return dict(sorted(sums.items()))

    @property
    def by_member(self) -> dict[PartyId, tuple[DueLine, ...]]:
        """The lines of each member, by member (按会员分拣): what goes into one bag."""
        bags: dict[PartyId, list[DueLine]] = {}
        for line in self.lines:
            if line.member is not None:
                bags.setdefault(line.member, []).append(line)
        return {member: tuple(lines) for member, lines in bags.items()}


class Unlisted(Enum):
    """Why an order stands on no leader's list (未列入原因)."""

    NO_MEMBER = "no_member"
    """Nobody is known to have bought it (散客)."""
    NO_CIRCLE = "no_circle"
    """The member is in none of these circles (不在任何社群)."""
    SEVERAL_CIRCLES = "several_circles"
    """The member is in several, and nobody said which (同时在多个社群)."""
    OTHER_CIRCLE = "other_circle"
    """The circle that was said is none of the member's (指定的社群不含该会员)."""


@attrs.frozen
class PickLists:
    """The lists of a day, by circle, and what stands on none, with the reason (提货单汇总)."""

    lists: tuple[PickList, ...]
    unlisted: tuple[tuple[DueLine, Unlisted], ...]

    def of_leader(self, leader: str) -> tuple[PickList, ...]:
        """Return the lists of one leader: all that he is shown."""
        return tuple(one for one in self.lists if one.leader == leader)


def pick_lists(
    due: Iterable[DueLine],
    circles: Iterable[Circle],
    ties: Ties,
    at: datetime,
    *,
    chosen: Mapping[str, str] | None = None,
) -> PickLists:
    """Return the lists of leaders and circles (生成提货单); every line stands on one list, or is told with the reason.

    Who is in a circle say the ties, as of a moment. A member of several circles is asked for his, order by order.

    Args:
        due: What is to be handed out.
        circles: The circles for which there are lists.
        ties: Who is in which: `Tie(Role("circle"), member, circle, window)`.
        at: As of when.
        chosen: Through which circle an order came, where a member is in several.

    Errors: `InvalidPickupError` "unlike", "twice" for a circle that is there twice.
    """
    listed = kinds("circles", circles, Circle)
    check_once("circles", [circle.id for circle in listed])
    known = {circle.id: circle for circle in listed}
    picked: dict[PartyId, list[DueLine]] = {}
    unlisted: list[tuple[DueLine, Unlisted]] = []
    for line in kinds("due lines", due, DueLine):
        found = _circle_of(line, known, ties, at, (chosen or {}).get(line.order))
        if isinstance(found, Unlisted):
            unlisted.append((line, found))
        else:
            picked.setdefault(found, []).append(line)
    lists = tuple(
        PickList(known[circle].leader, circle, tuple(sorted(picked[circle], key=_place)))
        for circle in sorted(picked)
    )
    return PickLists(lists, tuple(unlisted))


def _circle_of(
    line: DueLine, known: Mapping[PartyId, Circle], ties: Ties, at: datetime, chosen: str | None
) -> PartyId | Unlisted:
    if line.member is None:
        return Unlisted.NO_MEMBER
    own = [circle for circle in ties.all_as_of(Role("circle"), line.member, at) if circle in known]
    if chosen is not None:
        return PartyId(chosen) if chosen in own else Unlisted.OTHER_CIRCLE
    if not own:
        return Unlisted.NO_CIRCLE
    return own[0] if len(own) == 1 else Unlisted.SEVERAL_CIRCLES


def _place(line: DueLine) -> tuple[str, OrderId, str]:
    return (line.member or "", line.order, line.line)


__all__ = ["PickList", "PickLists", "Unlisted", "pick_lists"]
