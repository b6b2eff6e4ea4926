"""A community's money, kept the slow and plain way: whole fen in dictionaries. There are no entries here.

Written from the table of the books: what is paid is shared out, waits, is frozen, becomes free, pays debts first, leaves
with a payout or comes back. Months are numbers; a month that is closed for somebody takes nothing more of his.
"""

from collections import defaultdict

LEADERS_PERCENT, SUPPLIER_PERCENT, FEE, LEAST, MOST = 15, 50, 10, 100, 800
"""What the plan gives of the goods; what a payout costs; the least and the most that is paid at a time."""

CLUB, STORE, SUPPLIER, PLATFORM = "club", "S1", "F1", "PF"
LEADERS = ("L1", "L2")
PARTIES = (*LEADERS, STORE, SUPPLIER, PLATFORM)
CLAIM = ("pending", "frozen", "disputed", "available", "reserved", "receivable", "advance")
HELD = CLAIM[:3]

Key = tuple[str, str]
"""Party and bucket."""


class Line:
    """One paid line: what it cost, who stands on it, how far it has come, and what of it lies where."""

    def __init__(self, paid: int, funded: int, leaders: tuple[str, ...]) -> None:
        self.paid, self.funded, self.leaders = paid, funded, leaders
        self.refunded = self.given_back = 0
        self.month = 0
        self.stage = "pending"
        self.lies: dict[str, dict[str, int]] = {}

    def shares(self) -> dict[str, int]:
        """Return what each party has of what is not refunded; who funds a discount owes it. Payees are rounded down."""
        kept, whole = self.paid - self.refunded, self.paid + self.funded
        parts = {
            leader: whole * LEADERS_PERCENT * kept // (100 * len(self.leaders) * self.paid)
            for leader in self.leaders
        }
        parts[SUPPLIER] = whole * SUPPLIER_PERCENT * kept // (100 * self.paid)
        discount = self.funded * kept // self.paid
        parts[STORE] = kept + discount - sum(parts.values())
        parts[PLATFORM] = -discount
        return parts

    def of(self, party: str) -> dict[str, int]:
        """Return what lies where of a party's part."""
        return self.lies.setdefault(party, dict.fromkeys(HELD, 0))

    def lies_in(self, stage: str) -> bool:
        """Whether anything lies there."""
        return any(lies[stage] for lies in self.lies.values())


class Payout:
    """What left, or is to leave: whole, and what of it is tax."""

    def __init__(self, party: str, gross: int, tax: int) -> None:
        self.party, self.gross, self.tax = party, gross, tax
        self.lots: dict[int, int] = {}


class Model:
    """What everybody has and owes, and in which month it moved."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self.payouts: dict[str, Payout] = {}
        self.cases: dict[str, tuple[str, str]] = {}
        self.free: dict[str, int] = defaultdict(int)
        self.owed: dict[str, int] = defaultdict(int)
        self.drawn: dict[str, int] = defaultdict(int)
        self.reserved: dict[str, int] = defaultdict(int)
        self.world: dict[Key, int] = defaultdict(int)
        self.month = 0
        self.open_from: dict[str, int] = {}
        self.moved: dict[int, dict[Key, int]] = defaultdict(lambda: defaultdict(int))
        self.late = self.last_lot = 0
        self.lots: dict[str, dict[int, int]] = defaultdict(dict)
        """What became free at once, numbered as it came, and how much of it is still free."""
        self._seen: dict[Key, int] = {}

    def note(self, month: int, payout: Payout | None = None) -> int:
        """Write down in which month it counts: the one in which it happened, or this one where that is closed."""
        now = self.balances()
        changed = {
            key: now.get(key, 0) - self._seen.get(key, 0)
            for key in now.keys() | self._seen.keys()
            if now.get(key, 0) != self._seen.get(key, 0)
        }
        if month < max((self.open_from.get(party, 0) for party, _ in changed), default=0):
            month, self.late = self.month, self.late + 1
        for key, minor in changed.items():
            self.moved[month][key] += minor
            if key[1] == "available":
                self._move_lots(key[0], minor, payout)
        self._seen = now
        return month

    def _move_lots(self, party: str, minor: int, payout: Payout | None) -> None:
        """What comes is a lot of its own, what goes is the oldest; what a payout took comes back to its place."""
        lots = self.lots[party]
        if minor > 0 and payout is None:
            self.last_lot += 1
            lots[self.last_lot] = minor
        elif minor > 0 and payout is not None:
            for lot, part in payout.lots.items():
                lots[lot] = lots.get(lot, 0) + part
        for lot in sorted(lots):
            part = min(lots[lot], -minor)
            if part > 0:
                lots[lot] -= part
                minor += part
                if payout is not None:
                    payout.lots[lot] = part
        self.lots[party] = {lot: left for lot, left in sorted(lots.items()) if left}

    def close(self, parties: tuple[str, ...], month: int) -> None:
        """Close a month for some."""
        for party in parties:
            self.open_from[party] = month + 1

    def at_start(self, month: int, key: Key) -> int:
        """Return what lay there before a month began."""
        return sum(moved[key] for number, moved in self.moved.items() if number < month and key in moved)

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

    def sell(self, key: str, line: Line, month: int) -> None:
        """A line is paid and shared out."""
        self.lines[key] = line
        for party, minor in line.shares().items():
            line.of(party)["pending"] += minor
        self.world[CLUB, "outside.payment"] -= line.paid
        line.month = self.note(month)

    def confirm(self, key: str, month: int) -> bool:
        """What is pending is frozen; False where nothing is."""
        line = self.lines[key]
        if not line.lies_in("pending"):
            return False
        line.stage = "frozen"
        for lies in line.lies.values():
            lies["frozen"] += lies["pending"]
            lies["pending"] = 0
        self.note(max(month, line.month))  # A step counts in no earlier month than its sale.
        return True

    def release(self, key: str, month: int) -> bool:
        """What is frozen is free, debts first; False where nothing is, or some of it still waits."""
        line = self.lines[key]
        if line.lies_in("pending") or not line.lies_in("frozen"):
            return False
        line.stage = "available"
        for party, lies in line.lies.items():
            self.land(party, lies["frozen"])
            lies["frozen"] = 0
        self.note(max(month, line.month))
        return True

    def refund(self, key: str, minor: int, month: int) -> None:
        """Give a part back to the member; take from each what he has of it, from where it lies."""
        line = self.lines[key]
        before = line.shares()
        line.refunded += minor
        line.given_back += minor
        for party, left in line.shares().items():
            self._take_back(line, party, before[party] - left)
        self.world[CLUB, "outside.payment"] += minor
        self.note(month)

    def _take_back(self, line: Line, party: str, minor: int) -> None:
        lies = line.of(party)
        for stage in HELD:
            if lies[stage] and (lies[stage] > 0) == (minor > 0):
                part = min(lies[stage], minor) if minor > 0 else max(lies[stage], minor)
                lies[stage] -= part
                minor -= part
        if line.stage == "available":
            self.land(party, -minor)
        else:
            lies[line.stage] -= minor

    def dispute(self, case: str, key: str, party: str, month: int) -> bool:
        """Set aside what is not free yet; False where nothing is."""
        lies = self.lines[key].of(party)
        if not (lies["pending"] or lies["frozen"]):
            return False
        lies["disputed"] += lies["pending"] + lies["frozen"]
        lies["pending"] = lies["frozen"] = 0
        self.cases[case] = (key, party)
        self.note(month)
        return True

    def decide(self, case: str, keeps: int, rest_to: str, month: int) -> None:
        """Give back what is kept, and the rest to another, as far as the line has come."""
        key, party = self.cases.pop(case)
        line = self.lines[key]
        rest = line.of(party)["disputed"] - keeps
        line.of(party)["disputed"] = 0
        for whose, minor in ((party, keeps), (rest_to, rest)):
            if line.stage == "available":
                self.land(whose, minor)
            else:
                line.of(whose)[line.stage] += minor
        self.note(month)

    def adjust(self, payer: str, payee: str, minor: int, month: int) -> None:
        """So much from one to another."""
        self.land(payer, -minor)
        self.land(payee, minor)
        self.note(month)

    def draw(self, party: str, minor: int, month: int) -> None:
        """So much is free now, and owed against what will be earned."""
        self.free[party] += minor
        self.drawn[party] += minor
        self.note(month)

    def repay(self, party: str, minor: int, month: int) -> None:
        """What was drawn is paid back from what is free; the rest is owed."""
        self.drawn[party] -= minor
        self.land(party, -minor)
        self.note(month)

    def write_off(self, debtor: str, bearer: str, minor: int, month: int) -> None:
        """A debt is given up; somebody bears it."""
        self.owed[debtor] -= minor
        self.land(bearer, -minor)
        self.note(month)

    def charge(self, key: str, minor: int, month: int) -> None:
        """The member gets something back for quality: the store bears up to two fifths, the supplier the rest."""
        self.lines[key].given_back += minor
        store = minor * 2 // 5
        self.land(STORE, -store)
        self.land(SUPPLIER, store - minor)
        self.world[CLUB, "outside.payment"] += minor
        self.note(month)

    def payable(self, party: str) -> int:
        """Return how much would be paid to a party now."""
        return min(self.free[party], MOST) if self.free[party] >= LEAST else 0

    def ask(self, payout: str, party: str, gross: int, tax: int, month: int) -> None:
        """A payout is requested: so much is set aside."""
        self.payouts[payout] = Payout(party, gross, tax)
        self.free[party] -= gross
        self.reserved[party] += gross
        self.note(month, self.payouts[payout])

    def give_up(self, payout: str, month: int) -> None:
        """A payout ends without payment: what was set aside is free again; no debt is paid from it by itself."""
        one = self.payouts[payout]
        self.reserved[one.party] -= one.gross
        self.free[one.party] += one.gross
        self.note(month, one)

    def leave(self, payout: str, month: int, *, back: bool = False) -> None:
        """What was set aside leaves; or it comes back, and is set aside again."""
        one, sign = self.payouts[payout], -1 if back else 1
        self.reserved[one.party] -= sign * one.gross
        self.world[CLUB, "outside.payout"] += sign * (one.gross - FEE - one.tax)
        self.world["bank", "fees"] += sign * FEE
        self.world["tax_office", "withheld"] += sign * one.tax
        self.note(month)

    def offset(self) -> int:
        """Everybody pays what he owes from what he has; return how many did."""
        payers = [party for party in PARTIES if self.free[party] and self.owed[party]]
        for party in payers:
            minor, self.free[party] = self.free[party], 0
            self.land(party, minor)
            self.note(self.month)
        return len(payers)

    def balances(self) -> dict[Key, int]:
        """Return every balance that is not zero."""
        found: dict[Key, int] = defaultdict(int)
        for line in self.lines.values():
            for party, lies in line.lies.items():
                for stage, minor in lies.items():
                    found[party, stage] += minor
        for bucket, kept in (("available", self.free), ("reserved", self.reserved)):
            for party, minor in kept.items():
                found[party, bucket] += minor
        for bucket, kept in (("receivable", self.owed), ("advance", self.drawn)):
            for party, minor in kept.items():
                found[party, bucket] -= minor
        for key, minor in self.world.items():
            found[key] += minor
        return {key: minor for key, minor in found.items() if minor}
