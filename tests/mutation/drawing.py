"""Which mutants are tried: a sample, drawn by file."""

import random
from collections.abc import Mapping, Sequence


def sample(names: Mapping[str, Sequence[str]], size: int, seed: int) -> set[str]:
    """Draw so many names, from each file in proportion to how many it has; all when size is nothing.

    The seed draws the same names as long as the code is the same.
    """
    population = sum(map(len, names.values()))
    if not size or size >= population:
        return {name for each in names.values() for name in each}
    draw = random.Random(seed)
    drawn = set[str]()
    quotas = {path: divmod(size * len(each), population) for path, each in names.items()}
    spare = size - sum(whole for whole, _ in quotas.values())
    rounded_up = set(sorted(quotas, key=lambda path: (-quotas[path][1], path))[:spare])
    for path in sorted(names):
        drawn.update(draw.sample(sorted(names[path]), quotas[path][0] + (path in rounded_up)))
    return drawn


__all__ = ["sample"]
