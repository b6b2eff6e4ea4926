"""The laws of what a vault refuses and says (保密契约): nothing that it is told gets out by an error or by being printed."""

import pickle
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from communekit.errors import CommunekitError
from communekit.storage import CN_DEAL, Held, Kept, Vault

from .law import law
from .ledger import MARCH
from .vault_opening import VaultOpening

PLANTED: Final = "planted-13800138000-张丽-secret"
"""A text that stands nowhere else."""

Act = Callable[[], object]


class VaultSecrecyContract(VaultOpening):
    """Laws of `Vault` about refusals and about what is printed; part of `VaultContract`."""

    @law("erasure")
    def test_no_error_shows_the_data(self) -> None:
        """erasure: no error shows a text, whatever went wrong, nor anything handed in that may be one."""
        vault = self.fresh()
        _plant(vault)
        for number, act in enumerate(refused_acts(vault)):
            assert not shows(PLANTED, _refusal(act)), number
        vault.erase("m-1", at=MARCH)
        refused = _refusal(lambda: vault.put("m-1", {"name": PLANTED}, at=MARCH))
        assert not shows(PLANTED, refused)

    @law("refusal_is_atomic")
    def test_refusal_is_atomic(self) -> None:
        """refusal_is_atomic: what is refused changes nothing, though other fields of it were fit."""
        vault = self.fresh()
        _plant(vault)
        before = vault.export("m-1")
        for act in refused_acts(vault):
            with suppress(CommunekitError):
                act()
                before = vault.export("m-1")  # It was not refused: that is for other laws.
            assert vault.export("m-1") == before

    @law("erasure")
    def test_nothing_held_prints_itself(self) -> None:
        """erasure: what is held does not get into a log by being printed."""
        vault = self.fresh()
        vault.put("m-1", {"name": PLANTED}, at=MARCH)
        person = vault.get("m-1")
        assert person is not None
        assert person.text("name") == PLANTED
        for value in (person, person.fields["name"], vault):
            assert PLANTED not in repr(value) + str(value)
        erasure = vault.erase("m-1", at=MARCH)
        assert PLANTED not in repr(erasure) + str(erasure) + repr(vault) + str(vault)


def _plant(vault: Vault) -> None:
    vault.put("m-1", {"name": PLANTED, "kept": Held(PLANTED, kept=Kept(MARCH, "rule"))}, at=MARCH)


def shows(planted: str, error: BaseException) -> bool:
    """Whether an error shows a text anywhere: its sentences, its fields, its pickle, what it came from, its traceback."""
    said = [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
    if isinstance(error, CommunekitError):
        said += [error.text("zh"), repr(error.data()), *(str(value) for value in error.data().values())]
        said += [str(pickle.dumps(error)), str(pickle.dumps(error.data()))]
    if error.__context__ is not None and shows(planted, error.__context__):
        return True
    return any(form in text for text in said for form in (planted, ascii(planted)[1:-1]))


def refused_acts(vault: Vault) -> list[Act]:
    """Return what every vault refuses, of a person who holds `PLANTED` as her name and as what must be kept."""
    long, early = PLANTED * 100, MARCH - timedelta(hours=1)
    bad: list[dict[object, object]] = [
        {"name": PLANTED + "\x00"},
        {"name": PLANTED + "\n"},
        {"name": "\u202e" + PLANTED},
        {"name": "\u2066" + PLANTED},
        {"name": PLANTED + "\ud800"},
        {"name": PLANTED + "a" + "\u0301" * 9},
        {"name": long},
        {"name": [PLANTED]},
        {"name": PLANTED.encode()},
        {"name": Held("x", PLANTED)},
        {"name": Held("x", "service", PLANTED)},  # type: ignore[arg-type]  # that is the mistake
        {"name": Held(PLANTED, "Not A Word")},
        {PLANTED: "name"},
        {7: PLANTED},
        {"x" * 61: PLANTED},
        dict.fromkeys((f"f{number}" for number in range(201)), PLANTED),
        {"kept": None},
        {"name": "fit", "more": "fit", "kept": None},
        {"name": "fit", "more": PLANTED + "\n"},
    ]
    return [
        *(lambda fields=fields: vault.put("m-1", fields, at=early) for fields in bad),
        lambda: vault.put("m-1", [PLANTED], at=early),  # type: ignore[arg-type]  # that is the mistake
        lambda: vault.put(f"m-{PLANTED}", {"name": PLANTED}, at=early),
        lambda: vault.put(f"{PLANTED}/", {"name": "x"}, at=early),
        lambda: vault.keep("m-1", [PLANTED], CN_DEAL.kept(MARCH)),
        lambda: vault.keep("m-1", ["name", "phone"], CN_DEAL.kept(MARCH)),
        lambda: vault.get(PLANTED + "\x00"),
        lambda: vault.export(PLANTED + "\x00"),
        lambda: vault.erase(PLANTED + "\x00", at=early),
    ]


def _refusal(act: Callable[[], object]) -> CommunekitError:
    """Return what an act is refused with."""
    try:
        act()
    except CommunekitError as refused:
        return refused
    raise AssertionError("it was not refused")


__all__ = ["PLANTED", "VaultSecrecyContract", "refused_acts", "shows"]
