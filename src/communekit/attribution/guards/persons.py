"""Persons: ids that belong to one person (同一人), joined over all that is known."""

from collections.abc import Iterable, Mapping
from typing import Final

from communekit.ids import PartyId
from communekit.parties.party_id import party_id

from .checked import listed

_GROUPS: Final = '[("V7", "M1"), identities.accounts_of("M2"), …]'


def same_persons(given: Iterable[Iterable[str]]) -> tuple[tuple[PartyId, ...], ...]:
    """Return groups of ids, each group one person; groups that share an id are one (身份合并).

    Errors: `InvalidGuardError` "facts" for what is no list of groups, as identities are none; `InvalidIdError`.

    >>> same_persons([("V1", "M1"), ("M2", "V9"), ("M1", "L1")])
    (('L1', 'M1', 'V1'), ('M2', 'V9'))
    """
    above: dict[PartyId, PartyId] = {}

    def top(one: PartyId) -> PartyId:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for group in listed(given, "same", _GROUPS):
        several = [party_id(one) for one in listed(group, "same", _GROUPS)]
        for one in several:
            above[top(one)] = top(several[0])
    groups: dict[PartyId, list[PartyId]] = {}
    for one in sorted(above):
        groups.setdefault(top(one), []).append(one)
    return tuple(sorted(tuple(group) for group in groups.values() if len(group) > 1))


def person_of_id(groups: Iterable[tuple[PartyId, ...]]) -> Mapping[PartyId, PartyId]:
    """Return for each id that is not alone the first id of its person."""
    return {one: group[0] for group in groups for one in group}


__all__ = ["person_of_id", "same_persons"]
