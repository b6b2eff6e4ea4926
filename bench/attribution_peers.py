"""Other tools as the bench of attribution asks them: rows to an object, the object to credits by channel.

Each is imported only when it is loaded, in an interpreter of its own.
"""

import contextlib
import io
from collections.abc import Sequence
from typing import Any, ClassVar

Rows = Sequence[tuple[tuple[str, ...], tuple[int, ...], bool, int]]

SEPARATOR = " > "


class ChannelAttribution:
    """ChannelAttribution 2.2.5 (C++): a table of counted paths; its Markov model simulates."""

    MODELS: ClassVar[tuple[str, ...]] = ("first", "last", "linear", "markov")

    def load(self) -> None:
        """Import it; it prints when it is imported."""
        with contextlib.redirect_stdout(io.StringIO()):
            import ChannelAttribution as tool  # noqa: N813, PLC0415 - its own name, and of another interpreter
            import pandas  # noqa: PLC0415, ICN001 - likewise
        self.tool: Any = tool
        self.tables: Any = pandas

    def prepare(self, rows: Rows, model: str) -> Any:  # noqa: ANN401, ARG002 - a table of its own, for any model
        """Count equal paths, and make a table of them."""
        counted: dict[tuple[str, ...], list[int]] = {}
        for path, _, converted, _ in rows:
            counts = counted.get(path)
            if counts is None:
                counts = counted[path] = [0, 0]
            counts[not converted] += 1
        return self.tables.DataFrame(
            {
                "path": [SEPARATOR.join(path) for path in counted],
                "won": [won for won, _ in counted.values()],
                "lost": [lost for _, lost in counted.values()],
            }
        )

    def run(self, table: Any, model: str) -> dict[str, float]:  # noqa: ANN401 - its own table
        """Return conversions by channel."""
        with contextlib.redirect_stdout(io.StringIO()):
            if model == "markov":
                found = self.tool.markov_model(
                    table, "path", "won", var_null="lost", flg_pro=False, verbose=False
                )
                return dict(zip(found["channel_name"], found["total_conversions"], strict=True))
            found = self.tool.heuristic_models(table, "path", "won", flg_pro=False)
        return dict(zip(found["channel_name"], found[f"{model}_touch"], strict=True))


class Dp6:
    """marketing-attribution-models 2.1.1 (Polars), in its format of journeys, the one in which it knows of time."""

    MODELS: ClassVar[tuple[str, ...]] = ("first", "last", "linear", "position", "time_decay", "markov")

    def load(self) -> None:
        """Import it."""
        import polars  # noqa: PLC0415, ICN001 - of another interpreter
        from mam.core import MAM  # noqa: PLC0415 - likewise

        self.tables: Any = polars
        self.tool: Any = MAM

    def prepare(self, rows: Rows, model: str) -> Any:  # noqa: ANN401, ARG002 - an object of its own, for any model
        """Make a table of the rows, as it asks for it."""
        table = self.tables.DataFrame(
            {
                "id": list(range(len(rows))),
                "path": [SEPARATOR.join(path) for path, *_ in rows],
                "hours": [SEPARATOR.join(map(str, hours)) for _, hours, *_ in rows],
                "won": [converted for *_, converted, _ in rows],
            }
        )
        return self.tool(
            table,
            format_type="journey",
            channels_colname="path",
            journey_with_conv_colname="won",
            user_id_colname="id",
            time_till_conv_colname="hours",
        )

    def run(self, made: Any, model: str) -> dict[str, float]:  # noqa: ANN401 - its own object
        """Return conversions by channel."""
        runs = {
            "first": made.run_first_click,
            "last": made.run_last_click,
            "linear": made.run_linear,
            "position": made.run_position_based,
            "time_decay": made.run_time_decay,
            "markov": made.run_markov,
        }
        found = runs[model]().to_polars()
        return dict(zip(map(str, found["channels"]), found["attribution"], strict=True))
