"""Instructions: what they are, and that their id is what they pay."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import EntryId, InvalidIdError
from communekit.ledger.payout import Instruction, InvalidPayoutError, Unit
from communekit.money import CNY, Money
from tests.ledger.payout.day import instruction, yuan

cuts = st.lists(st.integers(1, 99), max_size=5, unique=True).map(sorted)


def made(units: list[Unit], **more: object) -> Instruction:
    """Return an instruction about units, free of charge."""
    given: dict[str, object] = {
        "fee": yuan("0"),
        "tax": yuan("0"),
        "channel": "bank",
        "payee_ref": "tok-1",
        **more,
    }
    return Instruction("L1", CNY, units, **given)  # type: ignore[arg-type]  # given as words


@given(cut=cuts, data=st.data())
def test_same_units_same_id(cut: list[int], data: st.DataObject) -> None:
    """same_key_once: order and cut of the units are not part of what is paid."""
    edges = [0, *cut, 100]
    parts = [Unit(EntryId("a"), start, end) for start, end in pairwise(edges)]
    shuffled = data.draw(st.permutations([*parts, Unit(EntryId("b"), 3, 9)]))
    whole = made([Unit(EntryId("a"), 0, 100), Unit(EntryId("b"), 3, 9)])
    assert made(shuffled) == whole
    assert made(shuffled).id == whole.id
    assert whole.gross.minor == 106


def test_id_follows_from_units_party_and_generation_alone() -> None:
    """Another unit, party, currency or generation is another payout; another fee or payee is the same one."""
    one = instruction()
    assert (
        one.id == instruction(fee="0.20", tax="1.00").id == instruction(payee_ref="tok-2", channel="card").id
    )
    others = [
        instruction(999),
        instruction(entry="free-2"),
        instruction(999, start=1),
        instruction(generation=1),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5
    assert len(one.id) == 26


def test_fee_and_tax_come_out_of_the_amount() -> None:
    """100.00 less 1.00 and 16.00 is 83.00; one fen must be left."""
    one = instruction(10_000, fee="1.00", tax="16.00")
    assert (one.gross, one.net) == (yuan("100.00"), yuan("83.00"))
    assert instruction(100, fee="0.99").net == yuan("0.01")
    with pytest.raises(InvalidPayoutError, match="nothing is left"):
        instruction(100, fee="0.60", tax="0.40")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: made([]), "nothing"),
        (lambda: made([Unit(EntryId("a"), 0, 5), Unit(EntryId("a"), 4, 9)]), "overlap"),
        (lambda: made([Unit(EntryId("a"), 0, 9), Unit(EntryId("a"), 0, 9)]), "overlap"),
        (lambda: made(["a"]), "unlike"),  # type: ignore[list-item]  # not a unit
        (lambda: instruction(generation=-1), "not_a_count"),
        (lambda: made([Unit(EntryId("a"), 0, 5)], fee=Money.of("0", "USD")), "currency"),
        (lambda: made([Unit(EntryId("a"), 0, 5)], tax=yuan("-0.01")), "not_below_zero"),
        (lambda: made([Unit(EntryId("a"), 0, 5)], tax=0), "not_an_amount"),
        (lambda: Unit(EntryId("a"), 5, 5), "not_a_range"),
        (lambda: Unit(EntryId("a"), -1, 5), "not_a_range"),
        (lambda: Unit(EntryId("a"), 0, True), "not_a_range"),
        (lambda: Unit(EntryId("a"), 0, 10**15 + 1), "not_a_range"),
    ],
)
def test_what_cannot_be_an_instruction(make: object, problem: str) -> None:
    """Each is refused at birth."""
    with pytest.raises(InvalidPayoutError) as refused:
        make()  # type: ignore[operator]  # a table of makers
    assert refused.value.problem == problem


def test_ids_and_references_are_checked() -> None:
    """A party is an id; a payee reference shows what it is."""
    with pytest.raises(InvalidIdError):
        Instruction(
            "a/b",
            CNY,
            [Unit(EntryId("a"), 0, 5)],
            fee=yuan("0"),
            tax=yuan("0"),
            channel="bank",
            payee_ref="x",
        )
    for payee_ref in ("", "x" * 201, "a\nb"):
        with pytest.raises(CommunekitError):
            instruction(payee_ref=payee_ref)
    assert instruction(payee_ref="b64/abc+=").payee_ref == "b64/abc+="
