"""Seeded sales for the benches: the same orders every time, made one at a time so that any number fits."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from communekit.money import CNY, Money
from communekit.orders import Credit, Credits, Line, Order, Product
from communekit.parties import Role

LINES_PER_ORDER = 3
STORES, LEADERS, MEMBERS = 40, 400, 20_000
CATEGORIES = ("fresh/veg", "fresh/fruit", "bakery", "dairy", "home", "grain", "drinks", "snacks")
START = datetime(2026, 1, 1, tzinfo=UTC)


def products(categories: int = len(CATEGORIES)) -> tuple[Product, ...]:
    """Return a shelf of 2,000 products, each with a supplier, spread over the categories."""
    names = (
        CATEGORIES if categories == len(CATEGORIES) else tuple(f"c{number}" for number in range(categories))
    )
    return tuple(
        Product(f"P{number}", category=names[number % len(names)], supplier=f"G{number % 60}")
        for number in range(2_000)
    )


def sales(
    lines: int, *, seed: int = 20260301, categories: int = len(CATEGORIES)
) -> Iterator[tuple[Order, Credits]]:
    """Yield orders of three lines each with their credits, until so many lines are out."""
    random = Random(seed)
    shelf = products(categories)
    credits_ = [
        Credits(
            (
                Credit(Role.LEADER, f"L{number}"),
                Credit(Role.SPONSOR, f"L{(number * 7 + 1) % LEADERS}"),
                Credit(Role.HOST, f"H{number % 20}"),
            )
        )
        for number in range(LEADERS)
    ]
    grades = ({"leader": {"grade": "super"}}, {"leader": {"grade": "plain"}})
    for number in range(-(-lines // LINES_PER_ORDER)):
        leader = random.randrange(LEADERS)
        live = random.random() < 0.3
        at = START + timedelta(seconds=40 * number % (180 * 86_400))
        yield (
            Order(
                f"O{number}",
                f"S{leader % STORES}",
                tuple(
                    Line(
                        str(place),
                        shelf[random.randrange(len(shelf))],
                        1 + random.randrange(4),
                        Money(200 + random.randrange(12_000), CNY),
                        channel="live" if live else "",
                    )
                    for place in range(LINES_PER_ORDER)
                ),
                at,
                at,
                member=f"M{random.randrange(MEMBERS)}",
                about=grades[leader % 5 > 0],
            ),
            credits_[leader],
        )
