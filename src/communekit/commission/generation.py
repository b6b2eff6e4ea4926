"""Generations: which rules must be known before which others are worked out (计算次序)."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from .composition import Chain, Composition, Stacking
from .errors import PlanCycleError
from .rule import Rule


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


def weighed_together(
    rules: Sequence[Rule], chains: Iterable[Composition], stacking: Mapping[str, Stacking]
) -> dict[str, frozenset[str]]:
    """Return for each rule the rules that are weighed against it, itself among them."""
    chained = {
        role: number
        for number, composition in enumerate(chains)
        if composition.kind is not Chain.ADDITIVE
        for role in composition.roles
    }
    blocks: dict[str, set[str]] = {rule.id: {rule.id} for rule in rules}

    def marks(rule: Rule) -> tuple[object, ...]:
        best = stacking.get(rule.group) is Stacking.BEST
        chain_mark = (chained[rule.pays],) if rule.pays in chained else ()
        return (*chain_mark, *(((rule.pays, rule.group),) if best else ()))

    by_mark: dict[object, str] = {}
    for rule in rules:
        for mark in marks(rule):
            one, other = blocks[by_mark.setdefault(mark, rule.id)], blocks[rule.id]
            if one is not other:
                one |= other
                for member in other:
                    blocks[member] = one
    return {rule: frozenset(block) for rule, block in blocks.items()}


__all__ = ["generations", "weighed_together"]
