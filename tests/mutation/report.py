"""What became of the mutants, as a page: shares by file, with their uncertainty, and each survivor with its change."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any, Final, NamedTuple

EXPLAINED: Final = Path(__file__).parent / "explained.toml"
SURVIVED: Final = frozenset({"survived", "no tests"})
_CAUGHT: Final = frozenset({"killed", "not collected", "segfault", "timeout"})


class Tally(NamedTuple):
    """Mutants that were tried: how many tests noticed, how many are explained, how many nobody noticed."""

    caught: int
    explained: int
    silent: int

    @property
    def tried(self) -> int:
        """All of them."""
        return self.caught + self.explained + self.silent

    @property
    def share(self) -> str:
        """The share that was caught, of all that were tried, explained or not, in percent."""
        return f"{100 * self.caught / self.tried:.1f} %" if self.tried else "-"

    @property
    def between(self) -> str:
        """Where the share of the whole room lies, by Wilson's interval at 95 %."""
        if not self.tried:
            return "-"
        z, n, p = 1.96, self.tried, self.caught / self.tried
        middle, width = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = ((middle + sign * width) / (1 + z * z / n) for sign in (-1, 1))
        return f"{100 * low:.1f} to {100 * high:.1f} %"


class Change(NamedTuple):
    """A mutant as a reader sees it: its file, the lines as they were and as they became."""

    path: str
    was: str
    now: str

    @classmethod
    def of(cls, mutant: Mapping[str, str]) -> "Change":
        """Read the change from a unified diff."""
        lines = [line for line in mutant["diff"].splitlines() if not line.startswith(("---", "+++"))]
        was, now = (
            " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in ("-", "+")
        )
        return cls(mutant["path"].removeprefix("src/communekit/"), was, now)


def explanations() -> dict[Change, str]:
    """Return what was read and found to change nothing that is promised, with the reason."""
    rows = tomllib.loads(EXPLAINED.read_text("utf-8")).get("survivor", ())
    return {Change(row["path"], row["was"], now): row["why"] for row in rows for now in row["now"]}


def tally(mutants: Sequence[Mapping[str, str]], known: Mapping[Change, str]) -> Tally:
    """Count them."""
    silent = [one for one in mutants if one["verdict"] in SURVIVED]
    told = sum(Change.of(one) in known for one in silent)
    return Tally(sum(one["verdict"] in _CAUGHT for one in mutants), told, len(silent) - told)


def page(room: str, seed: int, results: Mapping[str, Any]) -> str:
    """Return the page of a room."""
    return "\n".join(_lines(room, seed, results)) + "\n"


def _lines(room: str, seed: int, results: Mapping[str, Any]) -> Iterator[str]:
    known = explanations()
    mutants, sizes = results["mutants"], results["sizes"]
    whole = tally(mutants, known)
    yield f"# Mutants of {room}\n"
    yield f"{whole.tried} of {sum(sizes.values())} mutants: drawn by file with seed {seed}, or survivors of an earlier run."
    yield f"Caught: {whole.share} (95 % confidence: {whole.between}); {whole.explained} survivors are explained,"
    yield f"{whole.silent} are not.\n"
    verdicts = Counter(one["verdict"] for one in mutants)
    yield ", ".join(f"{verdict}: {count}" for verdict, count in sorted(verdicts.items())) + "\n"
    yield "| file | mutants | tried | caught | explained | silent | share |\n|---|---:|---:|---:|---:|---:|---:|"
    for path, size in sorted(sizes.items()):
        each = tally([one for one in mutants if one["path"] == path], known)
        name = path.removeprefix("src/communekit/")
        yield (
            f"| {name} | {size} | {each.tried} | {each.caught} | {each.explained} | {each.silent} | {each.share} |"
        )
    for one in mutants:
        if one["verdict"] in SURVIVED:
            why = known.get(Change.of(one), "nobody has explained it")
            yield f"\n## {one['name']}\n\n{one['verdict']}: {why}\n\n```diff\n{one['diff'].strip()}\n```"


__all__ = ["SURVIVED", "Change", "Tally", "explanations", "page", "tally"]
