"""Reasons (分配原因): why a booking gets what it gets, as a word for programs."""

from enum import Enum


class Reason(Enum):
    """Why a booking gets what it gets (分配原因).

    - `WHOLE`: all that was wanted, tolerance included (全数满足).
    - `TOLERANCE`: the firm part, and part of the tolerance (必订满足，分到部分可加量).
    - `FIRM`: the firm part alone (只分到必订).
    - `SHORT`: less than firm: too little arrived (到货不足).
    - `PART_CASE`: less than firm: the last case did not fill (凑不满整箱).
    - `MINIMUM`: nothing: the minimum was not reached (未达起订量).
    - `LOCKED`: fixed by a person (人工锁定).
    """

    WHOLE = "whole"
    TOLERANCE = "tolerance"
    FIRM = "firm"
    SHORT = "short"
    PART_CASE = "part_case"
    MINIMUM = "minimum"
    LOCKED = "locked"


__all__ = ["Reason"]
