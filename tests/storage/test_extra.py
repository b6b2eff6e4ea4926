"""What a host is told that has not installed the extra."""

import importlib
import sys
from importlib.util import find_spec

import pytest

from communekit.errors import MissingExtraError


def test_a_database_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra, not a module that the host has never heard of."""
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "sqlalchemy" else find_spec(name)
    )
    for name in [name for name in sys.modules if name.startswith("communekit.storage.sql")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MissingExtraError, match=r"communekit\[sql\]"):
        importlib.import_module("communekit.storage.sql")


def test_the_test_kit_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a database does."""
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "hypothesis" else find_spec(name)
    )
    for name in [name for name in sys.modules if name.startswith("communekit.testing")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MissingExtraError, match=r"communekit\[testing\]"):
        importlib.import_module("communekit.testing")
