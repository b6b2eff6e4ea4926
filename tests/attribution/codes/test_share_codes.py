"""The codes that were given out: whose one is, and that nothing is learnt from one that does not work."""

import traceback
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import (
    CodeTakenError,
    IssuedCode,
    ShareCode,
    ShareCodes,
    UnknownCodeError,
    find_code,
    touch_of_code,
)
from communekit.parties import Role, TouchKind
from communekit.period import InvalidTimeError, Window
from tests.attribution.codes.made import NOON, at, clean_symbols

CODE = "7K3M9P2X0"
WINDOW = Window(NOON, at(1000))


def issued(code: str = CODE, **said: object) -> IssuedCode:
    """Return a code of L1, valid a thousand seconds from noon."""
    return IssuedCode(code, "L1", WINDOW, **said)  # type: ignore[arg-type]  # what the tests say of it


@pytest.mark.parametrize(("seconds", "is_valid"), [(-1, False), (0, True), (999, True), (1000, False)])
def test_both_sides_of_the_window(seconds: int, is_valid: bool) -> None:
    """From its start, up to its end and not including it."""
    assert issued().is_valid(at(seconds)) is is_valid


def test_both_sides_of_a_retirement() -> None:
    """Accepted until the instant before; nothing makes it later, or undoes it."""
    codes = ShareCodes([issued()]).without(CODE, from_=at(500))
    assert codes.find(CODE, at=at(500) - timedelta(microseconds=1)).owner == "L1"
    for again in (codes, codes.without(CODE, from_=at(700))):
        with pytest.raises(UnknownCodeError):
            again.find(CODE, at=at(500))
    with pytest.raises(UnknownCodeError):
        codes.without(CODE, from_=at(100)).find(CODE, at=at(100))


def test_a_code_of_one_store_is_none_in_another() -> None:
    """It is found in its store, and where no store is asked for; a code of the community everywhere."""
    codes = ShareCodes([issued(store="S1"), issued("76CSK6YXB")])
    assert codes.find(CODE, at=NOON, store="S1") == codes.find(CODE, at=NOON)
    assert codes.find("76CSK6YXB", at=NOON, store="S2").store is None
    with pytest.raises(UnknownCodeError):
        codes.find(CODE, at=NOON, store="S2")


@given(clean_symbols().filter(lambda code: code != CODE), st.sampled_from([None, "S1"]))
def test_unknown_codes_are_refused_alike(unknown: str, store: str | None) -> None:
    """A slip, one never given out, retired, not yet, no more, elsewhere: one class, one text, no cause to be seen."""
    slip = f"{unknown[:-1]}{'0' if unknown[-1] != '0' else '1'}"
    typed = "7k3-m9p-2xo"
    known = [issued(), issued(retired_from=at(5)), issued(store="S2")]
    tries = [
        (known[0], slip, at(10)),
        (known[0], unknown, at(10)),
        (known[0], "", at(10)),
        (known[0], typed, at(-1)),
        (known[0], typed, at(1000)),
        (known[1], typed, at(10)),
    ] + ([(known[2], typed, at(10))] if store else [])
    told = set()
    for code, text, moment in tries:
        with pytest.raises(UnknownCodeError) as caught:
            ShareCodes([code]).find(text, at=moment, store=store)
        error = caught.value
        assert error.data() == {"given": text}
        assert (error.__cause__, error.__context__) == (None, None)
        assert (
            len(traceback.extract_tb(error.__traceback__)) == 3
        )  # The test, `find`, `find_code`: always these.
        told.add(
            (type(error), error.code, *(UnknownCodeError("?").text(language) for language in ("en", "zh")))
        )
        assert error.text("en") == UnknownCodeError(text).text("en")
    assert len(told) == 1


def test_a_code_that_is_not_text_is_refused_alike() -> None:
    """Nor does another kind of thing tell more."""
    with pytest.raises(UnknownCodeError):
        ShareCodes([issued()]).find(7, at=NOON)  # type: ignore[arg-type]  # what a host may hand in by mistake


def test_the_instant_is_checked_first() -> None:
    """A host's own mistake is no matter of the code: it is the same whether the code is known or not."""
    for text in (CODE, "nothing"):
        with pytest.raises(InvalidTimeError):
            ShareCodes([issued()]).find(text, at=NOON.replace(tzinfo=None))


def test_a_table_is_asked_only_for_codes_and_answers_for_that_code_alone() -> None:
    """A search that is too kind (without case, by prefix) finds nothing."""
    asked: list[ShareCode] = []

    def lookup(code: ShareCode) -> IssuedCode:
        asked.append(code)
        return issued()

    assert find_code("7k3 m9p 2xo", lookup, at=NOON).owner == "L1"
    for text in ("76CSK6YXB", "nothing", CODE[:-2]):
        with pytest.raises(UnknownCodeError):
            find_code(text, lookup, at=NOON)
    assert asked == [CODE, "76CSK6YXB"]


def test_a_code_is_given_out_once() -> None:
    """And stays taken when it is retired: an old poster never pays somebody else."""
    codes = ShareCodes([issued()])
    assert CODE in codes
    assert "76CSK6YXB" not in codes
    for held in (codes, codes.without(CODE, from_=NOON)):
        with pytest.raises(CodeTakenError):
            held.with_code(IssuedCode(CODE, "L2", Window(at(5000))))
    more = codes.with_code(issued("76CSK6YXB"))
    assert [one.share_code for one in more.issued] == ["76CSK6YXB", CODE]
    with pytest.raises(UnknownCodeError):
        codes.without("76CSK6YXB", from_=NOON)


@given(st.permutations([CODE, "76CSK6YXB"]))
def test_the_order_of_codes_says_nothing(order: list[str]) -> None:
    """Two lists of the same codes are equal."""
    assert ShareCodes(map(issued, order)) == ShareCodes([issued(CODE), issued("76CSK6YXB")])


@given(st.integers(0, 32**8 - 1))
def test_p22_typed_ids_partner_id_is_not_user_id(number: int) -> None:
    """The party is the one that the code was issued to, in its role: never a number that stands in the code."""
    from communekit.attribution.codes import OffensiveCodeError, code_for  # noqa: PLC0415 - only here

    try:
        code = code_for(number)
    except OffensiveCodeError:
        return
    held = ShareCodes([IssuedCode(code, "partner-16", WINDOW, role=Role.CREATOR)])
    found = held.find(code.grouped.lower(), at=NOON)
    touch = touch_of_code(found, "t-1", at=NOON, by=str(number), order="O1")
    assert (found.owner, found.role) == ("partner-16", Role.CREATOR)
    assert (touch.owner, touch.role, touch.by, touch.kind) == (
        "partner-16",
        Role.CREATOR,
        str(number),
        TouchKind.CODE,
    )
    assert touch.code == code
