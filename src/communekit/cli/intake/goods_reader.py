"""The reader of goods (读商品与金额): what was sold, for how much, and what only some files say of a line."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from communekit.cli.errors import ImportRowError
from communekit.ids import PartyId
from communekit.money import Currency, Money, Rounding
from communekit.orders import Attributes, Discount, Product, Quantity
from communekit.parties import Role

from .columns import Columns
from .number import KNOWN_MAX, Numbers
from .place import Cells, Place, column_place, key_getter, place_of
from .row import Extra


class GoodsReader:
    """Products and amounts of rows under one header."""

    def __init__(self, columns: Columns, header: Sequence[str]) -> None:
        self._rounding = columns.rounding
        self._numbers = Numbers()
        self._product, self._category, self._supplier = (
            place_of(fact, columns, header) for fact in ("product", "category", "supplier")
        )
        self._product_key = key_getter((self._product, self._category, self._supplier))
        self._products: dict[object, Product] = {}
        self._units: dict[tuple[str, int], int | Fraction] = {}
        self._money = {fact: place_of(fact, columns, header) for fact in ("freight", "tax", "cost")}
        self._channel = place_of("channel", columns, header)
        self._discounts = [
            (Role(role), column_place(column, header)) for role, column in columns.discounts.items()
        ]
        self._attributes = [
            (name, column_place(column, header)) for name, column in columns.attributes.items()
        ]
        said = {*columns.names, *columns.constants} & {"freight", "tax", "cost", "channel"}
        self._is_plain = not (said or self._discounts or self._attributes)

    def product(self, cells: Cells) -> Product:
        """Return the product of a row.

        Raises:
            InvalidIdError, LimitExceededError: A cell cannot be that.
        """
        key = self._product_key(cells)
        found = self._products.get(key)
        if found is None:
            if len(self._products) >= KNOWN_MAX:
                self._products.clear()
            supplier = self._supplier.read(cells)
            found = self._products[key] = Product(
                self._product.read(cells),
                category=self._category.read(cells),
                supplier=PartyId(supplier) if supplier else None,
            )
        return found

    def listed_minor(
        self, quantity: Quantity, price: Quantity, text: str, currency: Currency, row: int
    ) -> int:
        """Return quantity x price in whole minor units, without its sign: exact, then rounded once as the map says.

        Args:
            quantity: How many, zero or more.
            price: Of one, in major units; its sign says nothing here.
            text: The price as it stands in the file, by which its minor units are remembered.
            currency: Of the price.
            row: For the message.

        Raises:
            ImportRowError: It has too many decimals and no rounding is named, or is out of range.
        """
        key = (text, currency.digits)
        unit = self._units.get(key)
        if unit is None:
            if len(self._units) >= KNOWN_MAX:
                self._units.clear()
            exact = (-price if price < 0 else price) * 10**currency.digits
            unit = self._units[key] = (
                exact if isinstance(exact, int) or exact.denominator > 1 else exact.numerator
            )
        return self.minor(quantity * unit, row)

    def minor(self, exact: int | Fraction, row: int) -> int:
        """Return an exact number of minor units as a whole one, rounded once as the map says.

        Raises:
            ImportRowError: It is not whole and no rounding is named, or is out of range.
        """
        if type(exact) is not int:
            if exact.denominator > 1 and self._rounding is None:
                raise ImportRowError(row, "too_many_decimals", given=str(exact))
            exact = Rounding.HALF_EVEN.of(exact) if self._rounding is None else self._rounding.of(exact)
        if exact > Money.MINOR_MAX:
            raise ImportRowError(row, "out_of_range", given=exact)
        return exact

    def extras(self, cells: Cells, listed_minor: int, currency: Currency, row: int) -> Extra | None:
        """Return what only some files say of a line; None in files that say nothing of the kind.

        Raises:
            ImportRowError: A number that cannot be read, or discounts beyond the amount.
            InvalidAttributeError, InvalidTextError: An open fact that cannot be kept.
        """
        if self._is_plain:
            return None
        amounts = {fact: self._amount(place, cells, currency, row) for fact, place in self._money.items()}
        discounts = tuple(
            [
                Discount(funder, amount)
                for funder, place in self._discounts
                if (amount := self._amount(place, cells, currency, row))
            ]
        )
        off = sum([discount.amount.minor for discount in discounts])
        if off > listed_minor:
            raise ImportRowError(row, "discounts_exceed_amount")
        freight = amounts["freight"]
        paid = listed_minor - off + (freight.minor if freight else 0)
        facts: Mapping[str, str] = {
            name: text for name, place in self._attributes if (text := place.read(cells))
        }
        return Extra(
            freight,
            amounts["tax"],
            amounts["cost"],
            discounts,
            self._channel.read(cells),
            Attributes(facts),
            paid,
        )

    def _amount(self, place: Place, cells: Cells, currency: Currency, row: int) -> Money | None:
        """Return an amount that may be missing; below zero it is refused."""
        text = place.read(cells)
        if not text:
            return None
        exact = self._numbers.read(text, row, place.column)
        if exact < 0:
            raise ImportRowError(row, "unreadable_number", place.column, text)
        return Money(self.minor(exact * 10**currency.digits, row), currency)


__all__ = ["GoodsReader"]
