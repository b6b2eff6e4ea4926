"""Real group buys of a social shop, told to the decider: each comes out as it was recorded.

A tenth of the items by default, drawn with a seed; all of them in the profile `deep`. What the data do not say is made up, and
named so, in `beibei_replay`.
"""

import os
import random
import resource
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.groupbuy.beibei import ROWS, Packed
from tests.groupbuy.beibei_replay import Account, replay

pytestmark = pytest.mark.slow

SEED: Final = 20_260_301
IS_DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
GROWTH_MB_MAX: Final = 40
"""So much more than the packed data the replay may hold at its peak: one campaign at a time, the largest of 6,436 teams."""


class Stated(NamedTuple):
    """What becomes of so many items: groups by how they came out, and those left out, by how they were recorded."""

    items: int
    rows: int
    as_recorded: dict[str, int]
    left_out: dict[str, int]


TENTH: Final = Stated(
    3_007,
    53_102,
    {"full": 32_989, "waived": 1_629, "threshold": 18_360},
    {"success": 119, "failed": 5},
)
WHOLE: Final = Stated(
    30_551,
    ROWS,
    {"full": 326_679, "waived": 4_785, "threshold": 211_268},
    {"success": 1_362, "failed": 23},
)
"""Told at two thousand groups a second of one processor, within 61 MB in all (Python 3.11)."""


class Ran(NamedTuple):
    """What became of the items that were told, and by how much the process grew meanwhile."""

    items: int
    account: Account
    growth_mb: float


def peak_mb() -> float:
    """Return the peak resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


@pytest.fixture(scope="module")
def groups(data_dir: Path) -> dict[int, Packed]:
    """Return all recorded groups, by item."""
    return Packed.by_item(data_dir / "beibei_groups")


@pytest.fixture(scope="module")
def ran(groups: dict[int, Packed]) -> Ran:
    """Return what became of them."""
    chance, account, before = random.Random(SEED), Account(), peak_mb()
    drawn = [item for item in sorted(groups) if chance.randrange(10) == 0 or IS_DEEP]
    for item in drawn:
        replay(item, groups[item], account)
    return Ran(len(drawn), account, peak_mb() - before)


def test_every_group_comes_out_as_recorded(ran: Ran) -> None:
    """Formed or failed, its head, its people in their order; who succeeded has paid, who failed has all of it back."""
    account = ran.account
    assert account.differing == []
    assert account.as_recorded.total() + account.left_out.total() == account.rows


def test_what_is_left_out_is_stated(ran: Ran) -> None:
    """Left out is only who is in a running team of the same item, at times that were made up: one in four hundred."""
    account = ran.account
    found = Stated(ran.items, account.rows, account.as_recorded, account.left_out)
    assert found == (WHOLE if IS_DEEP else TENTH)


def test_all_data_are_read(groups: dict[int, Packed]) -> None:
    """All 544,117 rows are there: 332,826 successes and 211,291 failures, in which nobody ever joined."""
    ends = [(row.has_succeeded, len(row.participants) > 0) for packed in groups.values() for row in packed]
    assert len(ends) == ROWS
    assert (ends.count((True, True)), ends.count((False, False))) == (332_826, 211_291)


def test_memory_is_that_of_one_campaign(ran: Ran) -> None:
    """Campaign by campaign: the peak does not grow with how many there are."""
    assert ran.growth_mb < GROWTH_MB_MAX
