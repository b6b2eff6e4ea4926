"""The house stands: floors, front doors, errors, and nothing brought in by the back door."""

import ast
import importlib
import inspect
import pickle
import pkgutil
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
from importlinter.cli import lint_imports

import communekit
from communekit.errors import CommunekitError

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "communekit"

PORCH = {"cli", "community"}
"""Where files, clocks and settings are read: nowhere below."""

CORE = {"attr", "attrs", "babel", "cattr", "cattrs", "communekit", "dateutil", "six", "typing_extensions"}
"""What importing the library may load, beside the standard library (tzdata is data)."""

WITH_EXTRAS = ("communekit.storage.sql", "communekit.testing")
"""What needs an extra to be imported."""

IMPURE_MODULES = {
    "getpass", "io", "locale", "logging", "os", "pathlib", "platform", "random", "secrets", "shutil", "socket",
    "subprocess", "tempfile", "time", "urllib", "uuid",
}  # fmt: skip
IMPURE_NAMES = {"open", "print", "input", "breakpoint"}
IMPURE_ATTRIBUTES = {"environ", "getenv", "now", "read_bytes", "read_text", "today", "utcnow"}

EXACT_ROOMS = {"money", "ledger", "orders", "commission", "groupbuy", "loyalty"}
"""Where an amount is never near a float."""


def files(*, below_porch: bool = False) -> list[Path]:
    """Return the source files, in a stable order."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not (below_porch and path.relative_to(SOURCE).parts[0].removesuffix(".py") in (*PORCH, "storage"))
    ]


def shown(path: Path) -> str:
    """Return a path as a test id."""
    return path.relative_to(SOURCE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import and return every module of the library, except those that run when imported."""
    names = (info.name for info in pkgutil.walk_packages(communekit.__path__, "communekit."))
    return (communekit, *(importlib.import_module(name) for name in names if not name.endswith("__main__")))


def packages() -> list[ModuleType]:
    """Return the front doors."""
    return [module for module in modules() if hasattr(module, "__path__")]


def errors() -> list[type[CommunekitError]]:
    """Return every error class, each from the module that defines it."""
    return [
        value
        for module in modules()
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, CommunekitError)
        and value.__module__ == module.__name__
    ]


def placeholders(template: str) -> set[str]:
    """Return the fields that a sentence names."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def name_of(value: Any) -> str:
    """Return the full name of a class or module, as a test id."""
    return f"{value.__module__}.{value.__qualname__}" if inspect.isclass(value) else str(value.__name__)


def test_imports_point_down(capsys: pytest.CaptureFixture[str]) -> None:
    """Every package has its floor, imports point down, and rooms on one floor are strangers."""
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def sort_key(name: str) -> tuple[int, str]:
    """Order names as the linter does: CONSTANTS, Classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


@pytest.mark.parametrize("package", packages(), ids=name_of)
def test_front_door_is_sorted_and_complete(package: ModuleType) -> None:
    """What a front door lets in is exactly what `__all__` says, in order, and exists."""
    bound = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }
    stated = list(package.__all__)
    assert stated == sorted(set(stated), key=sort_key)
    assert set(stated) - {"__version__"} == bound


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_stated_names_exist(module: ModuleType) -> None:
    """A module that states its public names has them all."""
    missing = [name for name in getattr(module, "__all__", ()) if not hasattr(module, name)]
    assert not missing


def test_importing_loads_the_core_dependencies_alone() -> None:
    """A room costs nothing but itself: no data frames, no test tools, no database; those come with their extras."""
    names = [module.__name__ for module in modules() if not module.__name__.startswith(WITH_EXTRAS)]
    script = (
        "import importlib, sys\n"
        "before = set(sys.modules)\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(ran.stdout.split()) - sys.stdlib_module_names - CORE
    assert {name for name in loaded if not name.startswith("_sysconfigdata")} == set()


def impurities(path: Path) -> Iterator[str]:
    """Yield what in a file would make the same call answer differently tomorrow or elsewhere."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=names):
                found = [alias.name for alias in names if alias.name.partition(".")[0] in IMPURE_MODULES]
            case ast.ImportFrom(module=str(module), level=0) if module.partition(".")[0] in IMPURE_MODULES:
                found = [module]
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_NAMES:
                found = [name]
            case ast.Attribute(attr=name) if name in IMPURE_ATTRIBUTES:
                found = [name]
            case _:
                continue
        yield from (f"line {node.lineno}: {name}" for name in found)


@pytest.mark.parametrize("path", files(below_porch=True), ids=shown)
def test_no_clock_environment_chance_or_file_below_the_porch(path: Path) -> None:
    """Time, settings, ids and files come in as arguments; only storage waits and draws lots, to try again."""
    assert list(impurities(path)) == []


def floats(path: Path) -> Iterator[str]:
    """Yield where a file makes a float or declares one. Refusing one (`isinstance(x, float)`) is not making it."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Constant(value=float(value)):
                yield f"line {node.lineno}: {value}"
            case ast.Call(func=ast.Name(id="float")):
                yield f"line {node.lineno}: float(...)"
            case ast.arg(annotation=ast.expr() as said) | ast.AnnAssign(annotation=said):
                yield from floats_in(said)
            case ast.FunctionDef(returns=ast.expr() as said):
                yield from floats_in(said)
            case _:
                continue


def floats_in(annotation: ast.expr) -> Iterator[str]:
    """Yield the floats that an annotation speaks of."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name) and node.id == "float":
            yield f"line {node.lineno}: float"


@pytest.mark.parametrize(
    "path", [path for path in files() if path.relative_to(SOURCE).parts[0] in EXACT_ROOMS], ids=shown
)
def test_no_float_near_money(path: Path) -> None:
    """Amounts, rates and shares are integers and fractions from the door to the ledger."""
    assert list(floats(path)) == []


def test_error_codes_are_unique() -> None:
    """A code names one mistake, for ever."""
    codes: dict[str, list[str]] = {}
    for error in errors():
        codes.setdefault(error.code, []).append(name_of(error))
    assert {code: names for code, names in codes.items() if len(names) > 1} == {}


@pytest.mark.parametrize("error", errors(), ids=name_of)
def test_error_speaks_both_languages(error: type[CommunekitError]) -> None:
    """An error has its own code and a sentence in English and in Chinese that name the same fields."""
    assert error.__name__.endswith("Error")
    assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", error.code)
    assert "code" in vars(error)
    assert set(error.texts) == {"en", "zh"}
    fields = {field.name for field in attrs.fields(error)}
    for template in error.texts.values():
        assert placeholders(template) <= fields, template
    assert placeholders(error.texts["en"]) == placeholders(error.texts["zh"])
    assert re.search(r"[\u4e00-\u9fff]", error.texts["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", error.texts["en"])


@pytest.mark.parametrize("error", errors(), ids=name_of)
def test_error_survives_pickling(error: type[CommunekitError]) -> None:
    """An error that crosses a process arrives with its fields: they are positional."""
    refused = error(*("x" for field in attrs.fields(error) if field.init))
    arrived = pickle.loads(pickle.dumps(refused))
    assert type(arrived) is error
    assert arrived.args == refused.args


@pytest.mark.parametrize("package", packages(), ids=name_of)
def test_front_door_shows_its_errors(package: ModuleType) -> None:
    """Whoever calls a room can catch what it refuses with: its errors stand at its front door."""
    if package is communekit:
        return
    own = {error.__name__ for error in errors() if error.__module__ == f"{package.__name__}.errors"}
    assert own <= set(package.__all__)


def undocumented(path: Path) -> Iterator[str]:
    """Yield the public modules, classes, functions and methods of a file that say nothing of themselves."""
    module = tree(path)
    if not ast.get_docstring(module):
        yield "the module"
    owners: list[ast.Module | ast.ClassDef] = [module]
    owners += [
        node for node in module.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    for owner in owners:
        for node in owner.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
                continue
            marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
            if not ast.get_docstring(node) and not marks & {"overload", "override", "setter"}:
                yield f"line {node.lineno}: {node.name}"


@pytest.mark.parametrize("path", files(), ids=shown)
def test_everything_public_says_what_it_is(path: Path) -> None:
    """Every public module, class, function and method has a docstring."""
    assert list(undocumented(path)) == []


@pytest.mark.parametrize("path", files(), ids=shown)
def test_file_can_be_read_in_one_sitting(path: Path) -> None:
    """A file is at most 300 lines, and is named after what it holds."""
    assert path.stem not in {"common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= 300


def test_docs_have_the_same_tree_in_both_languages() -> None:
    """Every page stands in English and in Chinese."""
    pages = {
        language: {
            path.relative_to(ROOT / "docs" / language) for path in (ROOT / "docs" / language).rglob("*.md")
        }
        for language in ("en", "zh")
    }
    assert pages["en"] == pages["zh"]


def test_version_is_said_once() -> None:
    """The package and its metadata agree on the version; the types are marked as public."""
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert communekit.__version__ == metadata["project"]["version"]
    assert (SOURCE / "py.typed").exists()
