"""What becomes of the plain campaign: seats that end, time that passes, groups that are decided.

What a host is told is a list of tuples: charge, balance, refund, notice, purchase.
"""

from datetime import datetime
from fractions import Fraction

from communekit.groupbuy.allocation import Booking
from communekit.groupbuy.campaign import AnnouncedPrice, Below, Deposit, InFull, Ladder, Pledged, Teams, Unit
from tests.groupbuy.allocation import model as sharing
from tests.groupbuy.campaign.model import DECIDED, RUNNING, Lists, PlainGroup, PlainSeat


class Course(Lists):
    """The lists, and how they change."""

    def ask(self, seat: PlainSeat) -> None:
        """Ask for what is open."""
        group = self.group(seat.group)
        assert group is not None
        if seat.asked > seat.kept and seat.state == "reserved":
            self.asks.append(("charge", seat.id, seat.asked - seat.kept, seat.until))
        if seat.asked > seat.kept and seat.state == "owing":
            what = "charge" if isinstance(self.terms.payment, Pledged) else "balance"
            self.asks.append((what, seat.id, seat.asked - seat.kept, group.owing_until))

    def give_back(self, seat: PlainSeat, keep: int = 0) -> None:
        """Give back all that lies in the till, but for what is kept."""
        if seat.kept > keep:
            self.asks.append(("refund", seat.id, seat.kept - keep))
            seat.kept = keep

    def tell(self, seat: PlainSeat, topic: str) -> None:
        """Tell a member something."""
        self.asks.append(("notice", seat.id, topic))

    def end(self, seat: PlainSeat, how: str, topic: str | None = None) -> None:
        """End a seat: nothing stays in the till."""
        seat.state = how
        self.give_back(seat)
        if topic is not None:
            self.tell(seat, topic)

    def go(self, seat: PlainSeat, how: str, at: datetime) -> None:
        """Let a seat go before its group is decided: who is there longest leads, who has paid before who has not."""
        group = self.group(seat.group)
        assert group is not None
        self.end(seat, how, "lapsed" if how == "lapsed" else None)
        others = sorted(self.of(group, *RUNNING), key=lambda one: (one.state != "joined", one.number))
        if group.head == seat.id:
            group.head = others[0].id if others else None
            if others:
                self.tell(others[0], "head")
        self.at = max(self.at, at)
        left = self.counts(group)[0] + len(self.of(group, "reserved"))
        if self.in_teams and not left and group.state == "open":
            group.state = "undecided"
        self.settle(group, at)

    def dues(self) -> list[tuple[datetime, int, int]]:
        """Everything that time brings about: seats first, then groups, then balances."""
        dues = [(seat.until, 0, seat.number) for seat in self.seats if seat.state == "reserved"]
        for group in self.groups:
            if group.state in ("open", "filling"):
                fills = group.state == "open" and not self.in_teams
                dues.append(
                    (min(self.terms.closes_at, group.closes) if fills else group.closes, 1, group.number)
                )
            if self.of(group, "owing") and group.owing_until is not None:
                dues.append((group.owing_until, 2, group.number))
        return dues

    def pass_time(self, now: datetime) -> None:
        """Let happen what is due, the earliest first."""
        while not self.is_concluded and self.dues():
            due, what, number = min(self.dues())
            if due > now:
                return
            self.at = at = max(self.at, due)
            if what == 0:
                self.go(self.seats[number - 1], "lapsed", at)
                continue
            group = self.groups[number - 1]
            if what == 2:
                for seat in self.of(group, "owing"):
                    self.miss(seat)
            elif group.state == "open" and due < group.closes:
                group.state = "filling"
            else:
                group.state = "undecided"
                self.settle(group, at)

    def miss(self, seat: PlainSeat) -> None:
        """A balance was not paid: all comes back but a deposit that is kept, on what she would have got."""
        payment = self.terms.payment
        keeps = isinstance(payment, Deposit) and payment.unpaid.value == "keep"
        if keeps and isinstance(payment, Deposit):
            self.give_back(seat, min(seat.kept, self.on_goods(seat, payment.amount.minor)))
            seat.state = "forfeited"
            self.tell(seat, "forfeited")
        else:
            self.end(seat, "failed", "missed")

    def settle(self, group: PlainGroup, at: datetime) -> None:
        """Decide a full team, or a closed group of which nothing pends."""
        forming, orders = self.terms.forming, self.counts(group)[0]
        unsaid = isinstance(self.terms.pricing, AnnouncedPrice) and self.announced is None
        is_full = isinstance(forming, Teams) and orders >= forming.size
        pends = bool(self.of(group, "reserved")) or (unsaid and orders > 0)
        if group.state in DECIDED or not (is_full or (group.state == "undecided" and not pends)):
            return
        self.at = max(self.at, at)
        why = self.why_it_forms(group)
        prices = self.final_prices(group)
        got = self.shares(group)
        group.counts = self.counts(group)
        if not orders or why is None:
            self.fail(group, "expired", "threshold" if orders else "nobody")
        elif prices is None:
            self.fail(group, "expired", "tier")
        elif not any(quantity for mine in got.values() for quantity in mine.values()):
            self.fail(group, "expired", "minimum")
        else:
            self.form(group, why, prices, got, at)

    def why_it_forms(self, group: PlainGroup) -> str | None:
        """Return why a group forms, None where it fails."""
        forming, (orders, people, pieces) = self.terms.forming, self.counts(group)
        if isinstance(forming, Teams):
            if people >= forming.size:
                return "full"
            missing, share = (
                (forming.waiver.missing, forming.waiver.share) if forming.waiver else (None, None)
            )
            enough = (missing is not None and people + missing >= forming.size) or (
                share is not None and Fraction(people, forming.size) >= share.share
            )
            return "waived" if people and (enough or group.is_waived) else None
        if forming.threshold is None:
            return "joined"
        came = {
            Unit.ORDERS: orders,
            Unit.PEOPLE: people,
            Unit.PIECES: pieces,
            Unit.MONEY: self.worth(group),
            Unit.CASES: sum(self.cases(group).values()),
        }[forming.threshold.unit]
        if came >= forming.threshold.least:
            return "threshold"
        return "waived" if group.is_waived else None

    def final_prices(self, group: PlainGroup) -> dict[str, int] | None:
        """Return the final prices, None where the ladder lets the group fail."""
        orders, people, _ = self.counts(group)
        prices: dict[str, int] = {}
        for product, item in self.terms.items.items():
            prices[product] = item.price.minor
            pricing = self.terms.pricing
            if isinstance(pricing, AnnouncedPrice):
                prices[product] = (self.announced or {}).get(product, item.price.minor)
            if isinstance(pricing, Ladder) and product in pricing.tiers:
                firm = self.demand(group, product).firm
                came = {Unit.ORDERS: orders, Unit.PEOPLE: people, Unit.PIECES: firm}[pricing.counted]
                listed = (item.list_price or item.price).minor
                steps = pricing.tiers[product]
                price = {Below.LIST_PRICE: listed, Below.FIRST_TIER: steps[0].price.minor, Below.FAIL: None}[
                    pricing.below
                ]
                for tier in steps:
                    if came >= tier.least:
                        price = tier.price.minor
                if price is None:
                    return None
                prices[product] = price
        return prices

    def cases(self, group: PlainGroup) -> dict[str, int]:
        """Return the cases to order."""
        return {
            product: sharing.cases(
                self.demand(group, product), item.pack, item.minimum.least_cases(item.pack)
            )
            for product, item in self.terms.items.items()
        }

    def shares(self, group: PlainGroup) -> dict[str, dict[str, int]]:
        """What each seat gets at closing, by seat and product."""
        got: dict[str, dict[str, int]] = {seat.id: {} for seat in self.of(group, "joined")}
        for product, cases in self.cases(group).items():
            bookings = [
                Booking(seat.id, seat.join.member, product, seat.at, firm, tolerance=tolerance)
                for seat in self.of(group, "joined")
                for firm, tolerance in [seat.wants.get(product, (0, 0))]
                if firm + tolerance
            ]
            units = cases * self.item(product).pack.size
            for seat, quantity in sharing.shared(bookings, units, self.terms.allocation).items():
                got[seat][product] = quantity
        return got

    def form(
        self,
        group: PlainGroup,
        why: str,
        prices: dict[str, int],
        got: dict[str, dict[str, int]],
        at: datetime,
    ) -> None:
        """Form a group."""
        payment, cases = self.terms.payment, self.cases(group)
        within = (
            payment.answer_within
            if isinstance(payment, InFull)
            else payment.balance_within
            if isinstance(payment, Deposit)
            else payment.collect_within
        )
        group.state, group.why, group.prices, group.owing_until = "formed", why, prices, at + within
        for seat in self.of(group, "joined"):
            seat.got = got[seat.id]
            self.reckon(seat)
            self.tell(seat, {"failed": "short", "owing": "balance"}.get(seat.state, "formed"))
            if seat.state != "failed" and any(
                seat.got.get(product, 0) < firm for product, (firm, _) in seat.wants.items()
            ):
                self.tell(seat, "short")
        self.buy(group, cases)

    def buy(self, group: PlainGroup, cases: dict[str, int]) -> None:
        """Order from each supplier whole cases, or what its seats get."""
        for supplier in {item.supplier for item in self.terms.items.values()}:
            mine = {
                product: sum(seat.got.get(product, 0) for seat in self.of(group, "owing", "confirmed"))
                for product, item in self.terms.items.items()
                if item.supplier == supplier
            }
            mine = {product: quantity for product, quantity in mine.items() if quantity}
            packed = {product: cases[product] for product in mine if self.item(product).pack.size > 1}
            mine |= {product: count * self.item(product).pack.size for product, count in packed.items()}
            if mine:
                self.asks.append(("purchase", group.id, supplier, mine, packed))

    def reckon(self, seat: PlainSeat) -> None:
        """Say what a seat of a formed group is to bring in, and give back or ask for the difference."""
        before = (seat.asked, seat.state)
        if not any(seat.got.values()):
            self.end(seat, "failed")
            return
        net = self.net(seat)
        seat.asked = min(net, seat.asked) if seat.state != "joined" else net
        self.give_back(seat, min(seat.kept, seat.asked))
        seat.state = "owing" if seat.asked > seat.kept else "confirmed"
        if (seat.asked, seat.state) != before:
            self.ask(seat)

    def fail(self, group: PlainGroup, how: str, why: str) -> None:
        """Let a group fail."""
        group.state, group.why, group.counts = how, why, self.counts(group)
        for seat in self.of(group, *RUNNING):
            self.end(seat, "failed", how)
