"""Lists of parties (参与方列表): a lone text is not read as a list of its letters."""

from collections.abc import Iterable

from .errors import InvalidIdError
from .identifier import identifier
from .kinds import PartyId


def party_ids(given: Iterable[str]) -> tuple[PartyId, ...]:
    """Return party ids in their order, each once.

    Raises:
        InvalidIdError: "not_a_list" for a lone text; otherwise as `identifier` says.

    >>> party_ids(["zhang", "li", "zhang"])
    ('li', 'zhang')
    """
    if isinstance(given, str | bytes):
        raise InvalidIdError("list of parties", given, "not_a_list")
    return tuple(PartyId(identifier(party, what="party id")) for party in sorted(set(given)))


__all__ = ["party_ids"]
