"""Leaders (团长): who brings neighbours together, and stands in for them.

How one becomes a leader, pauses and leaves is a life cycle of its own: `communekit.parties.leader_life`.
"""

from typing import ClassVar

import attrs

from communekit.ids import PartyId

from .errors import InvalidPartyError
from .party_id import party_id, party_id_or_none
from .role import Role, is_word


@attrs.frozen
class Leader:
    """A leader (团长) of a community.

    Args:
        id: Opaque. Whoever is also a member keeps one id for both.
        store: The store with which the leader works; None for a leader of the whole community.
        grade: The word of the present grade (等级); empty where there are none.
        neighbourhood: Where the leader's circle lives.

    Errors: `InvalidIdError`, `InvalidPartyError` "not_a_word".

    >>> Leader("L1", store="S1", grade="super").grade
    'super'
    """

    role: ClassVar[Role] = Role.LEADER
    id: PartyId = attrs.field(converter=party_id)
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    grade: str = attrs.field(default="", kw_only=True)
    neighbourhood: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)

    def __attrs_post_init__(self) -> None:
        check_grade(self.grade)


def check_grade(word: object) -> None:
    """Refuse what is neither the word of a grade nor empty.

    Errors: `InvalidPartyError` "not_a_word".
    """
    if word != "" and not is_word(word):
        raise InvalidPartyError("grade", word, "not_a_word")


__all__ = ["Leader", "check_grade"]
