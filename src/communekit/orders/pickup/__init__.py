"""Pick-up (自提): from what was bought to what is in the member's hands, without chores.

Purchasing totals, arrival receipts and pick lists are plain folds of orders (`purchasing`, `ArrivalReceipt`,
`pick_lists`); a pick-up's life is a decider (`PICKUP_LIFE`), so is a slot's (`SLOT_LIFE`). Codes follow from a secret of
the host's, shortages become refunds to the fen. No clock, no names, nothing saved.
"""

from .arrival import ArrivalLine, ArrivalReceipt, losses_of
from .batch import Redeemed, Redemption, redeem_all
from .code import PickupCode, pickup_code
from .code_book import CodeBook, IssuedPickupCode
from .code_form import CodeForm
from .command import (
    Arrive,
    Cancel,
    Confirm,
    EndRefund,
    MarkMissed,
    Open,
    OpenRefund,
    PickupCommand,
    Redeem,
    SettleShortage,
    Undo,
)
from .counted import Loss, Taken
from .decider import PICKUP_LIFE
from .due_line import DueLine, due_lines
from .errors import (
    InvalidPickupCodeError,
    InvalidPickupError,
    NoFreePickupCodeError,
    PickupCodeTakenError,
    PickupRefusedError,
    SlotRefusedError,
    UnknownPickupCodeError,
)
from .event import (
    PICKUP_EVENTS,
    PickupArrived,
    PickupCancelled,
    PickupConfirmed,
    PickupEvent,
    PickupHandedOver,
    PickupMissed,
    PickupOpened,
    PickupReady,
    PickupRefundEnded,
    PickupRefundOpened,
    PickupUndone,
    ShortageSettled,
)
from .hand_over import Arrival, HandOver, Missed, RefundHold, Settled, Undone
from .hours import Opening, OpeningHours
from .paper import Sheet, arrival_sheet, pick_sheet, purchasing_sheet
from .pick_list import PickList, PickLists, Unlisted, pick_lists
from .pickup import Awaited, Pickup, PickupLine
from .point import PickupPoint
from .purchasing import PurchaseTotal, purchasing
from .shortage import Lack, Shortage, missed_refund, shortage_refund, shortages
from .slot import Slot
from .slot_booking import (
    SLOT_LIFE,
    BookSlot,
    ReleaseSlot,
    SlotBooked,
    SlotCommand,
    SlotEvent,
    SlotReleased,
    SlotUse,
)
from .state import (
    Closed,
    Collected,
    NoShow,
    NotOpened,
    PartlyCollected,
    PickupStanding,
    PickupState,
    Ready,
    Waiting,
)
from .terms import UNDO_MAX, PickupTerms, Staff, Way, WhenMissed

__all__ = [
    "PICKUP_EVENTS",
    "PICKUP_LIFE",
    "SLOT_LIFE",
    "UNDO_MAX",
    "Arrival",
    "ArrivalLine",
    "ArrivalReceipt",
    "Arrive",
    "Awaited",
    "BookSlot",
    "Cancel",
    "Closed",
    "CodeBook",
    "CodeForm",
    "Collected",
    "Confirm",
    "DueLine",
    "EndRefund",
    "HandOver",
    "InvalidPickupCodeError",
    "InvalidPickupError",
    "IssuedPickupCode",
    "Lack",
    "Loss",
    "MarkMissed",
    "Missed",
    "NoFreePickupCodeError",
    "NoShow",
    "NotOpened",
    "Open",
    "OpenRefund",
    "Opening",
    "OpeningHours",
    "PartlyCollected",
    "PickList",
    "PickLists",
    "Pickup",
    "PickupArrived",
    "PickupCancelled",
    "PickupCode",
    "PickupCodeTakenError",
    "PickupCommand",
    "PickupConfirmed",
    "PickupEvent",
    "PickupHandedOver",
    "PickupLine",
    "PickupMissed",
    "PickupOpened",
    "PickupPoint",
    "PickupReady",
    "PickupRefundEnded",
    "PickupRefundOpened",
    "PickupRefusedError",
    "PickupStanding",
    "PickupState",
    "PickupTerms",
    "PickupUndone",
    "PurchaseTotal",
    "Ready",
    "Redeem",
    "Redeemed",
    "Redemption",
    "RefundHold",
    "ReleaseSlot",
    "SettleShortage",
    "Settled",
    "Sheet",
    "Shortage",
    "ShortageSettled",
    "Slot",
    "SlotBooked",
    "SlotCommand",
    "SlotEvent",
    "SlotRefusedError",
    "SlotReleased",
    "SlotUse",
    "Staff",
    "Taken",
    "Undo",
    "Undone",
    "UnknownPickupCodeError",
    "Unlisted",
    "Waiting",
    "Way",
    "WhenMissed",
    "arrival_sheet",
    "due_lines",
    "losses_of",
    "missed_refund",
    "pick_lists",
    "pick_sheet",
    "pickup_code",
    "purchasing",
    "purchasing_sheet",
    "redeem_all",
    "shortage_refund",
    "shortages",
]
