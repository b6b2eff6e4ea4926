"""What came before a payment: its own record, if it has one, and the records that stand beside it (已扣记录)."""

from collections.abc import Callable, Iterable

import attrs

from communekit.money import Money

from .errors import PaymentConflictError
from .payment import Payment
from .withheld import Withheld


def recorded(payment: Payment, earlier: Iterable[Withheld]) -> Withheld | None:
    """Return the record of a payment that was withheld before, None when it is new (same_key_once).

    Raises:
        PaymentConflictError: The id was used for another payment, or has two records.
    """
    found: Withheld | None = None
    for record in earlier:
        if record.payment.id != payment.id:
            continue
        _same(record.payment, payment, payment.id)
        if found is not None:
            _same(found, record, payment.id)
        found = record
    return found


def once_each(records: Iterable[Withheld]) -> tuple[Withheld, ...]:
    """Return records without those that are there twice, in the order of time and id.

    Raises:
        PaymentConflictError: Two records of one payment differ.
    """
    by_id: dict[str, Withheld] = {}
    for record in records:
        known = by_id.setdefault(record.payment.id, record)
        _same(known, record, record.payment.id)
    return tuple(sorted(by_id.values(), key=lambda record: (record.payment.at, record.payment.id)))


def beside(
    payment: Payment,
    earlier: Iterable[Withheld],
    regime: str,
    concerns: Callable[[Payment], bool] = lambda _: True,
) -> tuple[Withheld, ...]:
    """Return the records of the payment's party under a regime that concern it, each once."""
    return once_each(
        record
        for record in earlier
        if record.payment.party == payment.party and record.regime == regime and concerns(record.payment)
    )


def gross_of(payment: Payment, records: Iterable[Withheld]) -> Money:
    """Return what was paid before, in the currency of the payment."""
    return Money.total((record.payment.gross for record in records), payment.gross.currency)


def tax_of(payment: Payment, records: Iterable[Withheld]) -> Money:
    """Return what was withheld before, in the currency of the payment."""
    return Money.total((record.tax for record in records), payment.gross.currency)


def _same(one: Payment | Withheld, other: Payment | Withheld, id_: str) -> None:
    """Refuse two things that go by one id and differ."""
    if one != other:
        names = (field.name for field in attrs.fields(type(one)))
        raise PaymentConflictError(
            id_, tuple(name for name in names if getattr(one, name) != getattr(other, name))
        )


__all__ = ["beside", "gross_of", "once_each", "recorded", "tax_of"]
