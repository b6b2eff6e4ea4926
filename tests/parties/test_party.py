"""The values of the parties: what they hold, and what they refuse."""

from typing import Any

import attrs
import pytest

from communekit.ids import InvalidIdError, InvalidTextError
from communekit.parties import (
    Brand,
    Circle,
    InvalidPartyError,
    Leader,
    Member,
    Neighbourhood,
    Store,
    Supplier,
    SupplierKind,
)
from communekit.period import InvalidTimeError, Window, instant

OPENING, CLOSING = instant("2026-03-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")


@pytest.mark.parametrize("bad", ["", "a/b", "..", " S1", "x" * 129, "S\u202e1", "e\u0301", None, 7])
def test_ids_are_checked(bad: Any) -> None:
    """No party is made with an id that is not fit to be one."""
    makers: tuple[Any, ...] = (Brand, Store, Leader, Member, Neighbourhood)
    for maker in makers:
        with pytest.raises(InvalidIdError):
            maker(bad)
    with pytest.raises(InvalidIdError):
        Supplier(bad, "farm")
    with pytest.raises(InvalidIdError):
        Circle("C1", bad)


@pytest.mark.parametrize(
    ("store", "liable"),
    [
        (Store("S1"), ("S1",)),
        (Store("S1", brand="B1"), ("S1", "B1")),
        (Store("S1", brand="B1", guarantor="B1"), ("B1", "S1")),
        (Store("S1", brand="B1", guarantor="G1"), ("G1", "S1", "B1")),
    ],
)
def test_guarantor_answers_first(store: Store, liable: tuple[str, ...]) -> None:
    """The guarantor answers for quality, then the store, then the brand; each once, a leader never."""
    assert store.liable == liable


def test_a_store_trades_from_opening_to_closing() -> None:
    """At the opening it trades, at the closing no more."""
    store = Store("S1", trading=Window(OPENING, CLOSING))
    store.check_trading(OPENING)
    Store("S2").check_trading(instant("1950-01-01T00:00:00Z"))
    for at, problem in ((instant("2026-02-28T23:59:59Z"), "before_opening"), (CLOSING, "after_closing")):
        with pytest.raises(InvalidTimeError) as refused:
            store.check_trading(at)
        assert refused.value.problem == problem


def test_kinds_of_suppliers() -> None:
    """A supplier is of a known kind, by word or by kind."""
    assert Supplier("F1", "ranch") == Supplier("F1", SupplierKind.RANCH)
    word: Any
    for word in ("", "Farm", "factory", None):
        with pytest.raises(InvalidPartyError):
            Supplier("F1", word)


def test_values_of_another_kind_are_refused() -> None:
    """What is no window, no truth value, no grade, no list of norms is refused."""
    wrong: Any
    for wrong in ("2026", 5):
        with pytest.raises(InvalidPartyError):
            Store("S1", trading=wrong)
        with pytest.raises(InvalidPartyError):
            Supplier("F1", "farm", registered=wrong)
    for wrong in ("Super", None, 5):
        with pytest.raises(InvalidPartyError):
            Leader("L1", grade=wrong)
    wrong = "no politics"
    with pytest.raises(InvalidPartyError):
        Circle("C1", "L1", norms=wrong)
    with pytest.raises(InvalidTextError):
        Circle("C1", "L1", norms=("\u202e",))
    with pytest.raises(InvalidPartyError):
        Circle("C1", "L1", norms=("kind",) * 51)
    assert len(Circle("C1", "L1", norms=("kind",) * 50).norms) == 50
    with pytest.raises(InvalidPartyError):
        Neighbourhood("N1", within="N1")


def test_refusals_say_why() -> None:
    """The reason stands in the sentence, in both languages; a word of another room is shown as it is."""
    error = InvalidPartyError("grade", "Super", "not_a_word")
    assert str(error) == "Super cannot be a grade: it is not a word of lower-case letters"
    assert error.text("zh_CN") == "Super 不能用作 grade：不是小写字母组成的词"
    assert InvalidPartyError("grade", "x", "some_word").text() == "x cannot be a grade: some_word"


def test_no_personal_data() -> None:
    """Parties are opaque: no field of theirs is made for a name, a phone number or an address."""
    for kind in (Brand, Circle, Leader, Member, Neighbourhood, Store, Supplier):
        names = {field.name for field in attrs.fields(kind)}
        assert not names & {"name", "phone", "address", "email", "birthday", "wechat"}
