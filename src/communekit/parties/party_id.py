"""Party ids (参与方标识): opaque; no name, phone number or account belongs in one."""

from communekit.ids import PartyId, identifier


def party_id(text: str) -> PartyId:
    """Return the id of a party, checked.

    Errors: `InvalidIdError`.
    """
    return PartyId(identifier(text, what="party id"))


def party_id_or_none(text: str | None) -> PartyId | None:
    """Return the id of a party, or None where there is none."""
    return None if text is None else party_id(text)


__all__ = ["party_id", "party_id_or_none"]
