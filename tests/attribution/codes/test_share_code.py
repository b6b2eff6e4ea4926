"""Share codes: how they are made, printed, typed and refused."""

import pickle
from itertools import count, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import (
    OFFENSIVE,
    InvalidCodeError,
    InvalidNumberError,
    InvalidWordError,
    NoFreeCodeError,
    OffensiveCodeError,
    ShareCode,
    code_for,
    free_code,
    offensive_word,
)
from communekit.ids.codes import SYMBOLS, check_symbol
from tests.attribution.codes.made import clean_symbols


@given(st.integers(0, 32**8 - 1))
def test_a_code_gives_back_its_number(number: int) -> None:
    """Every number has a code of its own, of nine symbols; or it is refused with the word that it reads as."""
    code = code_for(number, avoid=())
    assert code.number == number
    assert len(code) == 9
    assert ShareCode(str(code)) == code
    assert pickle.loads(pickle.dumps(code)) == code
    assert eval(repr(code), {"ShareCode": ShareCode}) == code
    word = offensive_word(code)
    if word is None:
        assert code_for(number) == code
    else:
        with pytest.raises(OffensiveCodeError) as caught:
            code_for(number)
        assert (caught.value.share_code, caught.value.word) == (code, word)


@given(st.integers(4, 24), st.data())
def test_codes_of_other_lengths(length: int, data: st.DataObject) -> None:
    """The host may have shorter and longer ones."""
    number = data.draw(st.sampled_from([0, 32**length - 1]) | st.integers(0, 32**length - 1))
    code = code_for(number, length=length, avoid=())
    assert (len(code), code.number) == (length + 1, number)


@given(clean_symbols(), st.randoms(use_true_random=False))
def test_whatever_way_it_is_typed(symbols: str, random: Random) -> None:
    """Any case, O for 0, I and L for 1, wide letters, hyphens and spaces anywhere: the same code."""
    spoken = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        random.choice(("", "", "-", " ", "\u3000", "－", "–"))
        + random.choice((lambda it: it, lambda it: chr(ord(it) + 0xFEE0)))(
            random.choice(spoken.get(symbol, symbol + symbol.lower()))
        )
        for symbol in symbols
    )
    code = ShareCode.parse(typed)
    assert code == symbols
    assert ShareCode.parse(code.grouped) == code


@pytest.mark.parametrize(
    ("length", "grouped"),
    [
        (4, "000-0E"),
        (5, "000-00M"),
        (8, "000-000-00?"),
        (7, "0000-000?"),
        (11, "000-000-000-00?"),
        (15, "0000-0000-0000-000?"),
    ],
)
def test_groups(length: int, grouped: str) -> None:
    """Groups of three, or of four where that leaves no rest."""
    shown = code_for(0, length=length, avoid=()).grouped
    assert [len(part) for part in shown.split("-")] == [len(part) for part in grouped.split("-")]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (None, "not_text"),
        (7, "not_text"),
        (b"7K3M9P2X0", "not_text"),
        ("", "length"),
        ("- -", "length"),
        ("7K3M", "length"),
        ("0" * 26, "length"),
        ("7" * 65, "length"),
        (" " * 100_000, "length"),
        ("7K3M9P2XU", "symbol"),
        ("7K3M9P2X*", "symbol"),
        ("7K3M9P2X=", "symbol"),
        ("٧K3M9P2X0", "symbol"),  # an Arabic 7
        ("7\u212a3M9P2X0", "symbol"),  # the Kelvin sign, which is K in lower case
        ("7K3M9P2X0\u0130", "symbol"),
        ("7K3М9P2X0", "symbol"),  # a Cyrillic М
        ("7K3_M9P2X0", "symbol"),
        ("7K3\u200bM9P2X0", "symbol"),
        ("7K3M9P2X1", "check"),
    ],
)
def test_what_is_no_code(typed: str, problem: str) -> None:
    """It is refused with the word for why, in both languages."""
    with pytest.raises(InvalidCodeError) as caught:
        ShareCode.parse(typed)
    assert caught.value.problem == problem
    assert caught.value.text("zh") != caught.value.text("en")


@pytest.mark.parametrize("typed", ["7k3m9p2x0", "7K3-M9P-2X0", "7K3M9P2XO", " 7K3M9P2X0"])
def test_the_class_takes_the_one_form_alone(typed: str) -> None:
    """What was typed is read by `parse`; a table holds one form."""
    assert ShareCode.parse(typed) == "7K3M9P2X0"
    with pytest.raises(InvalidCodeError) as caught:
        ShareCode(typed)
    assert caught.value.problem == "form"


@pytest.mark.parametrize(
    ("number", "length"),
    [(-1, 8), (32**8, 8), (True, 8), (1.0, 8), ("1", 8), (None, 8), (1, 3), (1, 25), (1, True), (1, "8")],
)
def test_numbers_out_of_range(number: int, length: int) -> None:
    """They are refused, not cut."""
    with pytest.raises(InvalidNumberError):
        code_for(number, length=length)


def test_the_edges_of_the_range() -> None:
    """The least and the greatest number have codes."""
    assert code_for(0, avoid=()).number == 0
    assert code_for(32**8 - 1, avoid=()).number == 32**8 - 1


# Words that nobody wants to read.

LOOKS = {
    "0": "0O", "1": "1IL", "2": "2Z", "3": "3E", "4": "4A", "5": "5S", "6": "6G", "7": "7T", "8": "8B", "9": "9GQ",
    "A": "A4", "B": "B8", "D": "DO", "E": "E3", "G": "G69", "J": "JI", "Q": "QO9", "S": "S5", "T": "T7", "V": "VU",
    "Z": "Z2",
}  # fmt: skip


def readings(symbols: str) -> set[str]:
    """Return all texts that symbols may be taken for, plainly: every choice for every symbol."""
    plain = {"".join(chosen) for chosen in product(*(LOOKS.get(symbol, symbol) for symbol in symbols))}
    return (
        plain | {"W".join(parts) for parts in product(*(readings(part) for part in symbols.split("VV")))}
        if "VV" in symbols
        else plain
    )


@given(st.text(SYMBOLS, min_size=1, max_size=7) | st.text("V05S8BH1TCNM", min_size=1, max_size=7))
def test_offensive_words_are_found_in_every_reading(symbols: str) -> None:
    """The search agrees with writing out all readings and looking for all words in each."""
    plain = any(word in text for text in readings(symbols) for word in OFFENSIVE)
    assert (offensive_word(symbols) is not None) is plain


@pytest.mark.parametrize("word", sorted(OFFENSIVE))
def test_every_listed_word_is_caught_wherever_it_stands(word: str) -> None:
    """Written with the symbols that codes have, in three places of a code of any length."""
    spelled = word.replace("O", "0").replace("I", "1").replace("L", "1").replace("U", "V")
    for before, behind in (("", "XXX"), ("X", "X"), ("XXX", "")):
        assert offensive_word(before + spelled + behind) is not None
        assert offensive_word((before + spelled + behind).lower()) is not None


@pytest.mark.parametrize(
    ("symbols", "word"),
    [
        ("7K5H17M2P", "SHIT"),
        ("FVCK", "FUC"),
        ("X5H481", "SHAB"),
        ("CVVVM", None),
        ("VVANK", "WANK"),
        ("7K3M9P2X0", None),
    ],
)
def test_readings_by_eye(symbols: str, word: str | None) -> None:
    """Digits for letters, V for U, two V for W."""
    assert offensive_word(symbols) == word


def test_the_check_symbol_is_read_too() -> None:
    """A word that only the check symbol completes is passed over like any other."""
    found = next(
        body for body in ("".join(Random(seed).choices("CDFHKMNPRX", k=5)) + "T1" for seed in count()) if check_symbol(body) == "T"
    )  # fmt: skip
    number = sum(SYMBOLS.index(symbol) * 32**place for place, symbol in enumerate(reversed(found)))
    with pytest.raises(OffensiveCodeError) as caught:
        code_for(number, length=7)
    assert caught.value.word == "TIT"


def test_the_host_adds_words_of_its_own() -> None:
    """And is told when a word could never be found."""
    assert offensive_word("7RYVA1", OFFENSIVE | {"RYVAL"}) == "RYVAL"
    assert offensive_word("7RYVA1", "RYVAL") == "RYVAL"
    for wrong in ("", "A", "two words", "ab", "傻逼", "X" * 21, None):
        with pytest.raises(InvalidWordError):
            offensive_word("7RYVA1", [wrong])  # type: ignore[list-item]  # what a host may hand in by mistake


# The first free one.


def test_the_first_free_code_is_taken() -> None:
    """Taken and offensive ones are passed over, and no number is drawn in vain."""
    offensive = next(number for number in count() if offensive_of(number))
    numbers = iter([5, offensive, 6, 7])
    assert free_code(numbers, lambda code: code.number == 5).number == 6
    assert list(numbers) == [7]


def offensive_of(number: int) -> bool:
    """Whether the code of a number is passed over."""
    try:
        code_for(number)
    except OffensiveCodeError:
        return True
    return False


def test_none_is_free() -> None:
    """It says how many were tried."""
    with pytest.raises(NoFreeCodeError) as caught:
        free_code(range(20), lambda code: True)
    assert caught.value.tried == 20
    with pytest.raises(NoFreeCodeError):
        free_code([], lambda code: False)


@given(st.lists(st.integers(0, 40), max_size=30))
def test_no_code_is_handed_out_twice(numbers: list[int]) -> None:
    """Whatever numbers are drawn, each code goes to one leader alone."""
    taken: set[ShareCode] = set()
    for number in numbers:
        code = free_code(count(number), taken.__contains__)
        assert code not in taken
        taken.add(code)


def test_few_numbers_are_passed_over() -> None:
    """About one in twenty: the list is small."""
    random = Random(5)
    share = sum(offensive_of(random.randrange(32**8)) for _ in range(4_000))
    assert 120 <= share <= 280
