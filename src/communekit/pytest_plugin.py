"""The pytest plugin (pytest 插件): which laws did a run check, and by how many tests? `pytest --communekit-laws`.

pytest loads it in every run where communekit is installed, so it loads nothing itself; it stands beside
`communekit.testing` rather than in it, for that front door brings hypothesis and the rooms. The tests of a law are those that
carry it (`@communekit.testing.law`), those marked `@pytest.mark.law("...")`, and those that are named after it (`test_conservation`).
"""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

OPTION: Final = "--communekit-laws"
PROPERTY: Final = "communekit_law"
CARRIED: Final = "communekit_laws"
"""Under which a check carries its laws: the same word as in `communekit.testing.law`."""


def pytest_addoption(parser: "pytest.Parser") -> None:
    """Bring the option."""
    group = parser.getgroup("communekit")
    group.addoption(OPTION, action="store_true", help="list the laws of communekit that the tests checked")


def pytest_configure(config: "pytest.Config") -> None:
    """Bring the marker, and let failing contracts show what they compared."""
    config.addinivalue_line("markers", "law(*slugs): the laws of communekit that a test is about")
    if "communekit.testing" not in sys.modules:
        import pytest  # noqa: PLC0415  # it is there already; only whoever imports this without pytest lacks it

        pytest.register_assert_rewrite("communekit.testing")


def pytest_itemcollected(item: "pytest.Item") -> None:
    """Mark a test that carries laws, so that `-m law` selects it; note its laws where they are to be listed."""
    carried: tuple[str, ...] = getattr(getattr(item, "function", None), CARRIED, ())
    if carried:
        import pytest  # noqa: PLC0415  # likewise

        item.add_marker(pytest.mark.law(*carried))
    if item.config.getoption(OPTION):
        item.user_properties += [(PROPERTY, slug) for slug in dict.fromkeys(_laws_of(item))]


def _laws_of(item: "pytest.Item") -> Iterator[str]:
    """Yield the laws that a test is about.

    Raises:
        UsageError: There is no such law.
    """
    import pytest  # noqa: PLC0415  # likewise

    from communekit.testing import LAWS  # noqa: PLC0415  # only where laws are listed

    for mark in item.iter_markers("law"):
        for slug in mark.args:
            if slug not in LAWS:
                raise pytest.UsageError(f"{item.nodeid}: there is no law {slug!r}")
            yield slug
    named = getattr(item, "originalname", item.name).removeprefix("test_")
    if named in LAWS:
        yield named


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """List the laws, each with how many tests checked it and how many of them failed."""
    if not terminalreporter.config.getoption(OPTION):
        return
    from communekit.testing import LAWS  # noqa: PLC0415  # only where laws are listed

    checked, failed = Counter[str](), Counter[str]()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call" and report.outcome != "skipped":
                slugs = [value for name, value in report.user_properties if name == PROPERTY]
                checked.update(slugs)
                failed.update(slugs if report.failed else ())
    terminalreporter.section("laws of communekit")
    width = max(map(len, LAWS))
    for slug in LAWS:
        if checked[slug]:
            tests = f"{checked[slug]} test{'s' if checked[slug] > 1 else ''}"
            told = f"{slug:<{width}}  {tests}{f', {failed[slug]} failed' if failed[slug] else ''}"
            terminalreporter.write_line(told, red=bool(failed[slug]))
    terminalreporter.write_line(f"{len(checked)} of {len(LAWS)} laws were checked")
