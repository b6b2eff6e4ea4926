"""What the check symbol tells, shown by trying all of it."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import InvalidCodeError, ShareCode
from communekit.ids.codes import SYMBOLS, check_symbol, has_check

LENGTHS = range(4, 25)
CODES_A_LENGTH = 40


def some_codes(length: int) -> Iterator[str]:
    """Yield codes of a length, the plainest ones and random ones."""
    random = Random(length)
    bodies = ["0" * length, "Z" * length, "01" * (length // 2) + "0" * (length % 2)]
    bodies += ["".join(random.choices(SYMBOLS, k=length)) for _ in range(CODES_A_LENGTH)]
    return (body + check_symbol(body) for body in bodies)


def substitutions(code: str) -> Iterator[str]:
    """Yield every code with one wrong symbol, the check symbol too."""
    return (
        code[:at] + symbol + code[at + 1 :]
        for at in range(len(code))
        for symbol in SYMBOLS
        if symbol != code[at]
    )


def swaps(code: str, apart: int = 1) -> Iterator[str]:
    """Yield every code with two symbols swapped that stand so far apart, where that changes it."""
    for at in range(len(code) - apart):
        one, other = code[at], code[at + apart]
        if one != other:
            yield code[:at] + other + code[at + 1 : at + apart] + one + code[at + apart + 1 :]


@pytest.mark.parametrize("length", LENGTHS)
def test_no_single_wrong_character_and_no_swap_of_neighbours_passes(length: int) -> None:
    """Exhaustively for each code: every other symbol in every place, every swap, check symbol included."""
    tried = 0
    for code in some_codes(length):
        assert has_check(code)
        for slip in (*substitutions(code), *swaps(code)):
            assert not has_check(slip), (code, slip)
            tried += 1
    assert tried > 42 * 31 * length


@pytest.mark.parametrize("length", [4, 8, 24])
def test_no_slip_is_read_as_a_code(length: int) -> None:
    """The same through the front door: what is read is the code that was printed, or nothing."""
    for code in (*some_codes(length),)[:6]:
        assert ShareCode.parse(code) == code
        for slip in (*substitutions(code), *swaps(code)):
            with pytest.raises(InvalidCodeError) as caught:
                ShareCode.parse(slip)
            assert caught.value.problem == "check"


@pytest.mark.parametrize("length", LENGTHS)
def test_no_swap_of_any_two_passes(length: int) -> None:
    """Nor do two that stand further apart, as long as codes are."""
    assert not any(
        has_check(slip)
        for code in some_codes(length)
        for apart in range(2, length + 1)
        for slip in swaps(code, apart)
    )


@given(st.text(SYMBOLS, min_size=4, max_size=23))
def test_a_zero_more_or_less_at_the_beginning_is_told(body: str) -> None:
    """A code is not another one with a 0 before it."""
    assert not has_check(f"0{body}{check_symbol(body)}")


@pytest.mark.parametrize("length", LENGTHS)
def test_every_symbol_is_a_check_symbol(length: int) -> None:
    """Behind the same symbols, but one, stands each of the 32: one code in 32 passes by chance, not more."""
    assert {check_symbol("0" * (length - 1) + symbol) for symbol in SYMBOLS} == set(SYMBOLS)


def test_the_check_symbol_is_the_one_that_the_field_gives() -> None:
    """Worked by hand from the definition: weights are powers of x in GF(32) modulo x^5 + x^2 + 1."""

    def times(one: int, other: int) -> int:
        product = 0
        for bit in range(5):
            product ^= one << bit if other >> bit & 1 else 0
        for bit in range(8, 4, -1):
            product ^= 0b100101 << bit - 5 if product >> bit & 1 else 0
        return product

    def power(exponent: int) -> int:
        return 1 if exponent == 0 else times(2, power(exponent - 1))

    assert len({power(exponent) for exponent in range(31)}) == 31
    for length in LENGTHS:
        for code in some_codes(length):
            total = power(len(code))
            for place, symbol in enumerate(reversed(code)):
                total ^= times(power(place), SYMBOLS.index(symbol))
            assert total == 0
