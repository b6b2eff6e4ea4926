"""Progress (进度): one line on a terminal that is drawn over; nothing at all in a pipe."""

from typing import Final, TextIO

BAR_CHARACTERS: Final = 30


class Progress:
    """A bar on a stream, if that is a terminal.

    >>> import io
    >>> silent = Progress(io.StringIO())
    >>> silent.show("settling", 10, 100)
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_shown = stream.isatty()
        self._width = 0

    def show(self, what: str, done: int, whole: int = 0) -> None:
        """Draw how far something is: a bar where the whole is known, else the count."""
        if not self._is_shown:
            return
        if whole:
            part = min(done, whole) * BAR_CHARACTERS // whole
            bar = "█" * part + "░" * (BAR_CHARACTERS - part)
            text = f"{what} {bar} {min(done, whole) * 100 // whole:3d} %  {done:,}/{whole:,}"
        else:
            text = f"{what} {done:,}"
        self._draw(text)

    def clear(self) -> None:
        """Wipe the line."""
        if self._is_shown and self._width:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()
            self._width = 0

    def _draw(self, text: str) -> None:
        self._stream.write(f"\r{text.ljust(self._width)}")
        self._stream.flush()
        self._width = len(text)


__all__ = ["Progress"]
