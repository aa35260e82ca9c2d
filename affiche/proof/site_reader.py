"""A site as it was posted, read from a folder or from its address; what answers may be broken, slow or a lie."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urljoin, urlsplit

from affiche.confined import Kind, RefusedError, Root
from affiche.problems import AfficheError, UnknownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPConnection

PATIENCE = 30.0
"""Seconds that a server may take for one file, from the first byte to the last."""
PATIENCE_IN_ALL = 3600.0
"""Seconds that it may take for all of them."""
FOUND, MISSING, MOVED = 200, frozenset({404, 410}), frozenset({301, 302, 303, 307, 308})
REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}


class AnswerError(Exception):
    """What answers is not a file of a site; the message is a clause that says what it is instead."""


class PostedSite(Protocol):
    """Reads what is posted."""

    place: str
    """As a person named it, without a slash at the end."""
    led_to: str | None
    """The path of the site at which the last file was read, if the server redirected to it."""

    def read(self, path: str, most: int) -> bytes | None:
        """Return the file at a path of the site, None where there is none; AnswerError for anything else."""

    def listed(self) -> Iterator[str]:
        """Name every file that is there, where that can be known."""


@contextmanager
def posted_site(place: str) -> Iterator[PostedSite]:
    """Give what reads the site in a folder or at an address."""
    if place.lower().startswith(("https://", "http://")):
        server = _Server(place)
        try:
            yield server
        finally:
            server.close()
        return
    if not place or "\0" in place or not Path(place).is_dir():
        raise UnknownError(f"there is no folder {place!r}: name the site by its folder or its address.")
    yield _Folder(place)


class _Folder:
    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.led_to: str | None = None
        self._files = Root(Path(place))

    def read(self, path: str, most: int) -> bytes | None:
        name = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
        try:
            if self._files.size(name) > most:
                raise AnswerError(_too_large(most))
            return self._files.read(name)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except RefusedError as error:
            raise AnswerError(f"this {error.strerror}") from None

    def listed(self) -> Iterator[str]:
        folders = ["."]
        while folders:
            folder = folders.pop()
            for name in self._files.names(folder):
                path = name if folder == "." else f"{folder}/{name}"
                if self._files.kind(path) is Kind.FOLDER:
                    folders.append(path)
                else:
                    yield path


class _Server:
    """Asks one server, over one connection, and follows no redirect away from it."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.led_to: str | None = None
        try:
            parts = urlsplit(self.place)
            self._base = (parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme])
        except ValueError:
            self._base = ("", "", 0)
        if not self._base[1] or any(not sign.isprintable() or sign.isspace() for sign in place):
            raise UnknownError(f"{place!r} is not an address: write it as https://legal.example.com.")
        self._until = time.monotonic() + PATIENCE_IN_ALL
        self._connection: HTTPConnection | None = None
        self._connected: tuple[str, str, int] | None = None

    def listed(self) -> Iterator[str]:
        return iter(())

    def read(self, path: str, most: int) -> bytes | None:
        address, self.led_to = self.place + quote(path), None
        for _ in range(REDIRECTS + 1):
            status, location, data = self._answer(address, most)
            if status == FOUND:
                return data
            if status in MISSING:
                return None
            if status not in MOVED:
                raise AnswerError(f"the server returns {status} instead of this file")
            address = self._moved(address, location)
            self.led_to = urlsplit(address).path.removeprefix(urlsplit(self.place).path)
        raise AnswerError(f"the server redirects more than {REDIRECTS} times")

    def _moved(self, address: str, location: str) -> str:
        try:
            parts = urlsplit(moved := urljoin(address, location))
            new = (parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme))
        except ValueError:
            raise AnswerError("the server redirects to something that is not an address") from None
        scheme, host, port = self._base
        secure = ("https", host, 443) if (scheme, port) == ("http", 80) else None
        if new not in {self._base, secure} or not moved.isascii() or not moved.isprintable():
            raise AnswerError("the server redirects to another site")
        return moved

    def _answer(self, address: str, most: int) -> tuple[int, str, bytes]:
        from http.client import HTTPException

        was_open = self._connection is not None
        try:
            return self._asked(address, most)
        except TimeoutError:
            self.close()
            raise AnswerError(_too_slow()) from None
        except (HTTPException, OSError, ValueError) as error:
            self.close()
            if was_open and isinstance(error, ConnectionError):  # it closed a connection that it had kept
                return self._answer(address, most)
            raise AnswerError(
                f"the server’s answer cannot be read: {type(error).__name__} {error}".rstrip()
            ) from None

    def _asked(self, address: str, most: int) -> tuple[int, str, bytes]:
        parts = urlsplit(address)
        connection = self._connect(parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme])
        with self._in_time(connection):
            asked = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", asked, headers={"User-Agent": "affiche verify"})
            answer = connection.getresponse()
            data = answer.read(most + 1) if answer.status == FOUND else b""
        if answer.length or answer.status != FOUND:  # what was not read is in the way of the next answer
            self.close()
        if len(data) > most:
            raise AnswerError(_too_large(most))
        if answer.length:
            raise AnswerError("the server’s answer ends before it is whole")
        return answer.status, answer.headers.get("Location") or "", data

    def _connect(self, scheme: str, host: str, port: int) -> HTTPConnection:
        from http.client import HTTPConnection, HTTPSConnection

        if self._connection is None or self._connected != (scheme, host, port):
            self.close()
            kind = HTTPSConnection if scheme == "https" else HTTPConnection
            connection = kind(host, port, timeout=PATIENCE)
            try:
                connection.connect()
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or error
                raise AfficheError(f"{scheme}://{host}:{port} cannot be reached: {reason}.") from None
            self._connection, self._connected = connection, (scheme, host, port)
        return self._connection

    def close(self) -> None:
        """Close the connection, where one is open."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @contextmanager
    def _in_time(self, connection: HTTPConnection) -> Iterator[None]:
        """Cut the connection when the time is up, as a server that sends a byte now and then never times out."""
        is_late = threading.Event()
        remaining = self._until - time.monotonic()
        if remaining <= 0:
            raise AnswerError("the server is so slow that this file was not asked for")
        sock = connection.sock

        def cut() -> None:
            is_late.set()
            with suppress(OSError):
                sock.shutdown(2)

        timer = threading.Timer(min(PATIENCE, remaining), cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception:
            if not is_late.is_set():
                raise
        finally:
            timer.cancel()
        if is_late.is_set():
            self.close()
            raise AnswerError(_too_slow())


def _too_large(most: int) -> str:
    return f"this is larger than {most:,} bytes, far more than was built"


def _too_slow() -> str:
    return f"the server did not send this file within {PATIENCE:.0f} seconds"
