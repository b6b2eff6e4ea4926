"""A host's own model (自定义模型): a function, held to what every model promises."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

import attrs

from .errors import InvalidSharesError
from .journey import Path
from .rule import Parts, RuleModel

Share = int | Fraction


@attrs.frozen
class CustomModel(RuleModel):
    """A rule model made of a function (自定义归因模型): the channels of a journey in, a share for each touch out.

    Shares are whole numbers or fractions, none below zero, that add up to exactly 1; floats are not. The function is
    asked once for each distinct path, so the same path must always give the same.

    Errors: `InvalidSharesError` when it is used: not one share for each touch, or not the whole.

    >>> from communekit.attribution.models import Journey
    >>> second = CustomModel("second", lambda path: [int(place == min(1, len(path) - 1)) for place in range(len(path))])
    >>> second.credit_of(Journey(("a", "b", "c")))
    (Fraction(0, 1), Fraction(1, 1), Fraction(0, 1))
    """

    name: str
    share: Callable[[Path], Sequence[Share]] = attrs.field(repr=False)

    def parts(self, path: Path) -> Parts:
        """Ask the function, and hold its answer to the promise."""
        shares = tuple(self.share(path))
        if len(shares) != len(path):
            raise self._refused("length", path, "")
        if any(type(share) is not int and not isinstance(share, Fraction) for share in shares):
            raise self._refused("type", path, "")
        total = sum(shares, Fraction(0))
        if min(shares) < 0:
            raise self._refused("negative", path, str(total))
        if total != 1:
            raise self._refused("total", path, str(total))
        common = lcm(*(share.denominator for share in shares))
        return tuple((place, int(share * common)) for place, share in enumerate(shares) if share), common

    def _refused(self, problem: str, path: Path, total: str) -> InvalidSharesError:
        return InvalidSharesError(self.name, problem, len(path), total)


__all__ = ["CustomModel"]
