"""Forms: the tables of a plan on paper, read key by key, each refusal with its place (表单)."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from typing import Final, TypeVar

import attrs

from communekit.codec import InvalidDocumentError, Plain, UnknownKeyError, decimal_text
from communekit.commission.errors import InvalidPlanError, PlanCycleError, UnknownRuleError
from communekit.errors import CommunekitError, LimitExceededError, excerpt
from communekit.parties import Role

from .errors import UnreadablePlanError

E = TypeVar("E", bound=Enum)

WORD_CHARACTERS: Final = 60
"""So much of a key is compared with the known ones, and shown."""


@contextmanager
def at(where: str, given: object = "") -> Iterator[None]:
    """Say in every refusal from within where in the plan it happened; what has its place keeps it.

    An empty place is the plan as a whole: what its own refusals say is enough.
    """
    try:
        yield
    except (UnreadablePlanError, UnknownKeyError, InvalidDocumentError, UnknownRuleError, PlanCycleError):
        raise
    except InvalidPlanError as error:
        if error.where.startswith(where):
            raise
        raise attrs.evolve(error, where=f"{where}, {error.where}") from error
    except LimitExceededError as error:
        if error.what.startswith(where):
            raise
        raise attrs.evolve(error, what=f"{where}, {error.what}") from error
    except CommunekitError as reason:
        raise UnreadablePlanError(where or "plan", "refused", given, reason=reason) from reason


@attrs.frozen
class Form:
    """A table of a plan, with only known keys.

    >>> Form.of({"sahre": "8%"}, "rule base", ("pays", "share"))
    Traceback (most recent call last):
        ...
    communekit.codec.errors.UnknownKeyError: rule base: unknown key sahre, did you mean share? Known are pays, share
    """

    table: Mapping[str, Plain]
    where: str

    @classmethod
    def of(
        cls, data: Plain, where: str, known: Collection[str], meant: Mapping[str, str] | None = None
    ) -> "Form":
        """Return data as a form; `meant` proposes keys for other words of the trade.

        Raises:
            UnreadablePlanError: It is not a table.
            UnknownKeyError: A key is not known.
        """
        if not isinstance(data, Mapping):
            raise UnreadablePlanError(where, "not_a_table", data)
        for key in data:
            if key not in known:
                raise UnknownKeyError(key, tuple(known), (meant or {}).get(key) or near(key, known), where)
        return cls(data, where)

    def __contains__(self, key: object) -> bool:
        return key in self.table

    def place(self, key: str) -> str:
        """Return the place of a key, as refusals name it."""
        return f"{self.where}, {key}"

    def value(self, key: str) -> Plain:
        """Return what stands at a key that has to be there."""
        if key not in self.table:
            raise UnreadablePlanError(self.where, "missing_key", key)
        return self.table[key]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it has to be there."""
        if default is not None and key not in self.table:
            return default
        return checked_text(self.value(key), self.place(shown(key)))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise UnreadablePlanError(self.place(key), "not_a_flag", value)
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number; without a default it has to be there."""
        if default is not None and key not in self.table:
            return default
        value = self.value(key)
        if type(value) is not int:
            raise UnreadablePlanError(self.place(key), "not_whole", value)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return one text or a list of them; none where the key is not there."""
        given = self.table.get(key, [])
        return checked_words([given] if isinstance(given, str) else given, self.place(key))

    def role(self, key: str) -> Role:
        """Return a role by its word."""
        word = self.text(key)
        with at(self.place(key), word):
            return Role(word)

    def roles(self, key: str) -> tuple[Role, ...]:
        """Return one role or a list of them."""
        words = self.words(key)
        with at(self.place(key), words):
            return tuple(map(Role, words))

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """Return the member of an enumeration that a word names."""
        if default is not None and key not in self.table:
            return default
        word = self.text(key)
        for member in kind:
            if member.value == word:
                return member
        known = ", ".join(str(member.value) for member in kind)
        raise UnreadablePlanError(self.place(key), "not_a_choice", word, known)

    def tables(self, key: str) -> list[Plain]:
        """Return the elements of a list of tables; none where the key is not there."""
        given = self.table.get(key, [])
        if not isinstance(given, list | tuple):
            raise UnreadablePlanError(self.place(key), "not_a_list", given)
        return list(given)

    def only_one(self, *keys: str) -> str:
        """Return which of several keys is there: one, and no other."""
        given = [key for key in keys if key in self.table]
        if len(given) != 1:
            raise UnreadablePlanError(self.where, "one_of", tuple(given), ", ".join(keys))
        return given[0]

    def refuse_with(self, key: str, *others: str) -> None:
        """Refuse keys that say nothing beside another key."""
        for other in others:
            if other in self.table:
                raise UnreadablePlanError(self.where, "does_not_go_with", other, key)


def near(word: str, known: Collection[str], *, closely: bool = False) -> str:
    """Return the known word that is most like a word; empty where none is like it (`closely`: very like it)."""
    alike = get_close_matches(word[:WORD_CHARACTERS], known, n=1, cutoff=3 / 4 if closely else 3 / 5)
    return alike[0] if alike else ""


def shown(word: str) -> str:
    """Return a word of the plan's as places name it: short, and nothing in it that cannot be seen."""
    return word if word.isprintable() and len(word) <= WORD_CHARACTERS else excerpt(word[:WORD_CHARACTERS])


def checked_text(value: Plain, where: str) -> str:
    """Return a value that has to be text; a number with a point is told how to be written."""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        raise UnreadablePlanError(where, "not_exact", value, f'"{decimal_text(value)}"')
    raise UnreadablePlanError(where, "not_text", value)


def checked_words(value: Plain, where: str) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(value, list | tuple):
        raise UnreadablePlanError(where, "not_text", value)
    return tuple(checked_text(item, where) for item in value)


def one_or_list(words: Collection[str]) -> Plain:
    """Return words as they are written: one by itself, several as a list."""
    listed = [str(word) for word in words]
    return listed[0] if len(listed) == 1 else listed


__all__ = ["Form", "at", "checked_text", "checked_words", "near", "one_or_list", "shown"]
