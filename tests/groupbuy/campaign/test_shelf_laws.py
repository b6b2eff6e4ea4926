"""Laws of shelves (持久映射): a shelf is a map, and what was put in later never changes an older one."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.campaign import Shelf

PUTS = st.lists(st.tuples(st.integers(-600, 600) | st.text(max_size=2), st.integers()), max_size=40)


@given(PUTS)
def test_shelf_is_a_map(puts: list[tuple[int | str, int]]) -> None:
    """It holds what a dict holds after the same puts, in no promised order."""
    shelf: Shelf[int | str, int] = Shelf()
    plain: dict[int | str, int] = {}
    for key, value in puts:
        shelf, plain[key] = shelf.put(key, value), value
    assert dict(shelf.items()) == plain
    assert len(shelf) == len(plain)
    assert all(shelf.get(key) == value for key, value in plain.items())
    assert shelf.get("nowhere") is None


@given(PUTS)
def test_older_shelves_never_change(puts: list[tuple[int | str, int]]) -> None:
    """Each version holds for ever what it held when it was made."""
    versions: list[Shelf[int | str, int]] = [Shelf()]
    plain: list[dict[int | str, int]] = [{}]
    for key, value in puts:
        versions.append(versions[-1].put(key, value))
        plain.append({**plain[-1], key: value})
    assert [dict(shelf.items()) for shelf in versions] == plain
    assert [len(shelf) for shelf in versions] == [len(held) for held in plain]


@given(PUTS, st.randoms())
def test_shelves_are_equal_by_content(puts: list[tuple[int | str, int]], random: Random) -> None:
    """The order of putting shows nowhere."""
    content = list(dict(puts).items())
    shuffled = content.copy()
    random.shuffle(shuffled)
    one: Shelf[int | str, int] = Shelf()
    other: Shelf[int | str, int] = Shelf()
    for key, value in content:
        one = one.put(key, value)
    for key, value in shuffled:
        other = other.put(key, value)
    assert one == other
    assert one != other.put("another", 1)
    assert one != dict(content)
