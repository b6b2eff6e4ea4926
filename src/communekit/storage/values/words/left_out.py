"""What has no word (不存档的类型), and why: public classes that are not kept as values."""

from collections.abc import Mapping
from typing import Final

from communekit import attribution
from communekit.attribution import bonds, codes, guards, models
from communekit.commission import (
    AssessedLine,
    Assessment,
    Earned,
    Earners,
    ExplainedLine,
    ExplainedRefund,
    Explanation,
    Fact,
    Finding,
    Ladder,
    LeftOut,
    NotEarned,
    Reversal,
    ReversedLine,
    Run,
    Subject,
    TakenBack,
    WorstCase,
)
from communekit.groupbuy import allocation, campaign, rounds
from communekit.ledger import Book, BookReader, BookStore, Cashier
from communekit.ledger.claims import Claims
from communekit.ledger.payout import Payables
from communekit.ledger.settlement import Closing
from communekit.ledger.tax import Withholding
from communekit.orders import Purchases, pickup

_RECORD: Final = (
    "write_assessment keeps it without plan and order, and read_assessment puts them together again"
)
_AGAIN: Final = "reverse makes it again from the assessment and the refund, which are kept"
_TOLD: Final = "told anew from the assessment, which is kept"
_LINTED: Final = "worked out anew from the plan, which is kept"
_FOLD: Final = "folded from entries, which are kept"
_GATHERED: Final = "gathered from facts, which are kept"
_OF_BONDS: Final = "worked out anew from the facts of bonds, which are kept"
_PORT: Final = "a port; what stands behind it is kept where it is a value"
_FUNCTION: Final = "holds a function of the host's; the guards of this package are kept one by one"
_SIGNS: Final = "holds a secret, which is not kept beside what it signs"
_MODEL: Final = "a way to count, named in the host's own code; nothing that is booked follows from it"
_COUNTED: Final = "counted anew from touches and orders, which are kept"
_ALLOCATED: Final = "allocated anew from bookings, which are kept"
_OF_CAMPAIGN: Final = "folded from the events of a campaign, which are kept"
_PLACED: Final = "placed anew from rounds, standing orders and bookings, which are kept"
_PAPER: Final = "made anew from what is due, which is kept"
_SERVICE: Final = "does things, and holds what others keep"

LEFT_OUT: Final[Mapping[type, str]] = {
    AssessedLine: _RECORD,
    Assessment: _RECORD,
    Reversal: _AGAIN,
    ReversedLine: _AGAIN,
    Earned: _TOLD,
    ExplainedLine: _TOLD,
    ExplainedRefund: _TOLD,
    Explanation: _TOLD,
    NotEarned: _TOLD,
    TakenBack: _TOLD,
    Finding: _LINTED,
    Ladder: _LINTED,
    WorstCase: _LINTED,
    LeftOut: "carries an error; its code and order are what is told",
    Run: "assesses while it is read",
    Earners: "gathered from assessments, which are kept",
    Fact: "compares into a condition, so that no two are equal; the condition is kept",
    Subject: "a word to write conditions with; the condition is kept",
    Purchases: "an index over orders, which are kept",
    pickup.PickList: _PAPER,
    pickup.PickLists: _PAPER,
    pickup.Redeemed: "carries an error; its events are kept, and its code and order are what is told",
    pickup.Redemption: "carries errors; the events and states of its codes are kept",
    pickup.Sheet: _PAPER,
    Book: "a journal of entries, which `BookStore` keeps; see `write_entry`",
    Closing: "a book and its statements; each of them is kept by itself",
    Claims: _FOLD,
    Payables: _FOLD,
    Cashier: _SERVICE,
    BookReader: _SERVICE,
    BookStore: _SERVICE,
    Withholding: "a port; the policies behind it are kept",
    attribution.Attributions: "a book of attributions; each of them is kept by itself",
    attribution.BondsAsOf: _PORT,
    attribution.Facts: _GATHERED,
    attribution.LeaderLives: "an index over the events of leaders, which are kept",
    attribution.LeadersAsOf: _PORT,
    attribution.NotAttributed: "carries an error; its code and order are what is told",
    attribution.StandingBond: _PORT,
    attribution.TiedBond: "read off a tie, which is kept",
    attribution.TiedBonds: "an index over ties, which are kept",
    bonds.BondChange: _OF_BONDS,
    bonds.Bonds: _OF_BONDS,
    bonds.Holding: _OF_BONDS,
    bonds.LeaderRecord: "an index over the events of leaders, which are kept",
    bonds.Others: _PORT,
    codes.CodeBook: _SIGNS,
    codes.Keyring: _SIGNS,
    codes.SigningKey: _SIGNS,
    allocation.Allocation: _ALLOCATED,
    allocation.CaseFilling: _ALLOCATED,
    allocation.Portion: _ALLOCATED,
    campaign.Draft: _OF_CAMPAIGN,
    campaign.Live: _OF_CAMPAIGN,
    campaign.SeatMoved: _OF_CAMPAIGN,
    campaign.Progress: _OF_CAMPAIGN,
    campaign.Rung: _OF_CAMPAIGN,
    campaign.Shelf: _OF_CAMPAIGN,
    campaign.Taken: _OF_CAMPAIGN,
    rounds.PlacedLine: _PLACED,
    rounds.Placement: _PLACED,
    rounds.PurchaseList: "worked out anew from a round and its bookings, which are kept",
    rounds.RoundPreview: _PLACED,
    guards.Facts: _GATHERED,
    guards.Guard: _PORT,
    guards.GuardPolicy: _FUNCTION,
    guards.GuardRule: _FUNCTION,
    guards.OwnGuard: _FUNCTION,
    guards.Verdict: "judged anew from findings and decisions, which are kept",
    **dict.fromkeys(
        (
            models.CoalitionShapley,
            models.CollapseRepeats,
            models.CustomModel,
            models.EndBonus,
            models.FirstTouch,
            models.KeepLast,
            models.LastN,
            models.LastNonDirect,
            models.LastTouch,
            models.Linear,
            models.Markov,
            models.MarkovPerJourney,
            models.Model,
            models.OverwriteIfSoon,
            models.Position,
            models.RankDecay,
            models.Remove,
            models.RemoveTailUnlessAll,
            models.RemoveUnlessAll,
            models.ShaoLi,
            models.Shapley,
            models.TimeDecay,
            models.Transform,
        ),
        _MODEL,
    ),
    **dict.fromkeys(
        (
            models.Coalition,
            models.Comparison,
            models.Counts,
            models.CreditReport,
            models.Journey,
            models.Journeys,
            models.RemovalEffects,
            models.Unattributed,
        ),
        _COUNTED,
    ),
}
"""Each public class that is no value to be kept, with the reason."""

__all__ = ["LEFT_OUT"]
