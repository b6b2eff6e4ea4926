"""Law of crashes: whoever stops between any two steps and starts anew, not knowing whether the last one went through, ends where an undisturbed run ends."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Book, Cashier, Entry, Posting
from communekit.ledger.claims import Liability, Ruling
from communekit.money import Money
from tests.ledger.claims.test_claims_laws import told
from tests.ledger.entries import MARCH, account

RULING = Ruling("looked into", actor=PartyId("ops-1"), approver=PartyId("ops-2"))
SALES, PEOPLE = ("sale-1", "sale-2"), ("L1", "S1")


def fen(minor: int) -> Money:
    """Return so many fen."""
    return Money.cny("0.01") * minor


def paid(key: str, party: str, minor: int) -> Entry:
    """Return a payout."""
    legs = [Posting(account(party, "available"), -minor), Posting(account("club", "outside.payout"), minor)]
    return Entry(EntryId(key), "payout.paid", MARCH, legs)


WORDS = ("sell", "confirm", "release", "take back", "charge", "dispute", "rule", "adjust", "write off", "pay")


@attrs.frozen
class Step:
    """What a host tells the cashier: a fact with its own key."""

    word: str
    key: str
    sale: str
    party: str
    minor: int

    def take(self, at: Cashier) -> None:
        """Tell it."""
        amount, other = fen(self.minor), "S1" if self.party == "L1" else "L1"
        case = f"case {self.sale} {self.party}"
        match self.word:
            case "sell":
                at.record([told(self.sale, "commission.accrued", {"L1": 40, "S1": 60})])
            case "confirm":
                at.confirm(self.sale, MARCH)
            case "release":
                at.release(self.sale, MARCH)
            case "take back":
                parts = {self.party: -self.minor}
                at.take_back([told(self.key, "commission.reversed", parts, about=self.sale)])
            case "charge":
                store = {"store": "S1"}
                at.charge(
                    self.key,
                    self.sale,
                    MARCH,
                    amount,
                    liability=Liability(),
                    guarantors=store,
                    community="club",
                )
            case "dispute":
                at.dispute(case, self.sale, self.party, MARCH, "short")
            case "rule":
                at.rule(case, self.sale, self.party, MARCH, RULING, keeps=fen(1), rest_to=other)
            case "adjust":
                at.adjust(self.key, MARCH, RULING, payer=self.party, payee=other, amount=amount)
            case "write off":
                at.write_off(self.key, MARCH, RULING, debtor=self.party, bearer=other, amount=amount)
            case _:
                at.record([paid(self.key, self.party, self.minor)])


@st.composite
def plans(draw: st.DrawFn) -> list[Step]:
    """Draw what a host tells, in any order; some of it will be refused."""
    words = ["sell", *draw(st.lists(st.sampled_from(WORDS), max_size=14))]
    return [
        Step(
            word,
            f"k{number}",
            draw(st.sampled_from(SALES)),
            draw(st.sampled_from(PEOPLE)),
            draw(st.integers(1, 40)),
        )
        for number, word in enumerate(words)
    ]


def run(cashier: Cashier, plan: list[Step]) -> Cashier:
    """Do what can be done; what is refused changes nothing."""
    for step in plan:
        before = cashier.book
        try:
            step.take(cashier)
        except CommunekitError:
            assert cashier.book is before
    return cashier


@given(plan=plans())
def test_a_cut_at_any_step_changes_nothing(plan: list[Step]) -> None:
    """same_key_once, replay_determinism: the book after a crash and a retry is the book without them, entry for entry."""
    whole = run(Cashier(), plan).book
    for cut in range(1, len(plan) + 1):
        first = run(Cashier(), plan[:cut])
        anew = Cashier(Book.of(list(first.book), limits=STRICT))
        assert run(anew, plan[cut - 1 :]).book == whole
