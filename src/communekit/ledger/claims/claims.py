"""All claims of a book, folded as entries are read."""

from collections.abc import Iterable, Iterator

from communekit.ids import EntryId
from communekit.ledger.bucket import PENDING
from communekit.ledger.entry import Entry

from .claim import Claim, Stage
from .errors import ClaimError


class Claims:
    """The claims of a book (应得明细): what each booked fact gave, and where it lies. Grows as entries are read.

    An entry that refers to a claim moves it; any other that puts an amount into `pending` founds one.

    >>> len(Claims().read([]))
    0
    """

    def __init__(self) -> None:
        self._claims: dict[EntryId, Claim] = {}
        self._about: dict[EntryId, EntryId] = {}
        """Of every other entry the claim that it is about, at first or at second hand."""

    def read(self, entries: Iterable[Entry]) -> "Claims":
        """Read entries that were posted, in the order of posting; return itself."""
        for entry in entries:
            root = None if entry.refers_to is None else self._about.get(entry.refers_to, entry.refers_to)
            about = None if root is None else self._claims.get(root)
            if about is not None:
                self._claims[about.id] = about.after(entry)
                self._about[entry.id] = about.id
            elif any(posting.account.bucket == PENDING for posting in entry.postings):
                self._claims[entry.id] = Claim.of(entry)
        return self

    def __getitem__(self, claim_id: str) -> Claim:
        """Return a claim.

        Raises:
            ClaimError: "unknown".
        """
        claim = self._claims.get(EntryId(claim_id))
        if claim is None:
            raise ClaimError(claim_id, "unknown")
        return claim

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self._claims

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims.values())

    def __len__(self) -> int:
        return len(self._claims)

    def at(self, stage: Stage) -> Iterator[Claim]:
        """Yield the claims that have come so far and still hold something, in the order of their facts' booking."""
        return (claim for claim in self if claim.stage is stage and claim.in_bucket(stage.value))


__all__ = ["Claims"]
