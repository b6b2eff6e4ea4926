"""Assess: facts in, accruals out (计佣). One order, or a stream of any length in bounded memory."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from communekit.errors import CommunekitError
from communekit.orders import Credits, Order, check_credits

from .assessment import Assessment, LeftOut
from .clause import clauses_of
from .decision import DecisionTable
from .errors import PlanCurrencyError
from .express import express
from .frame import Frame
from .moves import Moves
from .plan import Plan
from .plans import Plans
from .sale import Sale
from .standing import EMPTY, Key, Row, Standing


def assess(
    plan: Plan | Plans, order: Order, credits_: Credits | None = None, *, standing: Standing = EMPTY
) -> Assessment:
    """Share out one order under a plan (单笔计佣).

    Amounts are whole minor units of the plan's currency, rounded once where each rule says, down by default;
    periods are counted in the plan's time zone by the time of payment. The result says what moved in the
    standing: hand `standing.moved(result.moved)` to the next order.

    Args:
        plan: The plan, or its versions: the one in force when the order was placed is taken.
        order: The facts of the order.
        credits_: Who is credited with it; none given leaves only the parties that the facts name.
        standing: The totals of the open periods so far.

    Raises:
        NotInForceError: No version is in force at the time of the order.
        PlanCurrencyError: The order is in another currency.
        MissingPartyError: Nobody, or more than one, stands in the residual party's role.
        OverCommittedError: The rules promise more than there is, and the plan names nobody who bears it.
    """
    frame = frame_of(Plans.of(plan).at(order.placed_at))
    return _assess(frame, order, credits_ or Credits(), standing.rows)


def assess_all(
    plan: Plan | Plans, sales: Iterable[tuple[Order, Credits]], *, standing: Standing = EMPTY
) -> "Run":
    """Share out a stream of orders, one after another (批量计佣).

    Yields an `Assessment`, or a `LeftOut` with its reason, for every order and in their order; nothing is kept but
    the standing, so a stream may be of any length. `run.standing` is the standing after what was read so far: the cut
    of a stream into batches changes nothing.
    """
    return Run(Plans.of(plan), iter(sales), standing)


class Run(Iterator[Assessment | LeftOut]):
    """A stream being assessed."""

    __slots__ = ("_frame", "_plans", "_rows", "_sales")

    def __init__(self, plans: Plans, sales: Iterator[tuple[Order, Credits]], standing: Standing) -> None:
        self._plans = plans
        self._sales = sales
        self._rows: dict[Key, Row] = dict(standing.rows)
        self._frame: Frame | None = None

    def __next__(self) -> Assessment | LeftOut:
        order, credits_ = next(self._sales)
        try:
            plan = self._plans.at(order.placed_at)
            if self._frame is None or self._frame.plan is not plan:
                self._frame = frame_of(plan)
            assessment = _assess(self._frame, order, credits_, self._rows)
        except CommunekitError as reason:
            return LeftOut(order.id, reason)
        self._rows.update(assessment.moved)
        return assessment

    @property
    def standing(self) -> Standing:
        """The totals of the open periods after the orders read so far."""
        return Standing(self._rows)


def _assess(frame: Frame, order: Order, credits_: Credits, rows: Mapping[Key, Row]) -> Assessment:
    plan = frame.plan
    if order.currency is not plan.currency and order.currency != plan.currency:
        raise PlanCurrencyError(order.id, order.currency.code, plan.id, plan.currency.code)
    if credits_.by_line:
        check_credits(order, credits_)
    moves = Moves(frame, rows, order.paid_at)
    assessment = express(frame, order, credits_, moves)
    if assessment is None:
        moves.moved.clear()
        assessment = Sale(frame, order, credits_, moves).assess()
    return assessment


@lru_cache(maxsize=64)
def frame_of(plan: Plan) -> Frame:
    """Return a plan made ready; the last 64 plans are kept."""
    own, others, ticks = clauses_of(plan)
    clauses = [*own.values(), *(clause for group in others for clause in group.values())]
    return Frame(plan, DecisionTable(plan, own, others), clauses, ticks)
