"""Settlement: periods closed, statements, guarantees and draws, and leaving (结算).

How a statement looks to people is in `ledger.settlement.paper`.
"""

from .close import Closing, close, end_of, last_moment, statements
from .earning import EARNING, earned
from .errors import ItemMismatchError, SettlementError, StatementError
from .exit import Exit, settle_exit
from .flow import CLAIM, HELD, Flow
from .held import Held
from .item import Item
from .movement import Line, Movement
from .nature import Nature, nature_of
from .statement import Late, Statement
from .term import ADVANCED, REPAID, TOPPED_UP, advance, repay, term_id, top_up

__all__ = [
    "ADVANCED",
    "CLAIM",
    "EARNING",
    "HELD",
    "REPAID",
    "TOPPED_UP",
    "Closing",
    "Exit",
    "Flow",
    "Held",
    "Item",
    "ItemMismatchError",
    "Late",
    "Line",
    "Movement",
    "Nature",
    "SettlementError",
    "Statement",
    "StatementError",
    "advance",
    "close",
    "earned",
    "end_of",
    "last_moment",
    "nature_of",
    "repay",
    "settle_exit",
    "statements",
    "term_id",
    "top_up",
]
