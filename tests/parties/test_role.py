"""Roles: words, and what is none."""

import pickle
from typing import Any

import pytest

from communekit.parties import InvalidRoleError, Role


@pytest.mark.parametrize("word", ["leader", "courier", "a", "tier_2", "a" * 40])
def test_roles_are_words(word: str) -> None:
    """A host adds a role by writing it; it is text, and survives a process."""
    role = Role(word)
    assert role == word
    assert str(role) == word
    assert repr(role) == f'Role("{word}")'
    assert pickle.loads(pickle.dumps(role)) == role


@pytest.mark.parametrize(
    "word", ["", "Leader", "2nd", "_x", "a b", "leader\n", "团长", "a" * 41, None, 5, b"leader"]
)
def test_other_words_are_refused(word: Any) -> None:
    """Capitals, blanks, other scripts, long and empty words are no roles."""
    with pytest.raises(InvalidRoleError):
        Role(word)
