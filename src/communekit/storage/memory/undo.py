"""Undoing (撤销): what a unit of work in memory wrote, taken back step by step."""

from collections.abc import Callable


class Undo:
    """Steps that take back what was written, the last first."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def note(self, step: Callable[[], object]) -> None:
        """Remember how to take back what is written now."""
        self._steps.append(step)

    def mark(self) -> int:
        """Return how far it has come."""
        return len(self._steps)

    def back(self, mark: int) -> None:
        """Take back all that was written since."""
        while len(self._steps) > mark:
            self._steps.pop()()

    def forget(self) -> None:
        """Let what was written stand."""
        self._steps.clear()


__all__ = ["Undo"]
