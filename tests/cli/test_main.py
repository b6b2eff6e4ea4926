"""The command line: exit codes, one clear sentence in two languages, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from communekit import __version__
from communekit.cli import main
from tests.cli.desk import Desk, sale, text_of


def refused(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """Return the one sentence with which a command is refused."""
    assert main(typed) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("communekit: ")
    assert printed.err.count("\n") == 1
    return printed.err.removeprefix("communekit: ").rstrip("\n")


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """`communekit --version` says which."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"communekit {__version__}\n"


@pytest.mark.parametrize("command", [[], ["settle"], ["lint"], ["explain"], ["simulate"]])
@pytest.mark.parametrize(("locale", "word"), [("en_GB.UTF-8", "plan"), ("zh_CN.UTF-8", "方案")])
def test_help_speaks_the_language_of_the_terminal(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    locale: str,
    word: str,
) -> None:
    """Every command has help, in English and Chinese."""
    monkeypatch.setenv("LC_ALL", locale)
    assert main([*command, "--help"]) == 0
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed", [["--locale", "zh", "settle"], ["settle", "--locale", "zh"], ["--locale=zh"]]
)
def test_whole_help_is_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    """What argparse adds is in Chinese, too, wherever the language is asked for."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main([*typed, "--help"]) == 0
    told = capsys.readouterr().out
    for word in ("用法：", "参数：", "选项：", "显示本帮助并退出"):
        assert word in told
    for word in ("usage", "arguments", "options", "show this"):
        assert word not in told


def test_language_is_asked_for_before_or_after_the_command(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both places count; of two the later one, which stands with the command."""
    plan = str(desk.plan)
    for typed in (["--locale", "zh", "lint", plan], ["lint", plan, "--locale", "zh"]):
        assert main(typed) == 0
        assert "没有生效期" in capsys.readouterr().out
    assert main(["--locale", "zh", "lint", plan, "--locale", "en"]) == 0
    assert capsys.readouterr().out.isascii()
    assert "不在可选范围内" in refused(capsys, "--locale", "zh", "setle")


def test_nothing_typed_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command there is help, and wrong use."""
    assert main([]) == 2
    assert "settle" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        (["settle", "p.toml"], "the following arguments are required", "缺少参数"),
        (["settle", "p", "o", "--columns", "c", "--out"], "expected one argument", "需要一个值"),
        (["lint", "p.toml", "--jsonn"], "unrecognized arguments: --jsonn", "无法识别的参数：--jsonn"),
        (["setle"], "invalid choice", "不在可选范围内"),
        (["lint", "p.toml", "--locale", "fr"], "invalid choice: 'fr'", "不在可选范围内"),
    ],
)
def test_wrong_use_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: list[str],
    english: str,
    chinese: str,
) -> None:
    """What was typed wrongly is named, in the language of the terminal."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert english in refused(capsys, *typed)
    if "--locale" not in typed:
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        assert chinese in refused(capsys, *typed)


def test_files_that_are_not_there_are_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Plan, map and orders: which of them is missing is said."""
    orders = desk.write("orders.csv", text_of([sale()]))
    for missing in (desk.plan, desk.columns, orders):
        gone = missing.with_suffix(".gone.toml" if missing.suffix == ".toml" else ".gone.csv")
        typed = [str(gone) if word == str(missing) else word for word in desk.arguments(orders)]
        assert refused(capsys, *typed) == f"cannot work with {gone}: there is no such file"
    assert not desk.out.exists()


def test_folder_is_no_file(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder where a file is meant is refused."""
    assert "not a plain file" in refused(capsys, *desk.arguments(desk.folder))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("orders.xlsx", b"PK", "its name ends in none of .csv"),
        ("orders.csv", b"", "it has no header line"),
        ("orders.csv", b"order,product\n", "it has no column quantity"),
        (
            "orders.csv",
            b"Order,product,quantity,price,member,store,time\n",
            "it has no column order (Order?)",
        ),
        (
            "orders.csv",
            b"order,order,product,quantity,price,member,store,time\n",
            "its header names order twice",
        ),
        ("orders.csv.gz", b"order,product", "damaged or cut off"),
    ],
)
def test_orders_that_cannot_be_read_are_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], name: str, content: bytes, sentence: str
) -> None:
    """Of another kind, without a header, without a column that the map names: refused, and nothing written."""
    assert sentence in refused(capsys, *desk.arguments(desk.write(name, content)))
    assert not desk.out.exists()


def test_file_given_twice_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The same file twice would pay twice."""
    file = desk.write("orders.csv", text_of([sale()]))
    assert "given twice" in refused(capsys, *desk.arguments(file, file.parent / "." / file.name))


PLANS = {
    "unknown key": (
        '[plan]\nid = "x"\nversion = 1\ncurrency = "CNY"\nresidul = "store"\n',
        "did you mean residual",
    ),
    "not TOML": ("[plan", "plan.toml: "),
    "nested": ("x = " + "[" * 5_000, "plan.toml: "),
    "too large": ("# " + "x" * 70_000, "at most 65536"),
    "nan": ('[plan]\nid = "x"\nversion = 1\ncurrency = "CNY"\nresidual = "store"\nx = nan\n', "plan.toml: "),
    "no encoding": (b"\xff\xfe\x00", "not UTF-8"),
}


@pytest.mark.parametrize(("document", "sentence"), PLANS.values(), ids=PLANS)
def test_plan_that_cannot_be_read_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], document: str | bytes, sentence: str
) -> None:
    """The file and the reason are said, in English and in Chinese; nothing is written."""
    desk.write("plan.toml", document)
    file = desk.write("orders.csv", text_of([sale()]))
    typed = desk.arguments(file)
    assert sentence in refused(capsys, *typed)
    chinese = refused(capsys, *typed[:-1], "zh")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert not desk.out.exists()


def test_plan_of_no_known_kind_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Plans are TOML or JSON."""
    assert ".toml, .json" in refused(capsys, "lint", str(desk.write("plan.yaml", "x")), "--locale", "en")


def test_map_that_cannot_be_read_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The place in the map is said."""
    desk.write("columns.toml", '[columns]\nordr = "x"\n')
    file = desk.write("orders.csv", text_of([sale()]))
    assert "in columns.toml: columns: unknown key ordr" in refused(capsys, *desk.arguments(file))


def test_results_that_cannot_be_written_are_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A file stands where the folder should."""
    file = desk.write("orders.csv", text_of([sale()]))
    assert "not a folder" in refused(capsys, *desk.arguments(file, out=file))


def test_interrupted_run_ends_quietly(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C: no traceback, no results, exit code 130."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("communekit.cli.settle.survey", interrupt)
    file = desk.write("orders.csv", text_of([sale()]))
    assert main(desk.arguments(file)) == 130
    assert capsys.readouterr().err == ""
    assert not desk.out.exists()


@pytest.mark.parametrize("more", [[], ["--json"], ["--help"]])
def test_terminal_that_knows_no_chinese_still_shows_something(desk: Desk, more: list[str]) -> None:
    """Letters that cannot be shown become question marks, JSON is escaped; nothing is a traceback."""
    plan = desk.write("greedy.toml", desk.plan.read_text("utf-8").replace('share = "1/3"', 'share = "99%"'))
    ran = subprocess.run(
        [sys.executable, "-m", "communekit.cli", "lint", str(plan), "--locale", "zh", *more],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert ran.stderr == ""
    assert ran.returncode == (0 if more == ["--help"] else 1)
    assert ran.stdout.isascii()
    if more == ["--json"]:
        assert json.loads(ran.stdout)["errors"] is True


def test_module_runs_as_a_program(desk: Desk) -> None:
    """`python -m communekit.cli` settles, silent on stderr in a pipe."""
    file = desk.write("orders.csv", text_of([sale()]))
    ran = subprocess.run(
        [sys.executable, "-m", "communekit.cli", *desk.arguments(file), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    assert '"unbalanced_minor": 0' in ran.stdout
    assert Path(desk.out / "report.html").exists()
