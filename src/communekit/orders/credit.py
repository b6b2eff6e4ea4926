"""Credits (业绩归属): who is credited with an order or a line, in which role, with which exact share, and why.

Attribution or the host makes credits; commission reads them. Here is only what they may not contradict.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, Self

import attrs

from communekit.ids import LineId, PartyId, identifier, name_text
from communekit.money import Rate
from communekit.parties import Role

from .discount import role_of
from .errors import InvalidCreditsError, UnknownSubjectError
from .order import Order

_WHOLE: Final = Rate(Fraction(1))


def _party_id(text: str) -> PartyId:
    return PartyId(identifier(text, what="party id"))


def _line_id(text: str | None) -> LineId | None:
    return None if text is None else LineId(identifier(text, what="line id"))


def _why(text: str) -> str:
    return name_text(text, what="why", longest=500) if text else ""


@attrs.frozen
class Credit:
    """One party is credited, in a role, with a share of an order or of one line.

    Args:
        role: The capacity: leader (团长), sponsor (推荐人), host (主播) …
        party: Who.
        share: Which part of what the role earns; all of it unless said otherwise.
        line: The one line that is meant; None for the whole order.
        active: Whether the party may earn now; the plan says where the share of an inactive one goes.
        why: The reason, for people: "bond since 2026-03-01".

    Errors: `InvalidRoleError`, `InvalidIdError`, `InvalidTextError`; `InvalidCreditsError` for a share that
    is no `Rate`.

    >>> Credit(Role.LEADER, "L1", share=Rate.of("1/3")).share
    Rate.fraction(1, 3)
    """

    role: Role = attrs.field(converter=role_of)
    party: PartyId = attrs.field(converter=_party_id)
    share: Rate = attrs.field(default=_WHOLE, kw_only=True)
    line: LineId | None = attrs.field(default=None, kw_only=True, converter=_line_id)
    active: bool = attrs.field(default=True, kw_only=True)
    why: str = attrs.field(default="", kw_only=True, converter=_why)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.share, Rate):
            raise InvalidCreditsError(self.role, "kind", self.share)
        if not isinstance(self.active, bool):
            raise InvalidCreditsError(self.role, "kind", self.active)


def _credits(given: Iterable[Credit]) -> tuple[Credit, ...]:
    return given if type(given) is tuple else tuple(given)


def _sole(index: dict[tuple[str, str | None], tuple[Credit, ...]]) -> dict[str, PartyId | None]:
    return {role: _whole(group) for (role, line), group in index.items() if line is None}


def _whole(group: tuple[Credit, ...]) -> PartyId | None:
    only = group[0]
    return only.party if len(group) == 1 and only.active and only.share.share == 1 else None


@attrs.frozen
class Credits:
    """The credits of one order: per role and line the shares add up to at most 1.

    A role's credits of a line replace its credits of the order for that line. A share that nobody has is
    allowed: the plan says where it goes.

    Errors: `InvalidCreditsError` when shares add up to more than 1 or a party stands twice in a role.

    >>> Credits.single(leader="L1", sponsor="L0").of(Role.LEADER, "1")[0].party
    'L1'
    """

    credits: tuple[Credit, ...] = attrs.field(default=(), converter=_credits)
    by_line: bool = attrs.field(init=False, eq=False, repr=False)
    """Whether any line has credits of its own."""
    sole: dict[str, PartyId | None] = attrs.field(init=False, eq=False, repr=False)
    """For each role credited with the order: the active party that holds it whole, or None where it is shared."""
    _index: dict[tuple[str, str | None], tuple[Credit, ...]] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        index: dict[tuple[str, str | None], tuple[Credit, ...]] = {}
        for credit in self.credits:
            if not isinstance(credit, Credit):
                raise InvalidCreditsError("*", "kind", credit)
            key = (credit.role, credit.line)
            index[key] = (*index.get(key, ()), credit)
        for (role, _), group in index.items():
            if len(group) == 1:
                continue
            parties = [credit.party for credit in group]
            if len(set(parties)) < len(parties):
                raise InvalidCreditsError(role, "party_twice", tuple(parties))
            total = sum((credit.share.share for credit in group), Fraction(0))
            if total > 1:
                raise InvalidCreditsError(role, "shares_exceed_whole", str(total))
        object.__setattr__(self, "by_line", any(line is not None for _, line in index))
        object.__setattr__(self, "sole", _sole(index))
        object.__setattr__(self, "_index", index)

    @classmethod
    def single(cls, **parties: str) -> Self:
        """Return credits of one party per role, for the whole order: `single(leader="L1", sponsor="L0")`."""
        return cls(tuple(Credit(Role(role), party) for role, party in parties.items()))

    def of(self, role: str, line: str) -> tuple[Credit, ...]:
        """Return who is credited with a line in a role, in the given order; empty when nobody is."""
        index = self._index
        own = index.get((role, line))
        return index.get((role, None), ()) if own is None else own

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that are credited with anything, each once, in the order of first mention."""
        return tuple(dict.fromkeys(credit.role for credit in self.credits))

    def __iter__(self) -> Iterator[Credit]:
        return iter(self.credits)

    def __len__(self) -> int:
        return len(self.credits)


def check_credits(order: Order, credited: Credits) -> None:
    """Refuse credits that name a line which the order does not have: they would be lost without a word.

    Raises:
        UnknownSubjectError: Names the line and the order.
    """
    known = {line.id for line in order.lines}
    for credit in credited:
        if credit.line is not None and credit.line not in known:
            raise UnknownSubjectError("line", credit.line, order.id)


__all__ = ["Credit", "Credits", "check_credits"]
