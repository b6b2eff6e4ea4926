"""Pick-up codes: what is told of a slip, what follows from the secret, no two alike in one store."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.orders.pickup import (
    CodeBook,
    CodeForm,
    InvalidPickupCodeError,
    InvalidPickupError,
    IssuedPickupCode,
    NoFreePickupCodeError,
    PickupCode,
    PickupCodeTakenError,
    UnknownPickupCodeError,
    pickup_code,
)
from tests.orders.pickup.made import SECRET

FORMS = st.sampled_from(CodeForm)
ORDERS = st.integers(1, 10**6).map(lambda number: f"O{number}")


def slips(code: PickupCode) -> Iterator[str]:
    """Yield every code with one wrong symbol, and every one with two neighbours swapped."""
    text = code.symbols
    for at, symbol in enumerate(text):
        yield from (text[:at] + other + text[at + 1 :] for other in code.form.symbols if other != symbol)
    for at in range(len(text) - 1):
        if text[at] != text[at + 1]:
            yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@given(order=ORDERS, form=FORMS, length=st.none() | st.integers(5, 16))
def test_every_slip_is_told(order: str, form: CodeForm, length: int | None) -> None:
    """A wrong symbol anywhere, a swap of any two neighbours: never another code."""
    code = pickup_code(SECRET, order, "S1", form=form, length=length)
    assert len(code.symbols) == (length or form.usual_length)
    for slip in slips(code):
        with pytest.raises(InvalidPickupCodeError) as caught:
            PickupCode.parse(slip, form)
        assert caught.value.problem == "check"


@given(order=ORDERS, form=FORMS)
def test_a_symbol_missing_or_too_much_is_told(order: str, form: CodeForm) -> None:
    """All codes of a store have one length."""
    book = CodeBook("S1", form).issue(SECRET, order, "p-1")
    code = book.code_of("p-1")
    assert code is not None
    for at in range(len(code.symbols)):
        for text in (code.symbols[:at] + code.symbols[at + 1 :], code.symbols[:at] + "7" + code.symbols[at:]):
            with pytest.raises(InvalidPickupCodeError):
                book.find(text)


@given(order=ORDERS, form=FORMS)
def test_what_people_type_is_read(order: str, form: CodeForm) -> None:
    """In groups, with hyphens, in lower case, on a Chinese keyboard, O for 0 and I for 1."""
    code = pickup_code(SECRET, order, "S1", form=form)
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in code.symbols)
    typed = code.symbols.lower().replace("0", "o").replace("1", "l")
    for text in (code.grouped, code.grouped.replace(" ", "-"), wide, typed, f" {code.symbols} "):
        assert PickupCode.parse(text, form) == code
    assert eval(repr(code)) == code


@given(order=ORDERS, form=FORMS)
def test_a_code_follows_from_what_it_is_for(order: str, form: CodeForm) -> None:
    """Same secret, order and store, same code; another secret or store, another one, but for chance."""
    code = pickup_code(SECRET, order, "S1", form=form, length=12)
    assert code == pickup_code(SECRET, order, "S1", form=form, length=12)
    assert code != pickup_code(SECRET[::-1], order, "S1", form=form, length=12)
    assert code != pickup_code(SECRET, order, "S2", form=form, length=12)


def test_codes_stand_for_ever() -> None:
    """What was printed yesterday is what is worked out tomorrow."""
    assert pickup_code(SECRET, "O-1001", "S1").symbols == "29289880"
    assert pickup_code(SECRET, "O-1001", "S1", form=CodeForm.SYMBOLS).grouped == "7D0 Z72"


@given(orders=st.lists(ORDERS, unique=True, max_size=40), form=FORMS)
def test_no_two_live_codes_are_alike(orders: list[str], form: CodeForm) -> None:
    """Short codes collide all the time; a book gives the next one, and each leads back to its own pick-up."""
    book = CodeBook("S1", form, length=5)
    for order in orders:
        book = book.issue(SECRET, order, f"p-{order}")
    codes = [one.code for one in book.issued]
    assert len(set(codes)) == len(orders)
    for order in orders:
        code = book.code_of(f"p-{order}")
        assert code is not None
        assert book.find(code.grouped) == f"p-{order}"
        assert book.issue(SECRET, order, f"p-{order}") is book


@given(orders=st.lists(ORDERS, unique=True, min_size=2, max_size=10), data=st.data())
def test_a_code_that_was_given_back_is_nobodys(orders: list[str], data: st.DataObject) -> None:
    """And every other one is still found."""
    book = CodeBook("S1")
    for order in orders:
        book = book.issue(SECRET, order, f"p-{order}")
    gone = data.draw(st.sampled_from(orders))
    code = book.code_of(f"p-{gone}")
    assert code is not None
    rest = book.without(f"p-{gone}")
    with pytest.raises(UnknownPickupCodeError):
        rest.find(code.symbols)
    assert code in book
    assert code not in rest
    assert rest.issue(SECRET, gone, f"p-{gone}") == book
    assert rest.without(f"p-{gone}") == rest


def test_collisions_take_the_next_code() -> None:
    """Until a hundred are taken."""
    first = pickup_code(SECRET, "O1", "S1")
    second = pickup_code(SECRET, "O1", "S1", is_taken=lambda code: code == first)
    assert second != first
    with pytest.raises(NoFreePickupCodeError) as caught:
        pickup_code(SECRET, "O1", "S1", is_taken=lambda _: True)
    assert caught.value.tried == 100


def test_no_code_says_what_nobody_wants_to_read_out() -> None:
    """Of digits the numbers said for words, of symbols the words themselves: of 300 orders none."""
    for number in range(300):
        digits = pickup_code(SECRET, f"O{number}", "S1")
        assert not {"250", "748"} & {digits.symbols[at : at + 3] for at in range(6)}
        symbols = pickup_code(SECRET, f"O{number}", "S1", form=CodeForm.SYMBOLS)
        assert CodeForm.SYMBOLS.is_fit(symbols.symbols)


def test_what_no_book_takes() -> None:
    """Two alike, a pick-up with two, another length or form; secrets too short; what is no code."""
    one, other = pickup_code(SECRET, "O1", "S1"), pickup_code(SECRET, "O2", "S1")
    with pytest.raises(PickupCodeTakenError):
        CodeBook("S1", issued=[IssuedPickupCode(one, "p-1"), IssuedPickupCode(one, "p-2")])
    with pytest.raises(InvalidPickupError) as caught:
        CodeBook("S1", issued=[IssuedPickupCode(one, "p-1"), IssuedPickupCode(other, "p-1")])
    assert caught.value.problem == "twice"
    with pytest.raises(InvalidPickupCodeError):
        CodeBook("S1", length=9, issued=[IssuedPickupCode(one, "p-1")])
    with pytest.raises(InvalidPickupCodeError):
        CodeBook("S1", CodeForm.SYMBOLS, length=8, issued=[IssuedPickupCode(one, "p-1")])
    with pytest.raises(InvalidPickupError) as short:
        pickup_code(SECRET[:31], "O1", "S1")
    assert short.value.data() == {"what": "secret", "value": 31, "problem": "short_secret"}
    for length in (4, 17):
        with pytest.raises(InvalidPickupError):
            pickup_code(SECRET, "O1", "S1", length=length)
    for text, problem in ((7, "not_text"), ("12", "length"), ("1" * 99, "length"), ("2928 988U", "symbol")):
        with pytest.raises(InvalidPickupCodeError) as wrong:
            PickupCode.parse(text)
        assert wrong.value.problem == problem
    with pytest.raises(InvalidPickupCodeError) as form:
        PickupCode("2928 9880")
    assert form.value.problem == "form"
