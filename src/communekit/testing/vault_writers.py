"""The laws of a vault among many (并发契约): whoever reads, writes and erases at the same time, they hold."""

from concurrent.futures import Future, ThreadPoolExecutor

from communekit.storage import ErasedPersonError, Held, Kept

from .at_once import at_once
from .law import law
from .ledger import MARCH
from .vault_model import do
from .vault_opening import VaultOpening


class VaultWritersContract(VaultOpening):
    """Laws of `Vault` that only several at once can break; part of `VaultContract`."""

    @law("erasure")
    def test_many_writers(self) -> None:
        """erasure: whoever writes while a person is erased is in time and erased, or refused: nothing is left."""
        vault = self.fresh()

        def put(number: int) -> object:
            fields: dict[str, Held | None] = {f"f{number % 5}": Held(f"text {number}")}
            return do(vault, ("put", "m-1", fields, Kept(MARCH, "rule"), MARCH))

        with ThreadPoolExecutor(6) as pool:
            writers = [pool.submit(put, number) for number in range(20)]
            erasing = pool.submit(vault.erase, "m-1", at=MARCH)
            writers += [pool.submit(put, number) for number in range(20)]
            assert {writer.result() for writer in writers} <= {None, ErasedPersonError}
            erasing.result()
        assert vault.get("m-1") is None
        assert vault.export("m-1")["fields"] == {}

    @law("written_together")
    def test_readers_see_one_state(self) -> None:
        """written_together: whoever reads while a text is replaced sees the old or the new; while a person is erased, the data or nothing."""
        vault = self.fresh()
        vault.put("m-1", {"name": "n"}, at=MARCH)

        def write(number: int) -> None:
            vault.put("m-1", {"name": f"n{number}"}, at=MARCH)

        def read() -> str | None:
            person = vault.get("m-1")
            return None if person is None else str(person.text("name"))[0]

        with ThreadPoolExecutor(4) as pool:
            writing: list[Future[object]] = [pool.submit(write, number) for number in range(15)]
            while not all(each.done() for each in writing):
                assert read() == "n"
            writing.append(pool.submit(vault.erase, "m-1", at=MARCH))
            while not writing[-1].done():
                assert read() in {"n", None}
        for each in writing:
            each.result()
        assert read() is None

    @law("no_lost_update")
    def test_writers_of_one_person_lose_nothing(self) -> None:
        """no_lost_update: fields that are put at the same time are all there, and can be read."""
        vault = self.fresh()
        at_once(
            6, lambda number: vault.put("m-1", {f"f{number}": "x", "name": f"n{number}"}, at=MARCH), range(18)
        )
        person = vault.get("m-1")
        assert person is not None
        assert set(person.fields) == {"name", *(f"f{number}" for number in range(18))}


__all__ = ["VaultWritersContract"]
