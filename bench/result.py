"""Results: a ratio measured in one run, held against its goal."""

from typing import Any

import attrs


@attrs.frozen
class Result:
    """One measured figure: its stable name, the ratio, the goal as text, whether it is met, and how it was taken."""

    name: str
    ratio: float
    goal: str
    met: bool = attrs.field(kw_only=True)
    how: str = attrs.field(kw_only=True)

    def data(self) -> dict[str, Any]:
        """Return the result as plain data for `build/bench.json`."""
        return {**attrs.asdict(self), "ratio": round(self.ratio, 3)}
