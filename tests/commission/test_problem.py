"""Problems: every reason why a plan or a condition is refused is said in Chinese, too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import communekit
from communekit.commission import InvalidConditionError, InvalidPlanError
from communekit.commission.problem import IN_CHINESE, OF_CONDITIONS

SOURCE = Path(communekit.__file__).parent


def problems(error: str, place: int) -> Iterator[str]:
    """Yield the problems that the source names in raising an error, and in the lists of faults of tables."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=args) if name == error and len(args) > place:
                    yield from said(args[place])
                case ast.FunctionDef(name="_faults"):
                    for inner in ast.walk(node):
                        if error == "InvalidPlanError" and isinstance(inner, ast.Yield):
                            assert isinstance(inner.value, ast.Tuple)
                            yield from said(inner.value.elts[1])
                case _:
                    continue


def said(node: ast.expr) -> Iterator[str]:
    """Yield the words of an expression; what is not a plain word stands for itself."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from said(one)
            yield from said(other)
        case ast.Name():
            return  # a loop over faults, which are read where they are stated
        case _:
            yield ast.unparse(node)


def test_every_problem_of_a_plan_is_said_in_chinese() -> None:
    """What the source says in English is in the table, and nothing else is."""
    assert set(problems("InvalidPlanError", 1)) == set(IN_CHINESE)


def test_every_problem_of_a_condition_is_said_in_both() -> None:
    """One word for programs, a sentence in each language for people."""
    assert set(problems("InvalidConditionError", 0)) == set(OF_CONDITIONS)


def test_the_languages_do_not_mix() -> None:
    """A Chinese sentence has no English but the words of the plan itself."""
    for english, chinese in IN_CHINESE.items():
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert not re.search(r"[\u4e00-\u9fff]", english)
        assert InvalidPlanError("x", english).text("zh_CN") == f"方案在 x 处无效：{chinese}"
    for word, texts in OF_CONDITIONS.items():
        assert texts["zh"] in InvalidConditionError(word, "x").text("zh")
        assert texts["en"] in InvalidConditionError(word, "x").text("fr")


def test_a_problem_of_a_host_stands_as_it_is() -> None:
    """A phrase that the table does not know is shown as it was given."""
    assert InvalidPlanError("x", "too blue", 5).text("zh") == "方案在 x 处无效：too blue（5）"
    assert InvalidConditionError("too_blue", "x").text("en").startswith("not a condition (too_blue)")
