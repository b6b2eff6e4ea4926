"""Law of order: what belongs to different orders may arrive in any order."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Assessment, journal, reverse
from communekit.ledger import Cashier, Entry
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Compensate,
    Instruction,
    Outcome,
    PayoutCommand,
    PayoutEvent,
    Report,
    Request,
    Send,
    draft,
)
from communekit.orders import Refund
from tests.ledger.whole.model import CLAIM, PARTIES
from tests.ledger.whole.town import (
    AROUND,
    COMMUNITY,
    DAY,
    GUARANTORS,
    LIABILITY,
    PAYEES,
    RULING,
    START,
    TERMS,
    baskets,
    fen,
    refund,
    sold,
)

Step = Callable[[Cashier], object]


@st.composite
def lives_of_orders(draw: st.DrawFn) -> list[list[Step]]:
    """Draw what happens to each of some orders, in its own order; and corrections between parties."""
    made: list[list[Step]] = []
    for number in range(draw(st.integers(2, 4))):
        at = START + draw(st.integers(0, 48)) * timedelta(hours=1)
        assessment = sold(f"order-{number}", draw(baskets()), at)
        made.append(life_of(assessment, draw(st.permutations(range(5))), draw(st.integers(1, 90))))
    for number in range(draw(st.integers(0, 2))):
        payer, payee = draw(st.permutations(PARTIES))[:2]
        made.append([correction(f"fix-{number}", payer, payee, draw(st.integers(1, 900)))])
    return made


def life_of(assessment: Assessment, turns: list[int], percent: int) -> list[Step]:
    """Return a sale and what follows: received, then released; given back in two parts; charged for quality."""
    of, entries = assessment.order, journal(assessment, community=COMMUNITY)
    claims, refunds = [entry.id for entry in entries], list[Refund]()

    def confirmed(cashier: Cashier) -> None:
        for claim in claims:
            cashier.confirm(claim, of.paid_at + DAY)

    def released(cashier: Cashier) -> None:
        for claim in claims:
            cashier.release(claim, of.paid_at + 8 * DAY)

    steps: list[Step] = [lambda cashier: cashier.record(entries)]
    receipts = [confirmed, released]
    left: dict[str, int] = {one.id: one.paid.minor for one in of.lines}
    for turn in turns:
        if turn < 2:
            steps.append(receipts.pop(0))
        elif turn == 2 and left["1"]:
            minor = min(percent, left["1"])
            left["1"] -= minor
            steps.append(charged(f"quality {of.id}", claims[0], minor))
        else:
            parts = {line: -(-minor * percent // 100) for line, minor in left.items() if minor}
            if parts:
                back = refund(f"{of.id} {turn}", of.id, parts, of.paid_at + turn * DAY)
                steps.append(
                    taken_back(
                        journal(reverse(assessment, back, earlier=tuple(refunds)), community=COMMUNITY)
                    )
                )
                refunds.append(back)
                left = {line: minor - parts.get(line, 0) for line, minor in left.items()}
    return steps


def charged(key: str, claim: str, minor: int) -> Step:
    """Return a refund for quality."""
    return lambda cashier: cashier.charge(
        key, claim, START + 3 * DAY, fen(minor),
        liability=LIABILITY, guarantors=GUARANTORS, community=COMMUNITY,
    )  # fmt: skip


def taken_back(reversal: tuple[Entry, ...]) -> Step:
    """Return a refund."""
    return lambda cashier: cashier.take_back(reversal)


def correction(key: str, payer: str, payee: str, minor: int) -> Step:
    """Return an adjustment."""
    return lambda cashier: cashier.adjust(
        key, START + DAY, RULING, payer=payer, payee=payee, amount=fen(minor)
    )


def interleaved(lives: list[list[Step]], turns: list[int]) -> list[Step]:
    """Return all steps, each life in its own order."""
    waiting = [iter(life) for life in lives]
    return [next(waiting[turn]) for turn in turns]


@given(lives=lives_of_orders(), data=st.data())
def test_order_independence(lives: list[list[Step]], data: st.DataObject) -> None:
    """order_independence: facts about different orders, interleaved in any way, lead to the same balances."""
    turns = [number for number, life in enumerate(lives) for _ in life]
    books = []
    for order in (turns, turns[::-1], data.draw(st.permutations(turns)), data.draw(st.permutations(turns))):
        cashier = Cashier()
        for step in interleaved(lives, order):
            step(cashier)
        books.append(cashier.book)
    for book in books[1:]:
        assert book.balances == books[0].balances
        assert {entry.id for entry in book} == {entry.id for entry in books[0]}


@given(lives=lives_of_orders(), data=st.data(), back=st.booleans())
def test_order_independence_with_payouts(lives: list[list[Step]], data: st.DataObject, back: bool) -> None:
    """order_independence: with payouts at any time, what each has and has got in all is the same."""
    turns = [number for number, life in enumerate(lives) for _ in life]
    totals = []
    for _ in range(3):
        cashier, got = Cashier(), Counter[str]()
        days = data.draw(st.sets(st.integers(0, len(turns)), max_size=3))
        for place, step in enumerate(interleaved(lives, data.draw(st.permutations(turns)))):
            step(cashier)
            if place in days:
                for party in PARTIES:
                    got[party] += paid(cashier, party, back=back)
        if data.draw(st.booleans()):
            cashier.offset(START + 20 * DAY)
        for place_, money in cashier.book.balances.items():
            if place_.bucket in CLAIM:
                got[place_.party] += money.minor
        totals.append({party: got[party] for party in PARTIES})
    assert totals[0] == totals[1] == totals[2]


def paid(cashier: Cashier, party: str, *, back: bool) -> int:
    """Pay out what is open; return how much of it the party has got."""
    one = draft(cashier.payables, party, TERMS, PAYEES[party])
    if not isinstance(one, Instruction):
        return 0
    events: list[PayoutEvent] = []
    at = START + 10 * DAY
    commands: list[PayoutCommand] = [
        Request(one, at, "ops-1"),
        Approve(one.id, at, "ops-2"),
        Send(one.id, at),
        Report(one.id, at, Outcome.RETURNED if back else Outcome.PAID),
        *([Compensate(one.id, at, RULING)] if back else []),
    ]
    for command in commands:
        events += PAYOUT_LIFE.handle(command, PAYOUT_LIFE.replay(events))[0]
        cashier.pay(events, AROUND)
    return 0 if back else one.gross.minor
