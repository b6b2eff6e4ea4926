"""A replay gives the same bytes, whatever the hash seed, the zone and the language of the machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.commission.replay import told

ROOT = Path(__file__).parents[2]


def test_replay_determinism() -> None:
    """The same facts under the same plan print the same on three machines that differ in all that may not matter."""
    expected = "\n".join(told())
    machines = (
        {"PYTHONHASHSEED": "0", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4294967295", "TZ": "UTC"},
    )
    for machine in machines:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.commission.replay"],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, **machine, "PYTHONIOENCODING": "utf-8"},
        )
        assert ran.stdout.decode("utf-8").strip() == expected


def test_a_busy_month_is_worth_replaying() -> None:
    """The month has all that could go astray in it: shares, chains, cuts, months, and what is taken back."""
    text = "\n".join(told())
    for pattern in (
        r"cuts=\(Cut\(",
        r"composed_from=\d",
        r"rolled_from=Role",
        r"measured=Measured\(",
        r"share=Fraction\(1, 3\)",
        r"'best'",
        r"commission\.reversed",
        r"in a circle: rule 0",
    ):
        assert re.search(pattern, text), pattern
