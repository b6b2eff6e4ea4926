"""Strongly connected components (强连通分量): who can be reached from whom, and back."""

from collections.abc import Iterable, Iterator, Mapping


def components(above: Mapping[str, Iterable[str]]) -> Iterator[frozenset[str]]:
    """Yield the groups of two and more in which everybody can be reached from everybody, each once.

    Tarjan's algorithm, with a stack of its own, so that no line is too long for it.

    >>> list(components({"A": "B", "B": "C", "C": "B"})) == [frozenset("BC")]
    True
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in above:
        work = [] if root in number else [(root, iter(above[root]))]
        while work:
            node, further = work[-1]
            if node not in number:
                number[node] = lowest[node] = len(number)
                path.append(node)
                on_path.add(node)
            for next_ in further:
                if next_ not in number:
                    work.append((next_, iter(above.get(next_, ()))))
                    break
                if next_ in on_path:
                    lowest[node] = min(lowest[node], number[next_])
            else:
                work.pop()
                if work:
                    before = work[-1][0]
                    lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == number[node]:
                    group = _taken_down_to(node, path)
                    on_path -= group
                    if len(group) > 1:
                        yield group


def _taken_down_to(node: str, path: list[str]) -> frozenset[str]:
    """Take from the end of a path all that stands from a node on."""
    group = {node}
    while (last := path.pop()) != node:
        group.add(last)
    return frozenset(group)


__all__ = ["components"]
