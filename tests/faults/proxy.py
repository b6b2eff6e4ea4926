"""A proxy before PostgreSQL (代理) that cuts a connection where it is told to: just before, at or after a COMMIT, or elsewhere."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import Lock, Thread

from sqlalchemy.engine import make_url


class Cut(Enum):
    """Where a connection is cut (断开位置)."""

    BEFORE = "the COMMIT never arrives"
    DURING = "the COMMIT is on its way"
    AFTER = "the COMMIT is done, its answer is dropped"
    ELSEWHERE = "at any other message"


class Proxy:
    """A listener on the loopback that passes on to a server's socket (代理)."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = Lock()
        self._where: Cut | None = None
        self._skip = 0
        self.made: list[Cut] = []
        """Where it has cut connections so far."""
        Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where to connect."""
        port = self._listener.getsockname()[1]
        return f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres?sslmode=disable&gssencmode=disable"

    def cut(self, where: Cut | None, *, skip: int = 0) -> None:
        """Cut the next connection that comes to this place, after so many messages that could be it."""
        with self._lock:
            self._where, self._skip = where, skip

    def close(self) -> None:
        """Accept no more."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                Link(self, client, server).start()

    def turn(self, message: bytes) -> Cut | None:
        """Say whether a message of a client's is where the connection is cut."""
        commits = message[:1] == b"Q" and message[5:].startswith(b"COMMIT")
        with self._lock:
            where = self._where
            if where is None or commits is (where is Cut.ELSEWHERE):
                return None
            self._skip -= 1
            if self._skip >= 0:
                return None
            self._where = None
            self.made.append(where)
            return where


class Link:
    """One connection through the proxy."""

    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket) -> None:
        self._proxy, self._client, self._server = proxy, client, server
        self._mute = False

    def start(self) -> None:
        """Pass on in both directions."""
        for passing in (self._upwards, self._downwards):
            Thread(target=passing, daemon=True).start()

    def _upwards(self) -> None:
        with suppress(OSError):
            for message in messages(self._client):
                where = self._proxy.turn(message)
                if where in {Cut.BEFORE, Cut.ELSEWHERE}:
                    break
                self._mute = where is Cut.AFTER
                self._server.sendall(message)
                if where is Cut.DURING:
                    break
        self._hang_up()

    def _downwards(self) -> None:
        with suppress(OSError):
            while (data := self._server.recv(65_536)) and not self._mute:
                self._client.sendall(data)
        self._hang_up()

    def _hang_up(self) -> None:
        for end in (self._client, self._server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def messages(client: socket.socket) -> Iterator[bytes]:
    """Yield a client's messages: the first has no letter before its length."""
    with client.makefile("rb") as stream:
        letter = b""
        while len(size := stream.read(4)) == 4:
            yield letter + size + stream.read(int.from_bytes(size) - 4)
            letter = stream.read(1)


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """Give a proxy before a server that listens on a socket in a folder."""
    folder = make_url(url).query["host"]
    proxy = Proxy(f"{folder}/.s.PGSQL.5432")
    try:
        yield proxy
    finally:
        proxy.close()


__all__ = ["Cut", "Proxy", "proxied"]
