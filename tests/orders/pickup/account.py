"""A plain account of a pick-up: every single piece lies somewhere, and requests are remembered in a list."""

from typing import Any, Final

STORE: Final = "store"
UNDO_MINUTES: Final = 5
KEEP_MINUTES: Final = 7


class Account:
    """Two lines of a few pieces each. `now` is in minutes; each call says "done", "same" or "refused"."""

    def __init__(self, milk: int, pears: int, missed: str, undo_max: int) -> None:
        self.pieces = [("1", STORE)] * milk + [("2", STORE)] * pears
        self.awaits = ["payment", "group", "arrival"]
        self.deadline: int | None = None
        self.receipt: Any = None
        self.requests: list[dict[str, Any]] = []
        self.refunds: dict[str, Any] = {}
        self.settled: dict[str, str] = {}
        self.is_missed = self.cancelled = False
        self.missed_rule, self.undo_max = missed, undo_max

    # What is where.

    def count(self, line: str, place: str) -> int:
        """Return how many pieces of a line lie somewhere."""
        return sum(one == (line, place) for one in self.pieces)

    def due(self, line: str) -> int:
        """Return how many are to be handed out."""
        return 0 if self.cancelled else self.count(line, STORE)

    def in_hand(self, line: str) -> int:
        """Return how many the member has."""
        return sum(one[0] == line and one[1].startswith("hand:") for one in self.pieces)

    def standing(self) -> list[dict[str, Any]]:
        """Return the hand-overs that were not taken back."""
        return [one for one in self.requests if one["undone"] is None]

    def word(self) -> str:
        """Return what state that is."""
        if not self.due("1") + self.due("2"):
            return "collected" if self.standing() else "closed"
        if self.awaits:
            return "waiting"
        if self.is_missed:
            return "no_show"
        return "partly_collected" if self.standing() else "ready"

    def move(self, line: str, count: int, place: str) -> None:
        """Move pieces from the store to somewhere."""
        for at, one in enumerate(self.pieces):
            if count and one == (line, STORE):
                self.pieces[at], count = (line, place), count - 1
        assert not count

    # What is asked.

    def confirm(self, now: int, what: str) -> str:
        """It is paid, or the group has formed."""
        if what not in self.awaits:
            return "same"
        if self.word() == "closed":
            return "refused"
        self.awaits.remove(what)
        self.set_deadline(now)
        return "done"

    def set_deadline(self, now: int) -> None:
        """Say until when it may be collected, once it may."""
        if not self.awaits and self.word() == "ready":
            self.deadline = now + KEEP_MINUTES

    def arrive(self, now: int, losses: dict[str, tuple[int, int]]) -> str:
        """The goods come, less the losses."""
        if self.receipt is not None:
            return "same" if losses == self.receipt else "refused"
        if self.word() == "closed" or any(sum(lost) > self.due(line) for line, lost in losses.items()):
            return "refused"
        for line, lost in losses.items():
            self.move(line, sum(lost), "lost:arrival")
        self.awaits.remove("arrival")
        self.receipt = losses
        self.set_deadline(now)
        return "done"

    def open_refund(self, refund: str) -> str:
        """A refund is asked for."""
        if refund in self.refunds:
            return "same"
        self.refunds[refund] = "open"
        return "done"

    def end_refund(self, refund: str, granted: bool, lines: dict[str, int]) -> str:
        """A refund is granted, or not."""
        before = self.refunds.get(refund, "open")
        if before != "open":
            return "same" if before == (granted, lines) else "refused"
        if any(count > self.due(line) for line, count in lines.items()):
            return "refused"
        for line, count in lines.items():
            self.move(line, count, "refunded")
        self.refunds[refund] = (granted, lines)
        if granted:
            for one in self.requests:
                one["fast"] = True
        return "done"

    def redeem(self, now: int, key: str, ask: dict[str, Any]) -> str:
        """Goods are handed out."""
        for one in self.requests:
            if one["key"] == key:
                return "same" if one["ask"] == ask else "refused"
            if one["undone"] is not None and one["undone"][0] == key:
                return "refused"
        due = {line: self.due(line) for line in ("1", "2")}
        if not any(due.values()) or self.awaits or "open" in self.refunds.values():
            return "refused"
        allowed = ask["by"] == "clerk" or (ask["way"] == "leader_delivery" and ask["by"] == "L1")
        if not allowed:
            return "refused"
        late = self.late(now)
        if late and (
            self.missed_rule == "refund" or (self.missed_rule == "deliver" and ask["way"] == "counter")
        ):
            return "refused"
        lost, wanted = ask["losses"], ask["lines"]
        if wanted is None:
            wanted = {line: count - lost.get(line, 0) for line, count in due.items()}
        elif not wanted and not lost:
            return "refused"
        if any(
            wanted.get(line, 0) + lost.get(line, 0) > count or wanted.get(line, 0) < 0
            for line, count in due.items()
        ):
            return "refused"
        if late and not self.is_missed:
            self.miss()
        for line, count in wanted.items():
            self.move(line, count, f"hand:{key}")
        for line, count in lost.items():
            self.move(line, count, f"lost:{key}")
        self.requests.append({"key": key, "ask": ask, "at": now, "undone": None, "fast": False})
        return "done"

    def undo(self, now: int, key: str, of: str, by: str) -> str:
        """A hand-over is taken back."""
        for one in self.requests:
            back = one["undone"]
            if one["key"] == key or (
                back is not None and back[0] == key and (one["key"], back[1]) != (of, by)
            ):
                return "refused"
        found = next((one for one in self.requests if one["key"] == of), None)
        if found is None:
            return "refused"
        if found["undone"] is not None:
            return "same"
        allowed = by == "clerk" or (found["ask"]["way"] == "leader_delivery" and by == "L1")
        undone = sum(one["undone"] is not None for one in self.requests)
        if (
            not allowed
            or now >= found["at"] + UNDO_MINUTES
            or undone >= self.undo_max
            or found["fast"]
            or (not self.is_missed and self.late(now))
            or "open" in self.refunds.values()
        ):
            return "refused"
        self.pieces = [
            (line, STORE if place in (f"hand:{of}", f"lost:{of}") else place) for line, place in self.pieces
        ]
        found["undone"] = (key, by)
        return "done"

    def miss(self) -> None:
        """Nobody came; what was handed out so far stands."""
        self.is_missed = True
        for one in self.requests:
            one["fast"] = True

    def mark_missed(self, now: int) -> str:
        """The time to collect is over."""
        if self.is_missed or not self.due("1") + self.due("2"):
            return "same"
        if self.awaits or self.deadline is None or now < self.deadline:
            return "refused"
        self.miss()
        return "done"

    def settle(self, shortage: str, source: str, refund: str) -> str:
        """A shortage is paid for."""
        if shortage in self.settled:
            return "same" if self.settled[shortage] == refund else "refused"
        self.settled[shortage] = refund
        for one in self.requests:
            if one["key"] == source:
                one["fast"] = True
        return "done"

    def late(self, now: int) -> bool:
        """Whether the time to collect is over for something, said or not."""
        over = self.deadline is not None and now >= self.deadline and self.due("1") + self.due("2") > 0
        return self.is_missed or over

    def cancel(self, now: int) -> str:
        """It ends before anything was handed out."""
        word = self.word()
        if word == "closed":
            return "same"
        if self.standing() or self.late(now):
            return "refused"
        self.cancelled = True
        return "done"
