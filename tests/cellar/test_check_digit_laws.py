"""What the check digit tells, shown by trying all of it."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from communekit.ids.codes import check_digit, has_check_digit

DIGITS = "0123456789"


def slips(code: str) -> Iterator[str]:
    """Yield every code with one wrong digit, and every one with two neighbours swapped."""
    for at, digit in enumerate(code):
        yield from (code[:at] + other + code[at + 1 :] for other in DIGITS if other != digit)
    for at in range(len(code) - 1):
        if code[at] != code[at + 1]:
            yield code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def test_all_slips_of_all_short_codes_are_told() -> None:
    """All thousand bodies of three digits: a wrong digit, the check digit too, and a swap are told."""
    for number in range(1_000):
        code = f"{number:03}" + check_digit(f"{number:03}")
        assert has_check_digit(code)
        assert not any(has_check_digit(slip) for slip in slips(code)), code


@given(st.text(DIGITS, min_size=1, max_size=15))
def test_any_length_tells_slips(body: str) -> None:
    """Longer ones alike."""
    code = body + check_digit(body)
    assert has_check_digit(code)
    assert not any(map(has_check_digit, slips(code)))


@given(st.text(DIGITS, min_size=1, max_size=10))
def test_one_code_in_ten_passes_by_chance(body: str) -> None:
    """Behind the same digits exactly one of the ten is right."""
    assert [has_check_digit(body + digit) for digit in DIGITS].count(True) == 1
