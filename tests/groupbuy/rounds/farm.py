"""A farm to work examples out with: three weeks of March, standing orders for eggs in the east."""

from datetime import timedelta

from communekit.groupbuy.rounds import (
    EVERY_ROUND,
    Placement,
    Rhythm,
    Round,
    StandingLine,
    StandingOrder,
    standing_bookings,
)
from tests.groupbuy.rounds.worlds import Stocks, at, weekly

PLAN = weekly()
FIRST, SECOND, THIRD = (PLAN.round(day) for day in ("2026-03-05", "2026-03-12", "2026-03-19"))
CUT_OFF = SECOND.at("east").cut_off_at
TICK = timedelta(microseconds=1)


def eggs(firm: int, tolerance: int = 0) -> list[StandingLine]:
    """Return a line of eggs."""
    return [StandingLine("eggs", firm, tolerance=tolerance)]


def starting(
    name: str, lines: list[StandingLine], *, hour: int = 9, rhythm: Rhythm = EVERY_ROUND
) -> StandingOrder:
    """Return a standing order that begins with the first round, asked for on 1 March."""
    return StandingOrder.starting(name, FIRST, name, "east", lines, at=at(f"01T{hour:02}:00"), rhythm=rhythm)


def placed(round_: Round, orders: list[StandingOrder], stock: Stocks | None = None) -> list[Placement]:
    """Place in the middle of a round."""
    middle = round_.at("east").cut_off_at - timedelta(hours=1)
    return list(standing_bookings(round_, orders, {"eggs": None} if stock is None else stock, at=middle))
