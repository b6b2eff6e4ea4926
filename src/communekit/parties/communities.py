"""Several communities side by side (多社区), none of which can see into another."""

from collections.abc import Iterable

import attrs

from communekit.ids import distinct

from .directory import Directory
from .errors import InvalidPartyError, UnknownPartyError


def _directories(given: Iterable[Directory]) -> tuple[Directory, ...]:
    return tuple(given)


@attrs.frozen
class Communities:
    """The directories of several communities (多社区), reached only by the community's id.

    Ids are compared within a community only: two communities may each have a leader "L1".

    Errors: `InvalidIdError` when two communities have the same or look-alike ids.

    >>> Communities((Directory("riverside"), Directory("hillside"))).of("hillside").community
    'hillside'
    """

    directories: tuple[Directory, ...] = attrs.field(default=(), converter=_directories)

    def __attrs_post_init__(self) -> None:
        for directory in self.directories:
            if not isinstance(directory, Directory):
                raise InvalidPartyError("directory", directory, "kind")
        distinct((directory.community for directory in self.directories), what="community id")

    def of(self, community: str) -> Directory:
        """Return the directory of a community.

        Errors: `UnknownPartyError`.
        """
        for directory in self.directories:
            if directory.community == community:
                return directory
        raise UnknownPartyError("community", community)


__all__ = ["Communities"]
