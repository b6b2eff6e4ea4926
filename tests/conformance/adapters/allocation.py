"""Allocation: tolerance, cases, changed bookings, the filling phase, stock that runs out (拼箱分配)."""

from collections.abc import Mapping
from datetime import datetime

from communekit.groupbuy.allocation import (
    LOOSE,
    NO_MINIMUM,
    Booking,
    Demand,
    FairCost,
    FirstCome,
    InvalidPackError,
    Minimum,
    Pack,
    PartCase,
    Policy,
    Proportional,
    allocate,
    cases_to_order,
    helps_filling,
    missing_units,
    rebook,
)
from communekit.period import Duration, instant

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given

POLICIES: Mapping[str, Policy] = {
    "first_come": FirstCome(),
    "proportional": Proportional(),
    "fair_cost": FairCost(),
}
NOON = instant("2026-03-01T12:00:00Z")


def tolerance_allocation(given: Given) -> Answer:
    """Order cases, share them out, share again what arrived, change a booking, judge a change."""
    match given.word("op"):
        case "cases_to_order":
            return {"cases": cases_to_order(demand(given), pack(given), minimum=minimum(given))}
        case "allocate":
            made = allocate(bookings(given), pack(given), minimum=minimum(given))
            return {"cases": made.cases, "result": made.by_member}
        case "redistribute":
            wants = bookings(given, tolerant="use_tolerance" not in given or given.flag("use_tolerance"))
            made = allocate(wants, LOOSE, delivered=given.count("received_units"))
            return {
                "result": made.by_member,
                "tolerance_used": made.tolerance_used,
                "left_over": made.left_over,
            }
        case "allocate_total":
            return allocate_total(given)
        case "edit_history":
            return edit_history(given)
        case "boxfill_change":
            return boxfill_change(given)
        case other:
            raise UnsupportedError(f"op is not known: {other}")


def allocate_total(given: Given) -> Answer:
    """Share out what there is; without distribution, everybody is charged as at closing (不自动分配)."""
    if given.word("strategy") == "none":
        given.passed_over("total")
        return {"result": allocate(bookings(given, tolerant=False), LOOSE).by_member}
    policy = given.choice("strategy", POLICIES)
    return {
        "result": allocate(bookings(given), LOOSE, delivered=given.count("total"), policy=policy).by_member
    }


def edit_history(given: Given) -> Answer:
    """Say anew, time and again, what is wanted in all."""
    booked: tuple[Booking, ...] = ()
    for number, edit in enumerate(given.each("edits")):
        at = instant(f"2026-03-01T{edit.word('at')}:00Z")
        firm, tolerance = edit.count("quantity"), edit.count("tolerance")
        if booked:
            booked = rebook(booked, new_id=f"b{number}", at=at, firm=firm, tolerance=tolerance)
        elif firm or tolerance:
            booked = (Booking(f"b{number}", "member", "goods", at, firm, tolerance=tolerance),)
    return {
        "lines": [
            {"at": f"{one.at:%H:%M}", "quantity": one.firm, "tolerance": one.tolerance} for one in booked
        ]
    }


def boxfill_change(given: Given) -> Answer:
    """Let a change pass or not, and say what the case lacks afterwards."""
    before, after, case = demand(given.inner("before")), demand(given.inner("after")), pack(given)
    accepted = not given.flag("boxfill_phase") or helps_filling(before, after, case)
    left = after if accepted else before
    return {
        "accepted": accepted,
        "quantity": left.firm,
        "tolerance": left.tolerance,
        "missing_units": missing_units(left, case),
    }


def case_pack(given: Given) -> Answer:
    """Order whole cases of what is wanted, whatever is left over."""
    if given.word("op", "pack") == "pack":
        case = Pack(given.count("packaging"), part_case=PartCase.ORDER)
        least = Minimum(quantity=given.count("minimum", 0))
        cases = cases_to_order(Demand(given.count("quantity")), case, minimum=least)
        return {"quantity": case.units(cases)}
    try:
        case = Pack(given.count("bulk_unit"), part_case=PartCase.ORDER)
    except InvalidPackError:  # Not sold in cases.
        given.passed_over("total")
        return {"units_required": 0, "unallocated": None}
    total = given.count("total")
    wants = [Booking("b", "member", "goods", NOON, total)] if total else []
    made = allocate(wants, case)
    return {"units_required": made.cases, "unallocated": made.left_over}


def stock_clamp(given: Given) -> Answer:
    """Book more and more of what is in stock."""
    booked: list[Booking] = []
    states = []
    for number, operation in enumerate(given.each("operations")):
        if operation.word("op") != "order_more":
            raise UnsupportedError(f"op is not known: {operation.word('op')}")
        booked.append(Booking(f"b{number}", "member", "goods", moment(number), operation.count("quantity")))
        made = allocate(booked, LOOSE, delivered=given.count("stock"))
        states.append({"quantity": made.allocated, "stock": made.left_over})
    return {"states": states}


def demand(given: Given) -> Demand:
    """Return what is wanted in all."""
    return Demand(given.count("quantity"), given.count("tolerance"))


def pack(given: Given) -> Pack:
    """Return the case."""
    return Pack(given.count("unit_quantity"))


def minimum(given: Given) -> Minimum:
    """Return the minimum, in cases."""
    return Minimum(cases=given.count("minimum_cases")) if "minimum_cases" in given else NO_MINIMUM


def bookings(given: Given, *, tolerant: bool = True) -> list[Booking]:
    """Return the lines, booked one after the other; lines of nothing are none."""
    made = []
    for number, line in enumerate(given.each("lines")):
        firm, tolerance = line.count("quantity"), line.count("tolerance")
        if firm or (tolerance and tolerant):
            made.append(
                Booking(
                    f"b{number:04}",
                    line.word("group"),
                    "goods",
                    moment(number),
                    firm,
                    tolerance=tolerance if tolerant else 0,
                )
            )
    return made


def moment(number: int) -> datetime:
    """Return the minute in which a line was booked."""
    return Duration.minutes(number).add_to(NOON, "UTC")
