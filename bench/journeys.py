"""Seeded customer journeys, made with nothing but the standard library, so that any interpreter makes the same ones.

Up to ten touches over eight channels, three on average, a quarter of the next touches of the same channel; one journey
in six converts, likelier with some channels, and likelier still with two of them together.
"""

from math import exp
from random import Random

CHANNELS = ("wechat_share", "leader_code", "store_qr", "search", "display", "email", "livestream", "direct")
FIRST = (22, 18, 14, 12, 16, 6, 8, 4)
LIFT = (0.35, 0.8, 0.6, 0.3, 0.05, 0.2, 0.45, 0.5)
TOGETHER = (1, 2)
"""The places of the two channels that do more together than each alone."""

Row = tuple[tuple[str, ...], tuple[int, ...], bool, int]


def journeys(count: int, *, seed: int = 20260301, longest: int = 10) -> list[Row]:
    """Return rows of (channels oldest first, hours before the end, converted, cents)."""
    random = Random(seed)
    places = range(len(CHANNELS))
    following = [_weights_after(place) for place in places]
    rows = []
    for _ in range(count):
        touches = 1
        while touches < longest and random.random() < 0.68:
            touches += 1
        path = random.choices(places, FIRST)
        while len(path) < touches:
            path += random.choices(places, following[path[-1]])
        hours = [0]
        for _ in range(touches - 1):
            hours.append(hours[-1] + random.randrange(73))
        met = set(path)
        liking = -2.6 + sum(LIFT[place] for place in met) + (0.5 if met.issuperset(TOGETHER) else 0)
        converted = random.random() < 1 / (1 + exp(-liking))
        cents = random.randrange(990, 29_990) if converted else 0
        rows.append((tuple(CHANNELS[place] for place in path), tuple(reversed(hours)), converted, cents))
    return rows


def _weights_after(place: int) -> list[int]:
    weights = [FIRST[(other * 3 + place) % len(FIRST)] for other in range(len(FIRST))]
    weights[place] += sum(weights) // 3
    return weights
