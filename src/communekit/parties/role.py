"""Roles: in which capacity a party takes part (角色), and is paid.

A role is a word, not a person: one person may hold several. The usual words of the trade are constants;
a host adds its own by writing them: `Role("courier")`.
"""

import re
from typing import ClassVar, Self

from .errors import InvalidRoleError

_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def is_word(text: object) -> bool:
    """Whether something is a word as roles and grades are written.

    >>> is_word("super"), is_word("Super"), is_word(None)
    (True, False, False)
    """
    return isinstance(text, str) and _WORD.match(text) is not None


class Role(str):
    """The capacity (角色) in which a party takes part in an order.

    Errors: `InvalidRoleError` when the word is not lower-case letters, digits and underscores, 1 to 40.

    >>> Role.LEADER
    Role("leader")
    >>> Role("courier") == "courier"
    True
    """

    __slots__ = ()

    LEADER: ClassVar["Role"]
    SPONSOR: ClassVar["Role"]
    HOST: ClassVar["Role"]
    STORE: ClassVar["Role"]
    BRAND: ClassVar["Role"]
    SUPPLIER: ClassVar["Role"]
    CREATOR: ClassVar["Role"]
    KEEPER: ClassVar["Role"]
    FUND: ClassVar["Role"]
    PLATFORM: ClassVar["Role"]
    MEMBER: ClassVar["Role"]

    def __new__(cls, word: str) -> Self:
        """Return the role, once its word is checked."""
        if isinstance(word, cls):
            return word
        if not is_word(word):
            raise InvalidRoleError(word)
        return super().__new__(cls, word)

    def __repr__(self) -> str:
        return f'Role("{self!s}")'

    def __str__(self) -> str:
        return str.__str__(self)


Role.LEADER = Role("leader")
Role.SPONSOR = Role("sponsor")
Role.HOST = Role("host")
Role.STORE = Role("store")
Role.BRAND = Role("brand")
Role.SUPPLIER = Role("supplier")
Role.CREATOR = Role("creator")
Role.KEEPER = Role("keeper")
Role.FUND = Role("fund")
Role.PLATFORM = Role("platform")
Role.MEMBER = Role("member")

__all__ = ["Role", "is_word"]
