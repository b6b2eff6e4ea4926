"""The bounds of a book (账簿的边界): what it refuses, and that a refusal is all that happens."""

from datetime import datetime, timedelta

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import BalanceOutOfRangeError, Entry, Limit, Limits
from communekit.money import CNY, JPY, MINOR_MAX

from .book_commands import (
    LATE,
    SCRIPT,
    SOME_LIMITS,
    Close,
    Command,
    Post,
    available,
    carry_out,
    commands,
    is_refused,
    move,
    seen,
    shared,
)
from .book_opening import BookOpening
from .law import law
from .ledger import ACCOUNTS, MARCH, PARTIES, POINTS, journals, moments


class BookBoundsContract(BookOpening):
    """Laws of `BookStore` about limits, closings, range and refusals; part of `BookStoreContract`."""

    @law("refusal_is_atomic")
    @shared
    @example(asked=SCRIPT)
    @given(asked=commands())
    def test_refusal_is_atomic(self, asked: list[Command]) -> None:
        """refusal_is_atomic: what is refused, for whatever reason, leaves everything as it was."""
        store = self.fresh(SOME_LIMITS)
        for command in asked:
            ids = [entry.id for entry in command.batch] if isinstance(command, Post) else []
            before, found = seen(store), list(map(store.find, ids))
            if is_refused(carry_out(store, command)):
                assert seen(store) == before
                assert list(map(store.find, ids)) == found

    @law("refusal_is_atomic")
    def test_refused_closing_closes_nobody(self) -> None:
        """refusal_is_atomic: of parties whose books are closed together, one that cannot be keeps the others open."""
        store = self.fresh(Limits())
        store.close(["L2"], LATE)
        if is_refused(carry_out(store, Close(("L1", "L2"), MARCH))):
            assert dict(store.closings.until) == {"L2": LATE}

    @law("cap_holds")
    @shared
    @example(asked=SCRIPT)
    @given(asked=commands())
    def test_cap_holds(self, asked: list[Command]) -> None:
        """cap_holds: no balance passes its limit, whatever is asked and however it is batched."""
        store = self.fresh(SOME_LIMITS)
        for command in asked:
            carry_out(store, command)
            for account, balance in store.balances().items():
                limit = SOME_LIMITS.on(account)
                assert limit is None or limit.allows(0, balance.minor), account

    @law("cap_holds")
    def test_cap_holds_to_the_unit(self) -> None:
        """cap_holds: one unit beyond a limit is beyond it, in one step or in several, and one party's own limit counts."""
        limits = Limits((Limit("available", -5, 8), Limit("available", -2, 3, party=PartyId("L2"))))
        for party, least, most in (("L1", -5, 8), ("L2", -2, 3)):
            for batch in ([most + 1], [least - 1], [most, 1], [least, -1], [1] * (most + 1)):
                store = self.fresh(limits)
                moves = tuple(move(f"e{number}", party, minor) for number, minor in enumerate(batch))
                carry_out(store, Post(moves, None))
                assert least <= store.balance(available(party)).minor <= most

    @law("closed_stays_closed")
    @shared
    @given(journal=journals(4), later=journals(4), late=st.booleans(), until=moments())
    def test_closed_stays_closed(
        self, journal: list[Entry], later: list[Entry], late: bool, until: datetime
    ) -> None:
        """closed_stays_closed: nothing moves in a closed period; what comes late is booked after it, and says when it happened."""
        store = self.fresh(Limits())
        store.post(*journal)
        store.close(PARTIES, until)
        last = until - timedelta(microseconds=1)
        before = {account: store.balance(account, at=last) for account in ACCOUNTS[CNY]}
        told = {f"later-{entry.id}": attrs.evolve(entry, id=EntryId(f"later-{entry.id}")) for entry in later}
        for entry in told.values():
            carry_out(store, Post((entry,), LATE if late else None))
        carry_out(store, Close(PARTIES, until - timedelta(hours=1)))
        assert {account: store.balance(account, at=last) for account in ACCOUNTS[CNY]} == before
        for entry in [each for each in store.since(0) if each.id in told]:
            assert entry.at >= until
            assert entry.happened_at == told[entry.id].at
        assert all(store.closings.until[PartyId(party)] == until for party in PARTIES)

    @law("range")
    def test_range(self) -> None:
        """range: amounts are exact up to 10^15 minor units, and a balance beyond that is refused."""
        store = self.fresh(Limits())
        total = 0
        for number, minor in enumerate((2**31 - 1, 1, 2**32, 123_456_789_012_345)):
            store.post(move(f"e{number}", "L1", minor))
            total += minor
            assert store.balance(available("L1")).minor == total
        store.post(move("up to", "L1", MINOR_MAX - total))
        beyond = carry_out(store, Post((move("beyond", "L1", 1),), None))
        assert isinstance(beyond, BalanceOutOfRangeError)
        assert store.balance(available("L1")).minor == MINOR_MAX

    @law("money_never_mixes")
    def test_money_never_mixes(self) -> None:
        """money_never_mixes: what a party has of one commodity says nothing of what it has of another."""
        store = self.fresh(Limits())
        for number, commodity in enumerate((CNY, JPY, POINTS), 1):
            store.post(move(f"e{number}", "L1", number, commodity=commodity))
        for number, commodity in enumerate((CNY, JPY, POINTS), 1):
            has = store.balance(available("L1", commodity))
            assert (has.minor, has.currency) == (number, commodity)


__all__ = ["BookBoundsContract"]
