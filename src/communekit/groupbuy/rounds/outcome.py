"""Outcomes (结果): what became of a standing order in a round, and of each of its lines, as words for programs."""

from enum import Enum


class Outcome(Enum):
    """What becomes of a standing order in a round (本期结果). Every standing order has one in every round.

    - `PLACED`: ordered, as was asked (已下单).
    - `CUT`: ordered, but less than was asked: each line says why (按库存减量).
    - `EMPTY`: nothing could be given of any line (无货可给).
    - `NOT_DUE`: the round is not one of its rhythm (本期不在周期内).
    - `SKIPPED`, `PAUSED`, `CANCELLED`: the member said so, for this round, for some, for good (跳过、暂停、取消).
    - `NOT_BEGUN`, `ENDED`: the round is before its first, or after its last (未开始、已结束).
    - `ROUND_CANCELLED`: the round does not take place (本期停团).
    - `NO_STORE`: the round does not go to her store (本期不送该门店).
    - `NOT_OPEN`: the round is not open yet; to be placed later (尚未开团).
    - `MISSED`: the cut-off has passed, and it had not been placed (截单前未下单).
    - `OTHER_PLAN`: it is of another plan (属于其他计划).
    """

    PLACED = "placed"
    CUT = "cut"
    EMPTY = "empty"
    NOT_DUE = "not_due"
    SKIPPED = "skipped"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    ROUND_CANCELLED = "round_cancelled"
    NO_STORE = "no_store"
    NOT_OPEN = "not_open"
    MISSED = "missed"
    OTHER_PLAN = "other_plan"

    @property
    def is_ordered(self) -> bool:
        """Whether there is an order, in full or cut."""
        return self in (Outcome.PLACED, Outcome.CUT)


class LineReason(Enum):
    """Why a line gets what it gets (减量原因).

    - `WHOLE`: all that was asked (全数).
    - `STOCK`: there was not enough for all; earlier in the queue came first, or as the policy says (库存不足).
    - `NOT_OFFERED`: the product is not in this round (本期没有该商品).
    """

    WHOLE = "whole"
    STOCK = "stock"
    NOT_OFFERED = "not_offered"


class Act(Enum):
    """What the host does about the order (要做的事); the order id is the key under which it is done once.

    - `PLACE`: there was no order, now there is one (下单).
    - `CHANGE`: it holds other quantities than before (改单).
    - `WITHDRAW`: there was an order, now there is none (撤单).
    - `KEEP`: it stays as it is (不变).
    - `NOTHING`: there was none, and there is none (无).
    """

    PLACE = "place"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    KEEP = "keep"
    NOTHING = "nothing"


__all__ = ["Act", "LineReason", "Outcome"]
