"""Checks of personal data (个人信息校验): what is refused is named by party, field and problem, never shown."""

import re
from collections.abc import Mapping
from typing import Final

from communekit.ids import InvalidIdError, InvalidTextError, PartyId, identifier, name_text

from .person import Held, Kept
from .vault_errors import InvalidPersonalDataError

FIELDS_MAX: Final = 200
"""So many fields may one person have."""

HIDDEN: Final = "…"
"""Stands in errors for what is no fit id or word, and so may be the data itself."""

_WORD: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\Z")
_WORD_CHARACTERS_MAX: Final = 60
_TELLING_CHARACTERS_MIN: Final = 6


def checked_party(party: str) -> PartyId:
    """Return the id of a party; an unfit one is not shown."""
    try:
        return PartyId(identifier(party, what="party id"))
    except InvalidIdError:
        pass
    raise InvalidPersonalDataError(HIDDEN, HIDDEN, "party")


def checked_field(party: PartyId, name: object) -> str:
    """Return the name of a field; an unfit one is not shown."""
    if not _is_word(name):
        raise InvalidPersonalDataError(party, HIDDEN, "field")
    return str(name)


def checked_fields(party: PartyId, fields: Mapping[str, str | Held | None]) -> dict[str, Held | None]:
    """Return fields as they will be held, or None where one is to be taken away; all of them are fit."""
    if not isinstance(fields, Mapping):
        raise InvalidPersonalDataError(party, HIDDEN, "not_a_mapping")
    return {
        checked_field(party, name): None if value is None else _checked(party, name, value)
        for name, value in fields.items()
    }


def _checked(party: PartyId, name: str, value: str | Held) -> Held:
    held = value if isinstance(value, Held) else Held(value)
    problem = _problem(held)
    if problem is not None:
        raise InvalidPersonalDataError(party, name, problem)
    if len(held.text) >= _TELLING_CHARACTERS_MIN and held.text.casefold() in party.casefold():
        raise InvalidPersonalDataError(HIDDEN, name, "in_the_id")
    return held


def _problem(held: Held) -> str | None:
    if not _is_word(held.purpose):
        return "purpose"
    if not isinstance(held.kept, Kept | None):
        return "kept"
    try:
        name_text(held.text, longest=held.longest)
    except InvalidTextError as refused:
        return refused.problem
    return None


def _is_word(text: object) -> bool:
    return isinstance(text, str) and len(text) <= _WORD_CHARACTERS_MAX and _WORD.match(text) is not None


__all__ = ["FIELDS_MAX", "HIDDEN", "checked_field", "checked_fields", "checked_party"]
