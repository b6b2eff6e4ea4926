"""Split returns: a part of what was split comes back (分账回退)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs

from communekit.ids import derived_id, identifier
from communekit.money import Money
from communekit.period import InvalidTimeError, instant

from .errors import InvalidPayoutError
from .split_order import Receiver, SplitInstruction
from .split_terms import SplitProblem, SplitRefusal, SplitTerms
from .value_check import check_amount


@attrs.frozen
class SplitReturn:
    """Take back so much of a split (分账回退). The same key is the same return.

    Errors: `InvalidIdError`, `InvalidPayoutError` "not_an_amount", "nothing".
    """

    split: SplitInstruction
    key: str
    amount: Money
    at: datetime = attrs.field(converter=instant)
    id: str = attrs.field(init=False, eq=False, repr=False)

    @id.default  # noqa: A003  # the field above, not the builtin
    def _id(self) -> str:
        identifier(self.key, what="key of a return")
        return derived_id("split return", self.split.id, self.key)

    def __attrs_post_init__(self) -> None:
        check_amount("return", self.amount, self.split.amount.currency)
        if self.amount.minor <= 0:
            raise InvalidPayoutError("return", self.amount.text, "nothing")


def split_return(
    one: SplitReturn, terms: SplitTerms, *, earlier: Iterable[SplitReturn] = ()
) -> SplitReturn | SplitRefusal:
    """Return the return that is ordered, or why it cannot be (分账回退校验).

    Args:
        one: What is to be taken back.
        terms: What the channel allows.
        earlier: All returns of this split so far.

    Raises:
        InvalidPayoutError: "overlap": another return has this id.
        InvalidTimeError: "before_its_cause": before the split.
    """
    others = {each.id: each for each in earlier if each.split.id == one.split.id}
    known = others.get(one.id)
    if known is not None and known != one:
        raise InvalidPayoutError("return", one.key, "overlap")
    if known is not None:
        return known
    if one.at < one.split.at:
        raise InvalidTimeError("before_its_cause", one.at)
    if one.split.kind is Receiver.WALLET:
        return SplitRefusal(SplitProblem.WALLET)
    if one.at - one.split.at > timedelta(days=terms.return_days):
        return SplitRefusal(SplitProblem.TOO_LATE, terms.return_days)
    if len(others) >= terms.returns_max:
        return SplitRefusal(SplitProblem.TOO_MANY, terms.returns_max)
    left = one.split.amount - Money.total((each.amount for each in others.values()), one.amount.currency)
    if one.amount > left:
        return SplitRefusal(SplitProblem.ABOVE_SPLIT, left)
    return one


__all__ = ["SplitReturn", "split_return"]
