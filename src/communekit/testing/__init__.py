"""Testing: what hosts prove their own parts with (测试工具): laws, strategies, contract suites for each port. Extra `[testing]`.

`values(kind)` draws values of any public class; the modules beside draw them with what they depend on.
"""

from . import extra  # noqa: F401  # before all others: it says what is missing
from .book_store import BookStoreContract
from .engine import EngineContract
from .errors import UnknownLawError
from .event_store import EventStoreContract, events
from .law import LAWS, Law, law, laws_of
from .ledger import entries, journals, moments, postings
from .order import credits_of, orders, sales
from .parties import directories, leader_commands, leader_events
from .payout import instructions, payout_commands, payout_events
from .plan import plans
from .plan_laws import PlanContract
from .refund import refunds_of
from .runner import broken_laws
from .scenario import Given, When, given
from .split_laws import SplitContract
from .storage import StorageContract
from .value import values
from .vault import VaultContract

__all__ = [
    "LAWS",
    "BookStoreContract",
    "EngineContract",
    "EventStoreContract",
    "Given",
    "Law",
    "PlanContract",
    "SplitContract",
    "StorageContract",
    "UnknownLawError",
    "VaultContract",
    "When",
    "broken_laws",
    "credits_of",
    "directories",
    "entries",
    "events",
    "given",
    "instructions",
    "journals",
    "law",
    "laws_of",
    "leader_commands",
    "leader_events",
    "moments",
    "orders",
    "payout_commands",
    "payout_events",
    "plans",
    "postings",
    "refunds_of",
    "sales",
    "values",
]
