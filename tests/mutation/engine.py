"""Runs mutmut with more changes, on a sample: `python -m tests.mutation.engine SAMPLE SEED [NAME...]`, in the folder laid out for it."""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import mutmut.__main__ as engine
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.mutators import mutation_operators
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.workers.isolation import ForkServerRunner

from .drawing import sample
from .operators import OPERATORS

RESULTS: Final = "results.json"
NOT_COLLECTED: Final = 255
"""How a worker ends where the mutant breaks what tests make at import, so that pytest cannot collect them."""

_submit = ForkServerRunner.submit


def quick_tests_first(
    self: ForkServerRunner, mutant_name: str, tests: list[str], cpu_time_limit: int, estimated_time: float
) -> None:
    """Hand a mutant to a worker, with the tests in the order of the time that they took."""
    in_order = sorted(tests, key=lambda test: state().duration_by_test[test])
    _submit(self, mutant_name, in_order, cpu_time_limit, estimated_time)


def main(size: int, seed: int, again: Sequence[str]) -> None:
    """Make all mutants, try those drawn, or those named again, and write down what became of each."""
    operators: Any = mutation_operators  # A list, declared as a sequence.
    operators.extend(OPERATORS)
    collected = engine.collect_source_file_mutation_data
    sizes: dict[str, int] = {}

    def collect(*, mutant_names: Sequence[str]) -> tuple[list[Any], dict[str, Any]]:
        mutants, by_path = collected(mutant_names=list(mutant_names))
        names = defaultdict[str, list[str]](list)
        for data, name, _ in mutants:
            names[str(data.path)].append(name)
        sizes.update({path: len(each) for path, each in names.items()})
        drawn = set(again) or sample(names, size, seed)
        return [one for one in mutants if one[1] in drawn], by_path

    engine.collect_source_file_mutation_data = collect
    runner: Any = ForkServerRunner  # It leaves tests in no order.
    runner.submit = quick_tests_first
    engine.cli(["run", "--max-children", "1"], standalone_mode=False)
    mutants, _ = collect(mutant_names=())
    results = []
    for data, name, code in mutants:
        verdict = "not collected" if code == NOT_COLLECTED else status_by_exit_code[code]
        diff = get_diff_for_mutant(name, path=data.path) if verdict in {"survived", "no tests"} else ""
        results.append({"path": str(data.path), "name": name, "verdict": verdict, "diff": diff})
    text = json.dumps({"sizes": sizes, "mutants": results}, ensure_ascii=False, indent=1)
    Path(RESULTS).write_text(text, "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
