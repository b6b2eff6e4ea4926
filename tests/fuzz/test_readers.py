"""Law of readers: anything is read or refused, never anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.readers import READERS, feed


@st.composite
def torn(draw: st.DrawFn, seed: bytes) -> bytes:
    """Draw a text near a seed: parts of it cut, doubled, moved or overwritten."""
    data = seed
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        piece = draw(
            st.sampled_from((b"", data[start:end] * 2, b"\x00", b"\xff", b'"', b"-", b"9" * 40, b"[" * 40))
            | st.binary(max_size=4)
        )
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_anything_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Torn texts and plain noise: a value, or an error of ours in both languages."""
    noise = st.binary(max_size=200) | st.text(max_size=100).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
    feed(name, data.draw(st.sampled_from(READERS[name].seeds).flatmap(torn) | noise))


@pytest.mark.parametrize(
    ("name", "seed"), [(name, seed) for name, reader in READERS.items() for seed in reader.seeds]
)
def test_a_seed_is_read(name: str, seed: bytes) -> None:
    """The texts that tearing starts from are ones that the reader takes, so that it gets deep into it."""
    READERS[name].read(seed)
