"""Who bears a refund for quality: never the leader, always all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger import Account, Book, Cashier
from communekit.ledger.claims import Claim, Liability, LiabilityError, charge
from communekit.money import Money, Rate
from tests.ledger.claims.test_claims_laws import told
from tests.ledger.entries import MARCH

ROLES = ("store", "supplier", "brand")
GUARANTORS = {"store": "S1", "supplier": "F1", "brand": "B1", "leader": "L1"}


@given(
    minor=st.integers(1, 10_000),
    there=st.sets(st.sampled_from(ROLES), min_size=1),
    caps=st.dictionaries(st.sampled_from(ROLES), st.integers(0, 100).map(lambda n: Rate.percent(str(n)))),
    order=st.permutations(ROLES),
)
def test_all_of_it_is_borne(minor: int, there: set[str], caps: dict[str, Rate], order: list[str]) -> None:
    """exact_split: the parts add up to the refund, none is negative, each within its cap but the last one's."""
    amount = Money.cny("0.01") * minor
    liability = Liability(order, caps)
    borne = liability.shares(amount, {role: GUARANTORS[role] for role in there})
    assert Money.total(borne.values(), amount.currency) == amount
    liable = [role for role in order if role in there]
    for role in liable[:-1]:
        part = borne.get(GUARANTORS[role], Money.zero("CNY"))
        assert part.minor >= 0
        assert role not in caps or part.minor <= minor * caps[role].share
    if liable[0] not in caps:
        assert borne == {GUARANTORS[liable[0]]: amount}


def test_the_member_is_paid_back_and_the_guarantor_owes() -> None:
    """What the store has goes first, the rest it owes; the leader's account does not move; told twice, booked once."""
    one = Cashier()
    one.record([told("sale-1", "commission.accrued", {"L1": 800, "S1": 9_200})])
    before = one.book.balances

    def charged() -> Book:
        one.charge(
            "R1", "sale-1", MARCH, Money.cny("5.00"),
            liability=Liability(), guarantors=GUARANTORS, community="club",
        )  # fmt: skip
        return one.book

    book = charged()
    assert book.balance(Account("S1", "receivable", "CNY")) == Money.cny("-5.00")
    assert book.balance(Account("club", "outside.payment", "CNY")) == Money.cny("-95.00")
    leader = Account("L1", "pending", "CNY")
    assert book.balance(leader) == before[leader]
    assert charged() is book


CLAIM = Claim.of(told("s", "commission.accrued", {"L1": 1}))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Liability(()), "no_order"),
        (lambda: Liability(("store", "store")), "twice"),
        (lambda: Liability(("store",), {"brand": Rate.percent("5")}), "not_in_order"),
        (lambda: Liability().shares(Money.cny("1"), {"leader": "L1"}), "nobody"),
        (
            lambda: charge(
                "R1", CLAIM, MARCH, Money.cny("0"), Book(),
                liability=Liability(), guarantors=GUARANTORS, community="club",
            ),
            "no_amount",
        ),
    ],
    ids=["no order", "twice", "outside", "nobody", "nothing"],
)  # fmt: skip
def test_what_cannot_be_charged(make: object, problem: str) -> None:
    """Somebody must be liable, once, for something."""
    assert callable(make)
    with pytest.raises(LiabilityError) as refused:
        make()
    assert refused.value.problem == problem
    assert refused.value.problems[problem]["zh"] in refused.value.text("zh")
