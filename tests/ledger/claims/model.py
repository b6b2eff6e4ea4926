"""Claims, kept the slow and plain way: numbers in dictionaries, no entries."""

from collections import defaultdict

STAGES = ("pending", "frozen", "disputed")


class Sold:
    """One booked fact: how far it has come, and what lies where, by party."""

    def __init__(self, parts: dict[str, int]) -> None:
        self.stage = "pending"
        self.lies = {party: {"pending": minor, "frozen": 0, "disputed": 0} for party, minor in parts.items()}
        self.left = dict(parts)
        """What of each part has not been taken back."""
        self.paid = sum(parts.values())
        """What members paid for it and did not get back."""


class Model:
    """What everybody has and owes."""

    def __init__(self) -> None:
        self.sold: dict[str, Sold] = {}
        self.free: dict[str, int] = defaultdict(int)
        self.owed: dict[str, int] = defaultdict(int)

    def land(self, party: str, minor: int) -> None:
        """Pay debts first; take from what is free first."""
        if minor >= 0:
            offset = min(self.owed[party], minor)
            self.owed[party] -= offset
            self.free[party] += minor - offset
        else:
            at_hand = min(self.free[party], -minor)
            self.free[party] -= at_hand
            self.owed[party] += -minor - at_hand

    def confirm(self, sale: str) -> None:
        """What is pending is frozen."""
        one = self.sold[sale]
        if any(lies["pending"] for lies in one.lies.values()):
            one.stage = "frozen"
        for lies in one.lies.values():
            lies["frozen"] += lies["pending"]
            lies["pending"] = 0

    def release(self, sale: str) -> None:
        """What is frozen is free."""
        one = self.sold[sale]
        if any(lies["frozen"] for lies in one.lies.values()):
            one.stage = "available"
        for party, lies in one.lies.items():
            self.land(party, lies["frozen"])
            lies["frozen"] = 0

    def take_back(self, sale: str, parts: dict[str, int]) -> None:
        """Take each part from where it lies: pending, frozen, disputed, then free."""
        one = self.sold[sale]
        for party, minor in parts.items():
            lies, rest = one.lies[party], minor
            for stage in STAGES:
                part = min(lies[stage], rest) if rest > 0 else max(lies[stage], rest)
                if (part > 0) == (rest > 0):
                    lies[stage] -= part
                    rest -= part
            if rest and one.stage == "available":
                self.land(party, -rest)
            elif rest:
                lies[one.stage] -= rest
            one.left[party] -= minor

    def dispute(self, sale: str, party: str) -> bool:
        """Set a party's part aside; False where nothing is open."""
        lies = self.sold[sale].lies[party]
        if not (lies["pending"] or lies["frozen"]):
            return False
        lies["disputed"] += lies["pending"] + lies["frozen"]
        lies["pending"] = lies["frozen"] = 0
        return True

    def rule(self, sale: str, party: str, keeps: int, rest_to: str) -> None:
        """Give back what is kept, and the rest to another."""
        one = self.sold[sale]
        lies = one.lies[party]
        rest = lies["disputed"] - keeps
        lies["disputed"] = 0
        for whose, minor in ((party, keeps), (rest_to, rest)):
            if one.stage == "available":
                self.land(whose, minor)
            else:
                one.lies.setdefault(whose, dict.fromkeys(STAGES, 0))[one.stage] += minor
                one.left.setdefault(whose, 0)

    def balances(self) -> dict[tuple[str, str], int]:
        """Return every balance of a party that is not zero."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for one in self.sold.values():
            for party, lies in one.lies.items():
                for stage, minor in lies.items():
                    found[party, stage] += minor
        for party, minor in self.free.items():
            found[party, "available"] += minor
        for party, minor in self.owed.items():
            found[party, "receivable"] -= minor
        return {key: minor for key, minor in found.items() if minor}
