"""Generations: which rules must be known before which others are worked out (计算次序)."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from .errors import PlanCycleError


def generations(
    blocks: Mapping[str, frozenset[str]], rests: Mapping[str, set[str]]
) -> tuple[frozenset[str], ...]:
    """Return rules in generations, each resting only on rules of earlier ones.

    Args:
        blocks: For each rule those that are known together with it, itself among them.
        rests: For each rule those that it rests on.

    Raises:
        PlanCycleError: Rules rest on each other in a circle.

    >>> found = generations({"a": frozenset("a"), "b": frozenset("b")}, {"b": {"a"}})
    >>> [sorted(rules) for rules in found]
    [['a'], ['b']]
    """
    graph: dict[frozenset[str], list[frozenset[str]]] = {block: [] for block in blocks.values()}
    for rule, others in rests.items():
        if others & blocks[rule]:
            raise PlanCycleError((rule, *sorted(others & blocks[rule])))
        graph[blocks[rule]].extend(blocks[other] for other in sorted(others))
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as circle:
        raise PlanCycleError(tuple(min(block) for block in circle.args[1])) from None
    made: list[frozenset[str]] = []
    while sorter.is_active():
        ready = sorter.get_ready()
        made.append(frozenset(chain.from_iterable(ready)))
        sorter.done(*ready)
    return tuple(made)


__all__ = ["generations"]
