"""The order of channels (渠道次序): by their names, so that nothing depends on which row came first."""

from collections.abc import Iterable

from .journey import Channel


def place_of(channel: Channel) -> tuple[int, int, str, str]:
    """Return what channels are ordered by: whole numbers by size, then all else by its text."""
    if isinstance(channel, int):
        return 0, channel, "", ""
    return 1, 0, str(channel), type(channel).__name__


def in_order(channels: Iterable[Channel]) -> list[Channel]:
    """Return channels by their names.

    >>> in_order(["b", "a", 10, 9])
    [9, 10, 'a', 'b']
    """
    return sorted(channels, key=place_of)


__all__ = ["in_order", "place_of"]
