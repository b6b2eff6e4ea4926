"""How rules and roles see each other: stacking inside a role, chains between roles (叠加与级差).

Inside a role, rules of one group stack. Between roles, a chain says who gets what of whom; roles in no chain
are paid side by side.
"""

from collections.abc import Iterable
from enum import Enum

import attrs

from communekit.ids import PartyId, identifier
from communekit.parties import Role

from .errors import InvalidPlanError
from .kind import check_kind


class Stacking(Enum):
    """What several matching rules of one role and group pay together (叠加方式)."""

    SUM = "sum"
    """All of them."""

    BEST = "best"
    """The one that pays most on the line; of equals the one stated first."""

    FIRST = "first"
    """The one stated first."""

    EXCLUSIVE = "exclusive"
    """The one stated first, and no other rule of that role, of whichever group."""


class Chain(Enum):
    """How roles that stand in a line share (层级方式)."""

    ADDITIVE = "additive"
    """Each its own, on top of the others; the line only says where a missing party's share rolls up to."""

    DIFFERENTIAL = "differential"
    """Each its own rate less what those below it got, never below zero (级差)."""

    WATERFALL = "waterfall"
    """The first gets its gross and passes on what the next one gets; nets add up to the first gross."""


def _roles(words: Iterable[str]) -> tuple[Role, ...]:
    return tuple(map(Role, words))


@attrs.frozen
class Composition:
    """A chain of roles (层级): from the one nearest to the sale upwards, or for a waterfall from the source down.

    >>> Composition(Chain.DIFFERENTIAL, (Role("promoter"), Role("agent"), Role("division"))).text
    'differential: promoter, agent, division'
    """

    kind: Chain
    roles: tuple[Role, ...] = attrs.field(converter=_roles)

    def __attrs_post_init__(self) -> None:
        check_kind("chain", "way to share", self.kind, Chain)
        if len(self.roles) < 2 or len(set(self.roles)) != len(self.roles):
            raise InvalidPlanError("chain", "two or more roles, each once", self.roles)

    @property
    def text(self) -> str:
        """The chain in words."""
        return f"{self.kind.value}: {', '.join(self.roles)}"


class MissingWay(Enum):
    """The ways in which a share without an active party can go."""

    LAPSE = "lapse"
    ROLL_UP = "roll_up"
    HOUSE = "house"


@attrs.frozen
class Missing:
    """Where a share goes whose party is missing or not active (无人承接时).

    `lapse()`: to the residual party. `roll_up()`: to the next role of the chain that has an active party, else it
    lapses. `house(party)`: to a named party.

    >>> Missing.house("head_office")
    Missing(way=<MissingWay.HOUSE: 'house'>, party='head_office')
    """

    way: MissingWay = MissingWay.LAPSE
    party: PartyId = PartyId("")

    def __attrs_post_init__(self) -> None:
        check_kind("missing", "way", self.way, MissingWay)
        if (self.way is MissingWay.HOUSE) is not bool(self.party):
            raise InvalidPlanError("missing", "house names a party, the others none", self.party)
        if self.party:
            identifier(self.party, what="house party")

    @classmethod
    def lapse(cls) -> "Missing":
        """The share lapses to the residual party."""
        return cls(MissingWay.LAPSE)

    @classmethod
    def roll_up(cls) -> "Missing":
        """The share rolls up the chain."""
        return cls(MissingWay.ROLL_UP)

    @classmethod
    def house(cls, party: str) -> "Missing":
        """The share goes to a named party."""
        return cls(MissingWay.HOUSE, PartyId(party))
