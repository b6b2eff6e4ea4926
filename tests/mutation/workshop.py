"""A copy of the project in which mutmut may work, with what it needs to know."""

import ast
import shutil
from pathlib import Path

from .room import Room

ROOT = Path(__file__).parents[2]
READS_SOURCES = ("tests/commission/test_problem.py",)
"""Tests that read the text of the sources: where many mutants stand in one file they cannot be right."""
CONFIG = """
[tool.mutmut]
source_paths = ["src/communekit"]
only_mutate = [{files}]
also_copy = ["conftest.py"]
pytest_add_cli_args_test_selection = [{tests}]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist", {ignored}]
timeout_multiplier = 6.0
timeout_constant = 2.0
use_setproctitle = false
process_isolation = "forkserver"
forkserver_warmup = "collect"
"""


def prepare(folder: Path, room: Room, only: str) -> None:
    """Lay out a fresh copy of sources and tests in the folder, set up for the files of a room.

    Properties are written without their decorator, `total = property(total)`: mutmut leaves decorated ones alone.
    """
    shutil.rmtree(folder, ignore_errors=True)
    without_caches = shutil.ignore_patterns("__pycache__")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=without_caches)
    shutil.copy(ROOT / "conftest.py", folder)
    package = folder / "src" / "communekit"
    paths = [path.relative_to(package).as_posix() for path in package.rglob("*.py")]
    files = sorted(path for path in paths if room.holds(path) and Path(path).match(only))
    for path in files:
        source = package / path
        source.write_text(undecorated(source.read_text("utf-8")), "utf-8")
    config = CONFIG.format(
        files=", ".join(f'"src/communekit/{path}"' for path in files),
        tests=", ".join(f'"{path}"' for path in room.tests),
        ignored=", ".join(f'"--ignore={path}"' for path in READS_SOURCES),
    )
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(project + config, "utf-8")


def undecorated(source: str) -> str:
    """Return source with each `@property` said after its function instead."""
    lines = source.split("\n")
    found = [
        (node, node.decorator_list[0].lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and [ast.unparse(one) for one in node.decorator_list] == ["property"]
    ]
    for node, decorated in sorted(found, key=lambda each: -each[1]):
        last = node.end_lineno or node.lineno
        lines.insert(last, f"{' ' * node.col_offset}{node.name} = property({node.name})")
        del lines[decorated - 1]
    return "\n".join(lines)


__all__ = ["prepare", "undecorated"]
