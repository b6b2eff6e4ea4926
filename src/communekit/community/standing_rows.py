"""The standing of a community (考核累计): its rows, kept one by one beside the events that moved them."""

from collections.abc import Mapping
from typing import Final

from communekit.commission import Key, Row, Standing
from communekit.ids import derived_id
from communekit.storage import Snapshot, UnitOfWork, read_value, write_value

FORMAT: Final = 1


def name_of(key: Key) -> str:
    """Return the name under which a row is kept."""
    return f"standing {derived_id(*key)}"


def standing_in(unit: UnitOfWork) -> Standing:
    """Return the standing as it is; rows are read when they are asked for."""

    def look(key: Key) -> Row | None:
        kept = unit.snapshots.load(name_of(key))
        return None if kept is None else read_value(kept.data, Row)

    return Standing.asking(look)


def keep(unit: UnitOfWork, moved: Mapping[Key, Row]) -> None:
    """Keep the rows that were moved."""
    position = len(unit.events)
    unit.snapshots.save(
        *(Snapshot(name_of(key), position, FORMAT, write_value(row)) for key, row in moved.items())
    )


__all__ = ["keep", "name_of", "standing_in"]
