"""The log behind a book: entries in the order of posting, and each account's running balance.

A book is a value, yet posting must not copy what was posted before. All versions of a book share one log and
each looks at its first so many entries: a log only grows, so what a version sees never changes. Whoever
posts to the newest version extends the log; whoever posts to an older one starts a log of his own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from threading import Lock

from .account import Account
from .entry import Entry


class AccountLine:
    """One account through time: at which positions it moved, and its balance after each."""

    __slots__ = ("balances", "positions")

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.balances: list[int] = []

    def balance_before(self, position: int) -> int:
        """Return the balance in minor units which the entries before a position leave."""
        moved = self.moves_before(position)
        return self.balances[moved - 1] if moved else 0

    def moves_before(self, position: int) -> int:
        """Return how many of the account's moves come before a position."""
        moves = len(self.positions)
        if moves and self.positions[moves - 1] < position:  # As a rule the newest version asks.
            return moves
        return bisect_left(self.positions, position, 0, moves)


class Fresh:
    """Entries that were judged and are not in the log yet, by id, and what they do to each account."""

    __slots__ = ("entries", "lines")

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.lines: dict[Account, AccountLine] = {}


class Log:
    """Entries that were judged and taken. Grows, never changes; safe to share between threads."""

    __slots__ = ("_claim", "entries", "lines", "positions")

    def __init__(self) -> None:
        self._claim = Lock()
        self.entries: list[Entry] = []
        self.positions: dict[str, int] = {}
        self.lines: dict[Account, AccountLine] = {}

    def find(self, entry_id: str, size: int) -> Entry | None:
        """Return the entry of an id among the first `size`, None when it is not there."""
        position = self.positions.get(entry_id, size)
        return self.entries[position] if position < size else None

    def balance(self, account: Account, size: int) -> int:
        """Return an account's balance in minor units after the first `size` entries."""
        line = self.lines.get(account)
        return 0 if line is None else line.balance_before(size)

    def balances(self, size: int) -> Iterator[tuple[Account, int]]:
        """Yield each account that the first `size` entries moved, with its balance after them."""
        for account, line in list(self.lines.items()):
            if line.moves_before(size):
                yield account, line.balance_before(size)

    def extended(self, size: int, fresh: "Fresh") -> "Log":
        """Return a log of the first `size` entries and the fresh ones: this log, if it ends there."""
        entries = list(fresh.entries.values())
        log = self
        if not log.claim(size, entries):
            log = self.copy(size)
            log.claim(size, entries)
        log.record(size, fresh)
        return log

    def claim(self, size: int, entries: Sequence[Entry]) -> bool:
        """Append entries if the log ends at `size`; of several threads that try, one succeeds.

        Entries come before the balances that belong to them: whoever is stopped half way leaves positions
        that no version looks at, and the next to post to the version before starts a log of his own.
        """
        with self._claim:
            if len(self.entries) != size:
                return False
            self.entries.extend(entries)
            return True

    def record(self, size: int, fresh: "Fresh") -> None:
        """Write down where the fresh entries stand and what they did to their accounts."""
        self.positions.update(zip(fresh.entries, range(size, size + len(fresh.entries)), strict=True))
        for account, moved in fresh.lines.items():
            line = self.lines.get(account)
            if line is None:
                line = self.lines[account] = AccountLine()
            line.balances.extend(moved.balances)
            line.positions.extend(moved.positions)

    def copy(self, size: int) -> "Log":
        """Return a log of the first `size` entries that shares nothing with this one."""
        log = Log()
        log.entries = self.entries[:size]
        log.positions = {entry.id: position for position, entry in enumerate(log.entries)}
        for account, line in list(self.lines.items()):
            if moves := line.moves_before(size):
                copied = log.lines[account] = AccountLine()
                copied.positions, copied.balances = line.positions[:moves], line.balances[:moves]
        return log


__all__ = ["AccountLine", "Fresh", "Log"]
