"""Terms of the small-scale relief from VAT (增值税起征点与登记标准)."""

import attrs

from communekit.money import Money

from .amount_check import check_amount, check_kind


@attrs.frozen
class VatTerms:
    """Up to what turnover a month is exempt, and above which one must register (免税额与登记标准).

    Args:
        exempt_up_to: A month up to this, inclusive, is exempt (免征).
        register_above: Twelve months in a row above this: the person must register as a business.

    Errors: `InvalidTaxTermsError` "not_terms", "negative", "currency".
    """

    exempt_up_to: Money
    register_above: Money

    def __attrs_post_init__(self) -> None:
        check_kind(self.exempt_up_to, Money)
        for amount in (self.exempt_up_to, self.register_above):
            check_amount(amount, self.exempt_up_to.currency)


__all__ = ["VatTerms"]
