"""What a store sees (门店视角): its own orders in full, and what it earns and owes."""

from communekit.community import settling
from communekit.community.desk import Desk
from communekit.community.errors import NotHereError
from communekit.community.order_file import OrderFile
from communekit.storage import place

from .party import PartyView


class StoreView(PartyView):
    """What a store sees (门店视角): all that happened to its own orders, and what is its own of the book."""

    def orders(self) -> tuple[OrderFile, ...]:
        """Return the files of the store's orders (订单档案), in the order in which they were told."""

        def read(desk: Desk) -> tuple[OrderFile, ...]:
            files = settling.orders(desk, tag=place("party", self.party))
            return tuple(file for file in files if file.order.store == self.party)

        return self._read(read)

    def order(self, order: str) -> OrderFile:
        """Return the file of one of them.

        Raises:
            NotHereError: No such order, or another store's.
        """

        def read(desk: Desk) -> OrderFile:
            file = desk.order(order)
            if file.paid is None or file.order.store != self.party:
                raise NotHereError("order", order)
            return file

        return self._read(read)


__all__ = ["StoreView"]
