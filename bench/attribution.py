"""Benches of attribution: 200,000 journeys from rows to credits, in turns with the tools that people use for it.

Each contestant has a process of its own, and a virtual environment under `build/peers` that is made once (or under
BENCH_PEERS). A tool that cannot be installed is left out, and said so.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, Final, Self

from communekit.attribution.models import CoalitionShapley, Journeys

from .result import Result

JOURNEYS: Final = 200_000
TURNS: Final = 7
FOLDER: Final = Path(__file__).parent
PEERS: Final = Path(os.environ.get("BENCH_PEERS", "build/peers"))

PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "channelattribution": ("ChannelAttribution==2.2.5", "matplotlib"),
    "dp6": ("marketing-attribution-models==2.1.1",),
}
CLASSES: Final = {"channelattribution": "ChannelAttribution", "dp6": "Dp6"}
GOALS: Final[Mapping[tuple[str, str], float]] = {
    ("first", "channelattribution"): 2,
    ("last", "channelattribution"): 2,
    ("linear", "channelattribution"): 2,
    ("markov", "channelattribution"): 1.5,
    ("first", "dp6"): 4,
    ("last", "dp6"): 4,
    ("linear", "dp6"): 4,
    ("position", "dp6"): 4,
    ("time_decay", "dp6"): 4,
    ("markov", "dp6"): 5,
}
OURS: Final = ("first", "last", "linear", "position", "time_decay", "shapley", "shapley_rate", "markov")
EXTRA_MB: Final = 25
MANY_CHANNELS: Final = 20
MANY_SECONDS: Final = 15


class Contestant:
    """A worker in a process of its own."""

    def __init__(self, python: str, module: str, name: str) -> None:
        command = [python, str(FOLDER / "attribution_worker.py"), module, name, str(JOURNEYS)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._read()

    def take(self, word: str) -> dict[str, Any]:
        """Say a word, and return the answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise ChildProcessError(f"{self.process.args!r} ended with {self.process.wait()}")
        read: dict[str, Any] = json.loads(line)
        return read


def results() -> Iterator[Result]:
    """Measure, and yield a result at a time."""
    with ExitStack() as stack:
        ours = stack.enter_context(Contestant(sys.executable, "attribution_models", "Communekit"))
        peers: dict[str, Contestant] = {}
        for peer in PACKAGES:
            python = _interpreter(peer)
            if python is None:
                print(
                    f"attribution: {peer} is not there and could not be installed: left out", file=sys.stderr
                )
                continue
            peers[peer] = stack.enter_context(Contestant(python, "attribution_peers", CLASSES[peer]))
        for model in OURS:
            yield from _compared(
                model, ours, {peer: peers[peer] for (one, peer) in GOALS if one == model and peer in peers}
            )
        extra = float(ours.take("memory")["mb"])
    yield Result(
        "attribution.extra_mb",
        extra,
        f"< {EXTRA_MB}",
        met=extra < EXTRA_MB,
        how=f"MB by which the peak of memory rose above imports and {JOURNEYS} rows, over all of {len(OURS)} models",
    )
    yield _many_channels()


def _compared(model: str, ours: Contestant, peers: Mapping[str, Contestant]) -> Iterator[Result]:
    contestants = {"ours": ours, **peers}
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    credits_: dict[str, dict[str, float]] = {}
    for _ in range(TURNS):
        for name, contestant in contestants.items():
            answer = contestant.take(model)
            taken[name].append(answer["seconds"])
            credits_[name] = answer["credits"]
    best = {name: min(times) for name, times in taken.items()}
    noise = {name: f"+{(median(times) / best[name] - 1) * 100:.0f}%" for name, times in taken.items()}
    for name in peers:
        ratio, goal = best[name] / best["ours"], GOALS[model, name]
        apart = _misplaced(credits_["ours"], credits_[name])
        yield Result(
            f"attribution.{model}_vs_{name}",
            ratio,
            f">= {goal:g}",
            met=ratio >= goal,
            how=f"times as fast from {JOURNEYS} rows to credits, {best['ours']:.3f} s against {best[name]:.3f} s; "
            f"each by clock or processor, whichever is less; it places {apart:.2%} of the credit elsewhere; "
            f"{TURNS} turns each, medians {noise['ours']} and "
            f"{noise[name]} above the best",
        )


def _misplaced(exact: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return which part of all credit stands with another channel."""
    apart = sum(abs(exact.get(name, 0) - other.get(name, 0)) for name in {*exact, *other})
    return apart / sum(map(abs, exact.values()))


def _many_channels() -> Result:
    random = Random(20260301)
    names = [f"c{number:02}" for number in range(MANY_CHANNELS)]
    rows = []
    for _ in range(JOURNEYS // 10):
        path = tuple(random.choices(names, k=random.randint(1, 8)))
        rows.append((path, None, random.random() < 0.2, 0))
    journeys = Journeys.of(rows)
    begun = perf_counter()
    values = CoalitionShapley().values(journeys)
    seconds = perf_counter() - begun
    assert sum(values.values()) * len(journeys) == journeys.conversions
    return Result(
        "attribution.shapley_rate_20_s",
        seconds,
        f"<= {MANY_SECONDS}",
        met=seconds <= MANY_SECONDS,
        how=f"seconds for the exact game of conversion rates between {MANY_CHANNELS} channels, all {2**MANY_CHANNELS} "
        f"coalitions of {len(journeys)} journeys",
    )


def _interpreter(peer: str) -> str | None:
    """Return the interpreter of a peer's environment, which is made where it is not there yet."""
    python = PEERS / peer / "bin" / "python"
    done = PEERS / peer / "installed"
    if not done.exists():
        install = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *PACKAGES[peer]]
        for command in ([sys.executable, "-m", "venv", "--clear", str(PEERS / peer)], install):
            if subprocess.run(command, check=False, capture_output=True).returncode:
                return None
        done.touch()
    return str(python)
