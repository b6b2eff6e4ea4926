"""Over what a tax is reckoned (计税期间): each payment by itself, a month, or a year."""

from collections.abc import Iterable
from enum import Enum
from zoneinfo import ZoneInfo

from communekit.period import Calendar

from .earlier import beside
from .errors import InvalidTaxTermsError
from .payment import Payment
from .withheld import Withheld


class Per(Enum):
    """Over what a tax is reckoned (按次、按月、按年)."""

    PAYMENT = "payment"
    MONTH = "month"
    YEAR = "year"

    def so_far(
        self, payment: Payment, earlier: Iterable[Withheld], *, regime: str, zone: ZoneInfo
    ) -> tuple[str, tuple[Withheld, ...]]:
        """Return the name of the period of a payment, and the party's records of a regime in it.

        Where each payment stands alone the name is empty, and there are no records. Records of another
        currency stand by themselves.
        """
        if self is Per.PAYMENT:
            return "", ()
        period = Calendar.of(self.value, zone).period_at(payment.at)
        currency = payment.gross.currency
        return period.label, beside(
            payment,
            earlier,
            regime,
            lambda other: other.gross.currency == currency and period.window.covers(other.at),
        )


def per_of(value: Per | str) -> Per:
    """Return the period of a word.

    Raises:
        InvalidTaxTermsError: "per": it is none of payment, month and year.
    """
    if isinstance(value, Per):
        return value
    if value not in {each.value for each in Per}:
        raise InvalidTaxTermsError("per", value)
    return Per(value)


__all__ = ["Per", "per_of"]
