"""The command: `python -m tests.mutation --room money --sample 200 --seed 1 [--only 'money/split*.py'] [--again]`.

Needs the extra `[mutants]`. Works in build/mutation/ROOM and leaves a page, build/mutation/ROOM.md. Returns 1
when fewer mutants were caught than the room asks for; with --again, when one survives that nobody has explained.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from .report import SURVIVED, explanations, page, tally
from .room import ROOMS
from .workshop import ROOT, prepare


def main(arguments: list[str]) -> int:
    """Try the mutants of the rooms that are named, or of all."""
    parser = argparse.ArgumentParser(
        "python -m tests.mutation", description="Change the code; tests must notice."
    )
    parser.add_argument("--room", choices=ROOMS, help="only this one")
    parser.add_argument("--sample", type=int, default=200, help="mutants to draw; 0 for all (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="what draws them (default: 1)")
    parser.add_argument("--only", default="*", help="only files like this, as money/split*.py")
    parser.add_argument("--again", action="store_true", help="only what survived the last time")
    asked = parser.parse_args(arguments)
    rooms = [asked.room] if asked.room else list(ROOMS)
    return max(try_room(room, asked.sample, asked.seed, asked.only, again=asked.again) for room in rooms)


def try_room(name: str, size: int, seed: int, only: str, *, again: bool) -> int:
    """Try the mutants of a room; return 1 when too few were caught."""
    folder = ROOT / "build" / "mutation" / name
    survivors = survivors_of(folder / "results.json") if again else []
    if again and not survivors:
        sys.stdout.write(f"{name}: nothing survived the last time\n")
        return 0
    prepare(folder, ROOMS[name], only)
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run(
        [sys.executable, "-m", "tests.mutation.engine", str(size), str(seed), *survivors],
        cwd=folder,
        env=surroundings | {"HYPOTHESIS_PROFILE": "mutants"},
        check=True,
    )
    results = json.loads((folder / "results.json").read_text("utf-8"))
    folder.with_suffix(".md").write_text(page(name, seed, results), "utf-8")
    whole = tally(results["mutants"], explanations())
    sys.stdout.write(
        f"{name}: {whole.share} of {whole.tried} mutants were caught, see build/mutation/{name}.md\n"
    )
    return int(whole.silent > 0 if again else 100 * whole.caught < ROOMS[name].percent_min * whole.tried)


def survivors_of(results: Path) -> list[str]:
    """Return the names of the mutants that nobody noticed in an earlier run."""
    mutants = json.loads(results.read_text("utf-8"))["mutants"] if results.exists() else []
    return [one["name"] for one in mutants if one["verdict"] in SURVIVED]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
