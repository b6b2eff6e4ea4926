"""Discounts (优惠): what is taken off the listed amount of a line, and who bears it.

Who bears it decides what there is to share: a coupon of the platform's is money which the store still gets.
"""

from typing import Final

import attrs

from communekit.money import Money
from communekit.parties import Role

from .amount import amount_of

MERCHANT_SIDE: Final = frozenset({Role.STORE, Role.BRAND, Role.SUPPLIER})


def role_of(word: str) -> Role:
    """Return a role; a plain word is checked.

    Raises:
        InvalidRoleError: Not a lower-case word.
    """
    return word if type(word) is Role else Role(word)


@attrs.frozen
class Discount:
    """An amount off a line, borne by a role: coupon (优惠券), full reduction (满减), member price, points spent.

    Args:
        funder: Who bears it (承担方). Store, brand and supplier are the merchant's side; anybody else pays it
            to the merchant, as the platform does for its coupons and for points that it gave out.
        amount: The total off the line, zero or more.

    Errors: `InvalidRoleError`, `InvalidAmountError`.

    >>> Discount(Role.PLATFORM, Money.cny("2.00")).is_merchant_funded
    False
    """

    funder: Role = attrs.field(converter=role_of)
    amount: Money

    def __attrs_post_init__(self) -> None:
        amount_of(self.amount)

    @property
    def is_merchant_funded(self) -> bool:
        """True when the merchant's side (store, brand, supplier) bears it."""
        return self.funder in MERCHANT_SIDE


__all__ = ["MERCHANT_SIDE", "Discount", "role_of"]
