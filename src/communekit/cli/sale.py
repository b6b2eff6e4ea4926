"""Sales (成单): the sale rows of a document as an order of the library, with its credits."""

from communekit.money import Money
from communekit.orders import Credits, Line, Order

from .intake import Document, Row


def sale_of(document: Document) -> tuple[Order, Credits]:
    """Return the order that the sale rows of a document make, and who is credited with it.

    Placed and paid at the time of its first row, received with the last of them that says so; the channel of the order is that of its first row.

    Raises:
        CommunekitError: The rows cannot be an order: an id that is none, too many lines.
    """
    head, first = document.head, document.sales[0]
    order = Order(
        document.id,
        head.store,
        tuple([_line(row) for row in document.sales]),
        document.at,
        document.at,
        received_at=max((row.received for row in document.sales if row.received is not None), default=None),
        member=head.member,
        session=head.session,
        channel="" if first.extra is None else first.extra.channel,
        about=head.about,
    )
    return order, head.credits


def _line(row: Row) -> Line:
    listed, extra = Money(row.listed_minor, row.head.currency), row.extra
    if extra is None:
        return Line(row.line, row.product, row.quantity, listed)
    return Line(
        row.line,
        row.product,
        row.quantity,
        listed,
        discounts=extra.discounts,
        freight=extra.freight,
        tax=extra.tax,
        cost=extra.cost,
        channel=extra.channel,
        attributes=extra.attributes,
    )


__all__ = ["sale_of"]
