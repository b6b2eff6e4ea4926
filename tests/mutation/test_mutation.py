"""The runner of mutants itself: what it draws, what it reckons, and that its explanations still speak of our code."""

from hypothesis import given
from hypothesis import strategies as st

from communekit import money
from tests.mutation.drawing import sample
from tests.mutation.report import Change, Tally, explanations, page
from tests.mutation.room import ROOMS
from tests.mutation.workshop import ROOT, undecorated

PACKAGE = ROOT / "src" / "communekit"
POPULATION = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1)


@given(counts=POPULATION, size=st.integers(0, 300), seed=st.integers(0, 9))
def test_a_sample_is_drawn_by_file(counts: dict[str, int], size: int, seed: int) -> None:
    """So many as asked for, each file its share to within one, and the same again with the same seed."""
    names = {path: [f"{path}{number}" for number in range(count)] for path, count in counts.items()}
    population = sum(counts.values())
    drawn = sample(names, size, seed)
    assert len(drawn) == (min(size, population) if size else population)
    assert drawn == sample(dict(reversed(names.items())), size, seed)
    for each in names.values():
        got = len(drawn & set(each))
        assert not size or size >= population or abs(got - size * len(each) / population) < 1


def test_the_interval_is_wilsons() -> None:
    """Nine of ten: 59.6 to 98.2 %, as in the tables; of nothing, nothing is said."""
    assert Tally(9, 1, 0).share == "90.0 %"
    assert Tally(9, 0, 1).between == "59.6 to 98.2 %"
    assert Tally(0, 0, 0).between == Tally(0, 0, 0).share == "-"


def test_every_file_of_the_rooms_is_in_one_of_them() -> None:
    """No file is mutated twice, and no room is empty."""
    paths = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")]
    for name, room in ROOMS.items():
        assert any(map(room.holds, paths)), name
    for path in paths:
        holders = [name for name, room in ROOMS.items() if room.holds(path)]
        assert len(holders) <= 1
        if path.startswith(("money/", "orders/", "ledger/")):
            assert len(holders) == 1


def test_a_property_without_its_decorator_is_one() -> None:
    """The same text comes out, decorators of other kinds stay."""
    source = (PACKAGE / "money" / "amount.py").read_text("utf-8")
    names: dict[str, object] = {"__name__": "communekit.money.amount", "__package__": money.__name__}
    exec(compile(undecorated(source), "amount.py", "exec"), names)  # our own source
    amount = names["Money"]
    assert isinstance(amount, type)
    assert isinstance(amount.__dict__["text"], property)
    assert "@property" not in undecorated(source)
    assert undecorated(source).count("@classmethod") == source.count("@classmethod")


def test_what_is_explained_still_stands_in_the_code() -> None:
    """An explanation of a line that is gone is gone, too."""
    for change, why in explanations().items():
        text = " ".join((PACKAGE / change.path).read_text("utf-8").split())
        assert " ".join(change.was.split()) in text, change
        assert change.was != change.now
        assert why


def test_a_survivor_is_told_with_its_change_and_its_reason() -> None:
    """On the page: its lines as they were and as they became."""
    diff = "--- a\n+++ b\n@@ -1 +1 @@\n-    x = 1\n+    x = 2\n"
    mutant = {"path": "src/communekit/money/a.py", "name": "a.x__1", "verdict": "survived", "diff": diff}
    assert Change.of(mutant) == Change("money/a.py", "x = 1", "x = 2")
    text = page("money", 1, {"sizes": {"src/communekit/money/a.py": 5}, "mutants": [mutant]})
    assert "1 of 5 mutants" in text
    assert "| money/a.py | 5 | 1 | 0 | 0 | 1 | 0.0 % |" in text
    assert "nobody has explained it" in text
