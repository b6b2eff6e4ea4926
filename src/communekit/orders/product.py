"""Products (商品): what is sold, as far as rules of the trade look at it. Stock, pictures and prices are the host's."""

from collections.abc import Iterable
from typing import Final

import attrs

from communekit.errors import LimitExceededError
from communekit.ids import PartyId, ProductId, identifier

from .errors import InvalidOrderError

DEPTH_MAX: Final = 12


def _product_id(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


def _category(path: str) -> str:
    if path == "":
        return path
    given: object = path
    parts = given.split("/") if isinstance(given, str) else [path]
    if len(parts) > DEPTH_MAX:
        raise LimitExceededError("levels of a category", len(parts), DEPTH_MAX)
    for part in parts:
        identifier(part, what="category")
    return path


def _supplier(text: str | None) -> PartyId | None:
    return None if text is None else PartyId(identifier(text, what="supplier id"))


def _tags(words: Iterable[str]) -> tuple[str, ...]:
    if isinstance(words, str):  # A text is iterable too; its letters are not tags.
        raise InvalidOrderError("tags", "kind", words)
    return tuple(sorted({identifier(word, what="tag") for word in words})) if words else ()


def _kind(word: str) -> str:
    return word if word == "goods" else identifier(word, what="kind of product")


@attrs.frozen
class Product:
    """A product (商品): goods, a service, a voucher, a course.

    The id is the stock code of the host: inner spaces are welcome, and two codes may differ by case only.

    Args:
        id: The host's stock code.
        category: A path, the widest part first: "fresh/veg". Empty when the host has none.
        supplier: The party that supplies it (供应商): farm, workshop, service provider.
        tags: Words about it, kept sorted and once each.
        kind: "goods", "service", "voucher", "course", or a word of the host's.

    Errors: `InvalidIdError` for a code or word that is not an identifier, `InvalidOrderError` for tags
    given as one text, `LimitExceededError` for a category of more than 12 levels.

    >>> Product("85123A", category="home/light", tags=("gift",)).category
    'home/light'
    """

    id: ProductId = attrs.field(converter=_product_id)
    category: str = attrs.field(default="", kw_only=True, converter=_category)
    supplier: PartyId | None = attrs.field(default=None, kw_only=True, converter=_supplier)
    tags: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_tags)
    kind: str = attrs.field(default="goods", kw_only=True, converter=_kind)


__all__ = ["Product"]
