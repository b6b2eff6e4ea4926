"""Continuity (连续取得): over which months a run of income has lasted without a break."""

from collections.abc import Iterable

import attrs

from .errors import InvalidTaxTermsError


@attrs.frozen
class Continuity:
    """What breaks a run of months with income (连续月份的中断口径), and which of its months count.

    The notice says only "months of continuous income in the year" (当年连续取得劳务报酬的月份数); it is read two
    ways. Take the reading of your tax office.

    Args:
        empty_months_to_break: How many empty months in a row break the run, 1 to 12. With 1, any month without
            income does; with 2, one empty month is borne.
        counts_empty_months: Whether a month without income that the run bears counts as one of its months
            (the run lasts on through it), or only months with income count.

    Errors: `InvalidTaxTermsError` "empty_months", "counts_empty".

    >>> Continuity(1).run([1, 2, 4, 5], 4), Continuity(2).run([1, 2, 4, 5], 4)
    ((4, 5, 2), (1, 5, 5))
    >>> Continuity(2, counts_empty_months=False).run([1, 2, 4, 5], 4)
    (1, 5, 4)
    """

    empty_months_to_break: int
    counts_empty_months: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        count = self.empty_months_to_break
        if type(count) is not int or not 1 <= count <= 12:
            raise InvalidTaxTermsError("empty_months", count)
        if type(self.counts_empty_months) is not bool:
            raise InvalidTaxTermsError("counts_empty", self.counts_empty_months)

    def run(self, earning: Iterable[int], month: int) -> tuple[int, int, int]:
        """Return the run that holds a month: its first month, its last one, and how many of its months count.

        A month without income holds no run: it stands alone, and counts none.

        Args:
            earning: The numbers of the months with income, in any order.
            month: The month in question.
        """
        months = set(earning)
        if month not in months:
            return month, month, 0
        first = self._reach(sorted((each for each in months if each < month), reverse=True), month)
        last = self._reach(sorted(each for each in months if each > month), month)
        with_income = sum(first <= each <= last for each in months)
        return first, last, last - first + 1 if self.counts_empty_months else with_income

    def _reach(self, away: list[int], month: int) -> int:
        """Return how far a run reaches from a month, over months that lie ever further away from it."""
        for each in away:
            if abs(each - month) > self.empty_months_to_break:
                break
            month = each
        return month


__all__ = ["Continuity"]
