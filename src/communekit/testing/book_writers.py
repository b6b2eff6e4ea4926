"""The laws of a book among many writers (并发契约): whoever writes at the same time, they hold."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from communekit.ledger import STRICT, BookStore, Entry, Limits

from .at_once import at_once
from .book_commands import Post, available, carry_out, folded, is_refused, move, sums
from .book_opening import BookOpening
from .law import law
from .ledger import MARCH

WRITERS = 8
FACTS = tuple(move(f"e{number}", f"L{number % 3}", 1 + number) for number in range(24))


class BookWritersContract(BookOpening):
    """Laws of `BookStore` that only many writers at once can break; part of `BookStoreContract`."""

    @law("same_key_once")
    def test_many_writers(self) -> None:
        """same_key_once: many tell the same facts at the same time; each is taken once."""
        store = self.fresh(Limits())
        posted = at_once(WRITERS, lambda number: store.post(FACTS[number // 3]), range(72))
        taken = sorted(entry.id for each in posted for entry in each)
        assert taken == sorted(fact.id for fact in FACTS)

    @law("conservation")
    def test_conservation_among_writers(self) -> None:
        """conservation: many write at the same time, and all balances add up to zero."""
        assert sums(self._written()) == {}

    @law("balance_is_fold")
    def test_balance_is_fold_among_writers(self) -> None:
        """balance_is_fold: no update is lost, whoever else writes to the same accounts."""
        store = self._written()
        expected = folded(list(store.since(0)))
        assert {account: money.minor for account, money in store.balances().items()} == expected

    @law("log_order")
    def test_log_order_among_writers(self) -> None:
        """log_order: a reader who follows while others write misses nothing and sees nothing twice."""
        store, read = self.fresh(Limits()), list[Entry]()
        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [pool.submit(store.post, fact) for fact in FACTS]
            while not all(each.done() for each in writing):
                read += store.since(len(read))
        for each in writing:
            each.result()
        read += store.since(len(read))
        assert [entry.id for entry in read] == [entry.id for entry in store.since(0)]
        assert sorted(entry.id for entry in read) == sorted(fact.id for fact in FACTS)

    @law("cap_holds")
    def test_limits_hold_among_writers(self) -> None:
        """cap_holds: of many who want the last of an amount, exactly as many get it as there is for."""
        store = self.fresh(STRICT)
        store.post(move("funds", "L1", 10))
        outcomes = self._all_at_once(store, [move(f"take-{number}", "L1", -3) for number in range(16)])
        assert sum(not is_refused(outcome) for outcome in outcomes) == 3

    @law("closed_stays_closed")
    def test_closing_waits_for_whoever_posts(self) -> None:
        """closed_stays_closed: what is posted while books are closed is in time or refused; once closed, nothing moves."""
        store, account = self.fresh(Limits()), available("L1")
        until = MARCH + timedelta(hours=1)

        def close() -> int:
            store.close(["L1"], until)
            return store.balance(account, at=MARCH).minor

        with ThreadPoolExecutor(WRITERS) as pool:
            early = [pool.submit(carry_out, store, Post((fact,), None)) for fact in _early(24)]
            closing = pool.submit(close)
            early += [pool.submit(carry_out, store, Post((fact,), None)) for fact in _early(24, start=24)]
        for each in early:
            each.result()
        assert store.balance(account, at=MARCH).minor == closing.result()

    def _written(self) -> BookStore:
        """Return a book that many have written to at once."""
        store = self.fresh(Limits())
        self._all_at_once(store, FACTS)
        return store

    def _all_at_once(self, store: BookStore, facts: Sequence[Entry]) -> list[object]:
        return at_once(WRITERS, lambda fact: carry_out(store, Post((fact,), None)), facts)


def _early(many: int, *, start: int = 0) -> list[Entry]:
    return [move(f"e{number}", "L1", 1) for number in range(start, start + many)]


__all__ = ["BookWritersContract"]
