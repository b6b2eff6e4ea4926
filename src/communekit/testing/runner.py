"""The runner (契约运行器): which laws does something break? It runs the checks of a contract, without pytest.

It is what canaries are held against: something that is broken on purpose must break its laws, and no others.
"""

from collections.abc import Callable, Iterator
from inspect import signature
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, errors, settings

from .law import laws_of

EXAMPLES: Final = 20
"""How many examples of each check are drawn: few, and the same ones each time."""

Checked = Callable[[], object]

_MISTAKES: Final = (errors.InvalidArgument, errors.Unsatisfiable, NotImplementedError)
"""What says that a check is written wrongly, not that a law is broken."""


def checks_of(contract: object) -> Iterator[tuple[tuple[str, ...], Checked]]:
    """Yield the checks of a contract that carry laws, each with its slugs, by name.

    Raises:
        TypeError: A check waits for fixtures; the runner has none.
    """
    for name in sorted(dir(type(contract))):
        check = getattr(contract, name) if name.startswith("test_") else None
        if check is not None and (slugs := laws_of(check)):
            signature(check).bind()
            yield slugs, check


def broken_laws(contract: object, *, examples: int = EXAMPLES) -> frozenset[str]:
    """Return the slugs of the laws that a contract finds broken (违反的规律).

    Each check runs once; one that draws examples draws few, the same ones each time, and keeps none. A check that fails,
    by whatever error, breaks all the laws that it carries.

    Args:
        contract: An instance of a contract, such as a subclass of `BookStoreContract`.
        examples: How many examples a check draws.

    Raises:
        TypeError: A check waits for fixtures.
        NotImplementedError: The contract does not say yet what is to be checked.

    >>> from communekit.storage import MemoryBook
    >>> from communekit.testing import BookStoreContract
    >>> class Memory(BookStoreContract):
    ...     def open(self, community, limits):
    ...         return MemoryBook(limits)
    >>> sorted(broken_laws(Memory(), examples=2))
    []
    """
    return frozenset(
        slug for slugs, check in checks_of(contract) if not _holds(check, examples) for slug in slugs
    )


def _holds(check: Checked, examples: int) -> bool:
    try:
        _run(check, examples)
    except pytest.skip.Exception:
        return True
    except _MISTAKES:
        raise
    except (Exception, pytest.fail.Exception):  # noqa: BLE001  # whatever a broken thing does
        return False
    return True


def _run(check: Checked, examples: int) -> None:
    """Run a check; one that draws, with settings of our own in the place of its own for so long."""
    drawing: Any = getattr(check, "__func__", check)
    if not hasattr(drawing, "hypothesis"):
        check()
        return
    # `settings` refuses a second time what carries some already, and has no other way to stand in for a while.
    own = drawing._hypothesis_internal_use_settings  # noqa: SLF001
    drawing._hypothesis_internal_use_settings = settings(  # noqa: SLF001
        own,
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        check()
    finally:
        drawing._hypothesis_internal_use_settings = own  # noqa: SLF001


__all__ = ["EXAMPLES", "broken_laws", "checks_of"]
