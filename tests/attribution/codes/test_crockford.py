"""Crockford's base 32 as it is published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import (
    InvalidCodeError,
    InvalidNumberError,
    crockford_number,
    crockford_text,
)

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"


@given(st.integers(0, 32**62), st.booleans())
def test_a_number_comes_back(number: int, check: bool) -> None:
    """With and without a check symbol, in lower case and in groups."""
    text = crockford_text(number, check=check)
    assert crockford_number(text, check=check) == number
    assert crockford_number("-".join(text.lower()) if len(text) < 32 else text.lower(), check=check) == number
    assert not text.startswith("0") or number == 0


@pytest.mark.parametrize(
    ("number", "plain", "checked"),
    [
        (0, "0", "00"),
        (31, "Z", "ZZ"),
        (32, "10", "10*"),
        (36, "14", "14U"),
        (42, "1A", "1A5"),
        (1_000_000_000, "XSNJG0", "XSNJG01"),
        (1234, "16J", "16JD"),
        (2**64 - 1, "FZZZZZZZZZZZZ", "FZZZZZZZZZZZZB"),
    ],
)
def test_worked_figures(number: int, plain: str, checked: str) -> None:
    """Figures of the published page and of other libraries."""
    assert crockford_text(number) == plain
    assert crockford_text(number, check=True) == f"{plain}{SYMBOLS[number % 37]}" == checked


@given(st.integers(0, 10**9), st.data())
def test_no_single_wrong_symbol_and_no_swap_of_data_symbols_passes(number: int, data: st.DataObject) -> None:
    """What the check modulo 37 promises: swaps with the check symbol itself are not among it."""
    text = crockford_text(number, check=True)
    place = data.draw(st.integers(0, len(text) - 1))
    slips = [text[:place] + symbol + text[place + 1 :] for symbol in SYMBOLS if symbol != text[place]]
    slips += [
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 2)
        if text[at] != text[at + 1]
    ]
    for slip in slips:
        with pytest.raises(InvalidCodeError):
            crockford_number(slip, check=True)


@pytest.mark.parametrize("text", ["", "-", "U", "1U", "A!", "é", None, 5, "0" * 65])
def test_what_is_no_number(text: str) -> None:
    """It is refused."""
    with pytest.raises(InvalidCodeError):
        crockford_number(text)


@pytest.mark.parametrize("text", ["", "5", "1A!", "1A"])
def test_what_has_no_check_symbol(text: str) -> None:
    """Nothing before it, no such symbol, the wrong one."""
    with pytest.raises(InvalidCodeError):
        crockford_number(text, check=True)


@pytest.mark.parametrize("number", [-1, True, 1.0, "1", None, 32**63])
def test_what_is_no_whole_number(number: int) -> None:
    """It is refused."""
    with pytest.raises(InvalidNumberError):
        crockford_text(number)
