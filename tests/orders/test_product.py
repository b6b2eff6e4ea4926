"""Products: the host's own stock codes, a category path, words about them."""

from typing import Any

import pytest

from communekit.errors import CommunekitError, LimitExceededError
from communekit.ids import InvalidIdError
from communekit.orders import InvalidOrderError, Product


@pytest.mark.parametrize("code", ["85123A", "85123a", "BANK CHARGES", "gift_0001_90", "蔬菜-7"])
def test_stock_codes_of_the_trade_are_taken(code: str) -> None:
    """Codes with inner spaces, in either case, in any script."""
    assert Product(code).id == code


def test_tags_are_a_set_of_words() -> None:
    """Order and repetition of tags mean nothing."""
    assert Product("1", tags=["b", "a", "b"]) == Product("1", tags=("a", "b"))


def test_product_keeps_what_it_is_given() -> None:
    """Category, supplier and kind come back as they were."""
    product = Product("1", category="fresh/veg", supplier="F1", kind="voucher")
    assert (product.category, product.supplier, product.kind) == ("fresh/veg", "F1", "voucher")
    assert Product("1", category="/".join("a" * 12)).category.count("/") == 11


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"id": ""}, InvalidIdError),
        ({"id": " 1"}, InvalidIdError),
        ({"id": None}, InvalidIdError),
        ({"category": "fresh//veg"}, InvalidIdError),
        ({"category": "/fresh"}, InvalidIdError),
        ({"category": "fresh/"}, InvalidIdError),
        ({"category": ".."}, InvalidIdError),
        ({"category": None}, InvalidIdError),
        ({"category": "/".join("a" * 13)}, LimitExceededError),
        ({"supplier": ""}, InvalidIdError),
        ({"tags": "organic"}, InvalidOrderError),
        ({"tags": ("",)}, InvalidIdError),
        ({"kind": ""}, InvalidIdError),
    ],
)
def test_what_is_no_identifier_is_refused(given: dict[str, Any], error: type[CommunekitError]) -> None:
    """Each word of a product is checked."""
    with pytest.raises(error):
        Product(**{"id": "1", **given})
