"""The laws of events among many writers (并发契约): whoever appends at the same time, they hold."""

from concurrent.futures import ThreadPoolExecutor

from communekit.storage import Appended, Recorded

from .at_once import at_once
from .event_opening import EventOpening, appended, paid
from .law import law

WRITERS = 8
FACTS = tuple((f"order/A{number % 4}", f"k{number}", paid(str(number))) for number in range(24))


class EventWritersContract(EventOpening):
    """Laws of `EventStore` that only many writers at once can break; part of `EventStoreContract`."""

    @law("same_key_once")
    def test_many_writers(self) -> None:
        """same_key_once: many tell the same facts at the same time; each is new once, and stands once."""
        store = self.fresh()

        def tell(number: int) -> Appended:
            stream, key, event = FACTS[number // 3]
            return store.append(stream, [event], key=key)

        told = at_once(WRITERS, tell, range(72))
        assert sum(each.is_new for each in told) == 24
        assert sorted(one.key for one in store.since(0)) == sorted(key for _, key, _ in FACTS)

    @law("log_order")
    def test_log_order_among_writers(self) -> None:
        """log_order: a reader who follows while others append misses nothing and sees nothing twice; no number is left out."""
        store, read = self.fresh(), list[Recorded]()
        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [
                pool.submit(store.append, stream, [event], key=key, expected=None)
                for stream, key, event in FACTS
            ]
            while not all(each.done() for each in writing):
                read += store.since(len(read))
        for each in writing:
            each.result()
        read += store.since(len(read))
        assert [one.position for one in read] == list(range(24))
        assert sorted(one.key for one in read) == sorted(key for _, key, _ in FACTS)
        for stream in {stream for stream, _, _ in FACTS}:
            assert [one.version for one in store.load(stream)] == list(range(6))

    @law("no_lost_update")
    def test_one_of_many_who_expect_the_same(self) -> None:
        """no_lost_update: of many who expect the same version at the same time, exactly one writes."""
        store = self.fresh()

        def tell(number: int) -> bool:
            return isinstance(appended(store, "order/A1", [paid(str(number))], f"k{number}", 0), Appended)

        assert sum(at_once(WRITERS, tell, range(16))) == 1
        assert len(store) == 1


__all__ = ["EventWritersContract"]
