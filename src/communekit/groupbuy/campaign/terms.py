"""What seats cost (应付金额): at joining, and in the end. The sum shown is the sum charged is the sum booked."""

from collections.abc import Iterable

from communekit.ids import ProductId
from communekit.money import Money

from .campaign import Campaign
from .group import Group
from .payment import Deposit, Pledged
from .seat import Seat, Want


def price_of_joining(campaign: Campaign, wants: Iterable[Want]) -> Money:
    """Return what so much costs at the prices of joining, tolerance included (参团金额)."""
    return Money.total((campaign.items[want.product].amount(want.most) for want in wants), campaign.currency)


def first_of(campaign: Campaign, wants: Iterable[Want]) -> Money:
    """Return what is asked for at joining (参团应付): the whole, the deposits, or nothing."""
    match campaign.payment:
        case Deposit(amount):
            return Money.total(
                (campaign.items[want.product].amount(want.most, amount) for want in wants), campaign.currency
            )
        case Pledged():
            return Money(0, campaign.currency)
        case _:
            return price_of_joining(campaign, wants)


def final_of(campaign: Campaign, seat: Seat, group: Group) -> Money:
    """Return what a seat costs in the end, at final prices, for what it gets (最终应付)."""
    return Money.total(
        (
            campaign.items[want.product].amount(
                group.gets(seat.id, want.product, want.most), group.prices[want.product]
            )
            for want in seat.wants
        ),
        campaign.currency,
    )


def net_of(campaign: Campaign, seat: Seat, group: Group) -> Money:
    """Return what a seat is to bring in all (实收金额): what it costs, less what the store adds to its deposit.

    Product by product: a deposit that counts for more than its goods cost is not paid out, nor does it pay for others;
    the deposit itself stays.
    """
    gets = {want.product: group.gets(seat.id, want.product, want.most) for want in seat.wants}
    return Money.total(
        (net_of_line(campaign, product, got, group.prices[product]) for product, got in gets.items()),
        campaign.currency,
    )


def net_of_line(campaign: Campaign, product: ProductId, got: int, price: Money) -> Money:
    """Return what so much of one product is to bring in, at a final price: its deposit at least, where there is one."""
    item, payment = campaign.items[product], campaign.payment
    final = item.amount(got, price)
    if not isinstance(payment, Deposit):
        return final
    return max(final - item.amount(got, payment.gain), min(item.amount(got, payment.amount), final))


def deposit_of(campaign: Campaign, seat: Seat, group: Group) -> Money:
    """Return the deposit on what a seat gets (定金): all that a store may keep of one whose balance is missed."""
    payment = campaign.payment
    each = payment.amount if isinstance(payment, Deposit) else Money(0, campaign.currency)
    return _on_goods(campaign, seat, group, each)


def _on_goods(campaign: Campaign, seat: Seat, group: Group, each: Money) -> Money:
    """Return what comes to so much a piece, on what a seat gets."""
    return Money.total(
        (
            campaign.items[want.product].amount(group.gets(seat.id, want.product, want.most), each)
            for want in seat.wants
        ),
        campaign.currency,
    )


__all__ = ["deposit_of", "final_of", "first_of", "net_of", "net_of_line", "price_of_joining"]
