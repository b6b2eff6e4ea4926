"""Run the benches: `python -m bench [--only ROOM]` prints a table and writes `build/bench.json`."""

import json
import sys
from argparse import ArgumentParser
from itertools import chain
from pathlib import Path

from . import attribution, commission, community, groupbuy, ledger, storage, storage_growth
from .result import Result

ROOMS = {
    "commission": (commission.results,),
    "ledger": (ledger.results,),
    "storage": (storage.results, storage_growth.results),
    "community": (community.results,),
    "attribution": (attribution.results,),
    "groupbuy": (groupbuy.results,),
}


def main() -> int:
    """Run all rooms or one; 0 when every goal is met."""
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(ROOMS), help="one room")
    only = parser.parse_args().only
    found: list[Result] = []
    for room, benches in ROOMS.items():
        if only in (None, room):
            for result in chain.from_iterable(bench() for bench in benches):
                found.append(result)
                print(_row(result), flush=True)
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([result.data() for result in found], indent=2) + "\n", encoding="utf-8")
    return 0 if all(result.met for result in found) else 1


def _row(result: Result) -> str:
    met = "met   " if result.met else "NOT MET"
    return f"{result.name:32} {result.ratio:8.2f}  goal {result.goal:7} {met}  {result.how}"


if __name__ == "__main__":
    sys.exit(main())
