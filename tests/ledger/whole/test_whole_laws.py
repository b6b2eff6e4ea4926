"""The whole ledger at once: one cashier through sales, refunds, holds, disputes, corrections, months and payouts.

Whatever comes, in whatever order and however often, the books are those of a model that knows no entries.
"""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from communekit.ledger import STRICT, Book, Cashier
from communekit.ledger.claims import Claims
from communekit.ledger.payout import (
    Payables,
    Unit,
)
from communekit.ledger.settlement import (
    statements,
)
from communekit.money import CNY
from tests.ledger.whole.host import ENDS, OVER
from tests.ledger.whole.model import CLAIM, HELD, PARTIES
from tests.ledger.whole.payouts import Payouts
from tests.ledger.whole.town import (
    Basket,
    baskets,
    period_of,
)


class Community(Payouts):
    """Everything at once, and what always holds."""

    @initialize(baskets=st.lists(baskets(), min_size=1, max_size=3), far=st.sampled_from((0, 1, 2, 3)))
    def begin(self, baskets: list[Basket], far: int) -> None:
        """Some orders are there already, received, released, paid out: as far as may be."""
        for basket in baskets:
            self.take(self.sale(basket, "now"))
        if far >= 1:
            self.deliver("now")
        if far >= 2:
            self.wait(7)
        if far >= 3:
            self.pay_day([0] * len(PARTIES), 10)

    @precondition(lambda self: self.model.month < 12)
    @rule(basket=baskets(), ends=ENDS, back=st.sampled_from((0, 0, 50, 100)), late=st.booleans())
    def weeks(self, basket: Basket, ends: list[int], back: int, late: bool) -> None:
        """An order comes, is received, its hold ends, everybody is paid; and then it may go back, a month later."""
        self.take(self.sale(basket, "now"))
        order = list(self.orders)[-1]
        for fact in self.receipts(order, "now"):
            self.take(fact)
        self.wait(7)
        self.pay_day(ends, 7)
        if late and self.model.month < 12:
            self.month_ends(1, PARTIES)
            self.take(self.sale(basket, "eve"))  # It becomes known late, and was received before that.
            for fact in self.receipts(list(self.orders)[-1], "edge"):
                self.take(fact)
        if back:
            fact_ = self.refund(order, (back, back), "eve" if late else "now")
            if fact_ is not None:
                self.take(fact_)

    @precondition(lambda self: self.told)
    @rule(data=st.data(), number=st.integers(1, 5))
    def tell_again(self, data: st.DataObject, number: int) -> None:
        """same_key_once: whatever took effect has none when it is told again, however much later."""
        for _ in range(number):
            again, before = data.draw(st.sampled_from(self.told)), self.cashier.book
            assert again.tell(self.cashier) == ()
            assert self.cashier.book is before
            self.count("told again")

    @rule()
    def start_anew(self) -> None:
        """replay_determinism: a cashier who knows nothing but the entries and the closings goes on where the other stopped."""
        book = Book.of(list(self.cashier.book), limits=STRICT)
        for party, until in self.cashier.book.closings.until.items():
            book = book.close([party], until)
        assert book == self.cashier.book
        self.cashier = Cashier(book)
        self.count("started anew")

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        """conservation: every balance of every party, and of the world outside, is the model's; all add up to zero."""
        balances = self.cashier.book.balances
        mine = {(place.party, place.bucket): money.minor for place, money in balances.items()}
        assert mine == self.model.balances()
        assert sum(mine.values()) == 0
        assert not any(self.cashier.book.trial_balance().values())
        for (_, bucket), minor in mine.items():
            assert minor >= 0 or bucket not in {"available", "reserved"}
            assert minor <= 0 or bucket != "receivable"

    @invariant()
    def folds_are_folds(self) -> None:
        """balance_is_fold: claims, payables and the running statement are those of a fresh look at the book."""
        book = self.cashier.book
        if book is self.checked:
            return
        self.checked = book
        claims = Claims().read(book)
        assert list(claims) == list(self.cashier.claims)
        for claim in claims:
            held = {
                (place.party, place.bucket): minor
                for place, minor in claim.lying.items()
                if place.bucket in HELD
            }
            lies = self.model.lines[claim.id].lies
            assert held == {
                (party, stage): minor for party in lies for stage, minor in lies[party].items() if minor
            }
        for entry in book:
            if entry.kind in {"claim.confirmed", "claim.released"} and entry.refers_to is not None:
                assert entry.at >= claims[entry.refers_to].source.at, "no step counts before its sale"
        payables = Payables().read(book)
        for party in PARTIES:
            units = payables.open(party, CNY)
            assert units == self.cashier.payables.open(party, CNY)
            lots: dict[str, int] = {}
            for unit in units:
                lots[unit.entry] = lots.get(unit.entry, 0) + unit.minor
            assert list(lots.values()) == list(self.model.lots[party].values()), "the oldest goes first"
            assert sum(lots.values()) == self.model.free[party]
        self.check_running_month(book)

    def check_running_month(self, book: Book) -> None:
        """Check that this month begins where the last one ended, and so far ends with what is in the book."""
        month, balances = self.model.month, self.model.balances()
        for statement in statements(book, PARTIES, period_of(month)):
            before = self.kept.get((month - 1, statement.party))
            assert before is None or before.then(statement).opening == before.opening
            for bucket in CLAIM:
                flow = statement.flow(bucket)
                assert flow.opening_minor == self.model.at_start(month, (statement.party, bucket))
                assert flow.closing_minor == balances.get((statement.party, bucket), 0)
            held = {(each.claim, each.bucket): each.minor for each in statement.held}
            assert held == {
                (claim, stage): minor
                for claim, line in self.model.lines.items()
                for stage, minor in line.lies.get(statement.party, {}).items()
                if minor
            }

    @invariant()
    def payout_once(self) -> None:
        """payout_once: no minor unit is in two payouts that live or are paid; nor open and in one of these."""
        taken: dict[tuple[str, str], list[tuple[int, int]]] = {}

        def take(party: str, units: Iterable[Unit]) -> None:
            for unit in units:
                taken.setdefault((party, unit.entry), []).append((unit.start, unit.end))

        for id_ in self.lives:
            state = self.state(id_)
            if state.word not in OVER:
                take(state.instruction.party, state.instruction.units)
        for party in PARTIES:
            take(party, self.cashier.payables.open(party, CNY))
        for ranges in taken.values():
            for one, following in pairwise(sorted(ranges)):
                assert one[1] <= following[0]

    @invariant()
    def closed_stays_closed(self) -> None:
        """closed_stays_closed: the statements of a closed month are for ever what they were; one month at a time."""
        months = sorted({month for month, _ in self.kept})
        if months:
            self.looked_at = (self.looked_at + 1) % len(months)
            self.check_closed(months[self.looked_at])

    def check_closed(self, month: int) -> None:
        """Compare a closed month with what was kept of it."""
        parties = [party for party in PARTIES if self.model.open_from.get(party, 0) > month]
        now = statements(self.cashier.book, parties, period_of(month), items=self.items)
        for statement in now:
            assert statement == self.kept[month, statement.party]
        assert {statement.party for statement in now} == {
            party for number, party in self.kept if number == month
        }

    def teardown(self) -> None:
        """Look at every closed month once more."""
        for month in {month for month, _ in self.kept}:
            self.check_closed(month)


TestCommunity = Community.TestCase
TestCommunity.settings = settings(max_examples=2 * settings().max_examples)

OFTEN = {
    "payout.requested": 110,
    "receipt": 113,
    "sale": 95,
    "payout.sent": 98,
    "payout.approved": 92,
    "release": 79,
    "refund": 52,
    "refund of what is available": 38,
    "late in a closed month": 48,
    "payout.paid": 61,
    "told again": 56,
    "refund after a payout": 24,
    "month closed": 44,
    "refund that leaves a debt": 18,
    "payout.returned": 37,
    "payout.unknown": 27,
    "quality": 25,
    "started anew": 22,
    "adjustment": 24,
    "payout after a refund": 20,
    "write-off": 13,
    "told otherwise": 19,
    "payout.failed": 17,
    "any order": 11,
    "refund of what is pending": 14,
    "payout booked late": 9,
    "dispute": 14,
    "refund of what is frozen": 13,
    "payout.closed": 10,
    "returned, with an open debt": 9,
    "draw": 9,
    "ruling": 8,
    "guarantee": 8,
    "free again, with an open debt": 7,
    "payout.withdrawn": 1,
    "refused in a closed month": 5,
    "asked from the desk": 5,
    "reconciled": 5,
    "stale draft withdrawn": 1,
    "repayment": 4,
    "offset": 2,
    "payout.rejected": 1,
}
"""How often at least something takes effect in a hundred examples: a seventh of what was counted, or less."""


def test_everything_happens_often() -> None:
    """The machine is no idle one: every rule takes effect, and what is hard on the books happens often."""
    if not Community.examples:
        run_state_machine_as_test(Community)
    hundreds, counted = Community.examples // 100, Community.counts
    assert {word: counted[word] for word, least in OFTEN.items() if counted[word] < least * hundreds} == {}
