"""Deposits (定金): what the store keeps when a balance is missed, and what it never keeps."""

from communekit.groupbuy.campaign import (
    Advance,
    CutOff,
    Deposit,
    Item,
    Leave,
    Receive,
    SeatState,
    Unpaid,
    pre_sale,
)
from tests.groupbuy.campaign.worlds import DAY, WEEK, Life, eggs, fen, hour

KEPT = Deposit(fen(200), "kept when the balance is not paid", unpaid=Unpaid.KEEP)


def owing() -> Life:
    """Three boxes at 10.00, 6.00 paid down, 24.00 open."""
    life = Life(pre_sale("C1", [eggs()], WEEK, KEPT))
    life.join("s1", hour(1), {"eggs": 3})
    life.tell(CutOff(hour(2)))
    assert (life.stands("s1"), life.seat("s1").owes) == (SeatState.OWING, fen(2400))
    return life


def test_store_keeps_the_deposit_and_no_part_of_the_balance() -> None:
    """Who has begun to pay the balance gets that part back."""
    life = owing()
    life.pay("s1", hour(3), fen(1000))
    life.tell(Advance(hour(2) + 3 * DAY))
    assert (life.stands("s1"), life.seat("s1").kept) == (SeatState.FORFEITED, fen(600))
    assert life.refunds("s1") == [(1000, "balance_missed")]


def test_store_keeps_no_deposit_on_what_it_cannot_deliver() -> None:
    """The deposit on what arrived short comes back, whatever becomes of the rest."""
    life = owing()
    life.tell(Receive("eggs", 1, hour(3)), Leave("s1", hour(4)))
    assert (life.stands("s1"), life.seat("s1").kept) == (SeatState.FORFEITED, fen(200))
    assert life.refunds("s1") == [(400, "balance_missed")]


def test_fewer_goods_never_cost_more() -> None:
    """Rounding of what is priced by weight asks nobody for more because less has come."""
    rice = Item("rice", fen(30), per=40)
    life = Life(pre_sale("C1", [rice], WEEK, Deposit(fen(5), "within 7 days", worth=fen(25))))
    life.join("s1", hour(1), {"rice": 3})
    life.tell(CutOff(hour(2)))
    assert (life.stands("s1"), life.seat("s1").asked) == (SeatState.CONFIRMED, fen(0))
    life.tell(Receive("rice", 2, hour(3)))
    assert (life.stands("s1"), life.seat("s1").asked, life.live.running) == (SeatState.CONFIRMED, fen(0), 0)
