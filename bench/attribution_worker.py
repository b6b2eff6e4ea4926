"""One contestant in a process of its own: `python attribution_worker.py MODULE CLASS JOURNEYS`.

Each line that comes in is the name of a model; each line that goes out says how long it took from rows to credits, by
the clock or by the processor, whichever is less.
`memory` says how far the peak of resident memory has risen above imports and rows.
"""

import gc
import importlib
import json
import resource
import sys
from time import perf_counter, process_time

journeys = importlib.import_module("journeys").journeys


def main() -> None:
    """Make the rows, then take turns until there is nothing more to read."""
    module, name, count = sys.argv[1:]
    contestant = getattr(importlib.import_module(module), name)()
    contestant.load()
    rows = journeys(int(count))
    gc.collect()
    before = peak_mb()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        model = line.strip()
        if model == "memory":
            print(json.dumps({"mb": peak_mb() - before}), flush=True)
            continue
        by_clock, by_processor = perf_counter(), process_time()
        credits_ = contestant.run(contestant.prepare(rows, model), model)
        # A machine that others use too stretches the one, and several threads at once the other.
        seconds = min(perf_counter() - by_clock, process_time() - by_processor)
        plain = {str(channel): float(credit) for channel, credit in credits_.items()}
        print(json.dumps({"seconds": seconds, "credits": plain}), flush=True)


def peak_mb() -> float:
    """Return the peak of resident memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
