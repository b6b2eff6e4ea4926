"""Linear systems in whole numbers (无分数消元): Bareiss's elimination, in which every division comes out even."""

from collections.abc import Sequence


def eliminated(matrix: Sequence[Sequence[int]], columns: int) -> tuple[list[list[int]], int]:
    """Return what solves a system: numerators by row and right-hand column, and their one denominator.

    `matrix` has as many rows as unknowns; behind the unknowns of each row stand `columns` right-hand sides. Its leading
    minors are not zero, as those of a chain that always ends: no rows need to be exchanged.

    >>> eliminated([[2, 1, 5], [1, 3, 10]], 1)
    ([[5], [15]], 5)
    """
    rows = [list(row) for row in matrix]
    unknowns, before = len(rows), 1
    for step in range(unknowns):
        pivot_row = rows[step]
        pivot, tail = pivot_row[step], pivot_row[step + 1 :]
        for place, row in enumerate(rows):
            if place == step:
                continue
            factor = row[step]
            if factor:
                row[step + 1 :] = [
                    (pivot * own - factor * other) // before
                    for own, other in zip(row[step + 1 :], tail, strict=True)
                ]
            else:
                row[step + 1 :] = [pivot * own // before for own in row[step + 1 :]]
        before = pivot
    return [row[unknowns : unknowns + columns] for row in rows], before


__all__ = ["eliminated"]
