"""A vault as plainly as can be (个人信息库模型): what every vault is held against."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import PartyId
from communekit.period import instant_text
from communekit.storage import (
    ErasedPersonError,
    Erasure,
    FieldKeptError,
    Held,
    Kept,
    UnknownFieldError,
    Vault,
)

from .ledger import MARCH

PARTIES: Final = ("m-1", "m-2")
FIELDS: Final = ("name", "phone", "deal.a1.address")
Row = tuple[str, str, datetime, Kept | None]
Step = tuple[str, str, dict[str, Held | None], Kept, datetime]


def _moments() -> st.SearchStrategy[datetime]:
    return st.integers(0, 12).map(lambda hours: MARCH + timedelta(hours=hours))


def _kept() -> st.SearchStrategy[Kept]:
    return st.builds(Kept, _moments(), st.sampled_from(("rule one", "rule two")))


def steps() -> st.SearchStrategy[list[Step]]:
    """Draw what is asked of a vault."""
    words = st.sampled_from(("put", "put", "put", "keep", "erase", "erase_due"))
    texts = st.text("ab9é丽𠮷🥬", min_size=1, max_size=5)
    held = st.builds(Held, texts, st.sampled_from(("service", "delivery")), st.none() | _kept())
    fields = st.dictionaries(st.sampled_from(FIELDS), st.none() | held, max_size=3)
    return st.lists(
        st.tuples(words, st.sampled_from(PARTIES), fields, _kept(), _moments()), min_size=3, max_size=12
    )


class Model:
    """What a vault does, as plainly as can be: rows in a dict, and the moments of erasure."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self.erased: dict[str, datetime] = {}

    def of(self, party: str) -> dict[str, Row]:
        """Return the rows of a party."""
        return {name: row for (whose, name), row in sorted(self.rows.items()) if whose == party}

    def put(self, party: str, fields: Mapping[str, Held | None], at: datetime) -> object:
        """Hold, replace or take away, or refuse."""
        if party in self.erased:
            return ErasedPersonError
        mine = self.of(party)
        for name, held in fields.items():
            kept = mine[name][3] if name in mine else None
            if held is None and kept is not None and kept.until > at:
                return FieldKeptError
            if held is None:
                mine.pop(name, None)
                continue
            longest = [each for each in (held.kept, kept) if each is not None]
            kept = max(longest, key=lambda each: each.until, default=None)
            mine[name] = (held.text, held.purpose, at, kept)
        self.rows = {key: row for key, row in self.rows.items() if key[0] != party}
        self.rows |= {(party, name): row for name, row in mine.items()}
        return None

    def keep(self, party: str, fields: Iterable[str], kept: Kept) -> object:
        """Keep longer, or refuse."""
        if party in self.erased:
            return ErasedPersonError
        mine = self.of(party)
        if not set(fields) <= mine.keys():
            return UnknownFieldError
        for name in fields:
            text, purpose, since, before = mine[name]
            if before is None or kept.until >= before.until:
                self.rows[party, name] = (text, purpose, since, kept)
        return None

    def erase(self, party: str, at: datetime) -> object:
        """Erase what nothing keeps."""
        self.erased.setdefault(party, at)
        mine = self.of(party)
        kept = {name: row[3] for name, row in mine.items() if row[3] is not None and row[3].until > at}
        for name in mine.keys() - kept.keys():
            del self.rows[party, name]
        return Erasure(PartyId(party), at, tuple(sorted(mine.keys() - kept.keys())), kept)

    def due(self, at: datetime) -> list[str]:
        """Return the erased of whom something may go."""
        rows = self.rows.items()
        return sorted(
            {
                party
                for (party, _), (_, _, _, kept) in rows
                if party in self.erased and kept is not None and kept.until <= at
            }
        )

    def do(self, step: Step) -> object:
        """Return what a step leads to."""
        match step:
            case "put", party, fields, _, at:
                return self.put(party, fields, at)
            case "keep", party, fields, kept, _:
                return self.keep(party, fields, kept)
            case "erase", party, _, _, at:
                return self.erase(party, at)
            case _:
                return tuple(self.erase(party, step[4]) for party in self.due(step[4]))


def do(vault: Vault, step: Step) -> object:
    """Do a step, and return the outcome: a refusal by its class."""
    try:
        match step:
            case "put", party, fields, _, at:
                vault.put(party, fields, at=at)
            case "keep", party, fields, kept, _:
                vault.keep(party, fields, kept)
            case "erase", party, _, _, at:
                return vault.erase(party, at=at)
            case _:
                return vault.erase_due(at=step[4])
    except CommunekitError as refused:
        return type(refused)
    return None


def exported(party: str, rows: Mapping[str, Row], erased_at: datetime | None) -> dict[str, object]:
    """Return what an export says."""
    return {
        "type": "vault.person",
        "version": 1,
        "party": party,
        "erased_at": None if erased_at is None else instant_text(erased_at),
        "fields": {
            name: {
                "text": text,
                "purpose": purpose,
                "since": instant_text(since),
                "kept_until": None if kept is None else instant_text(kept.until),
                "kept_by": None if kept is None else kept.source,
            }
            for name, (text, purpose, since, kept) in rows.items()
        },
    }


__all__ = ["PARTIES", "Model", "Row", "Step", "do", "exported", "steps"]
