"""A built site over http, as a good host sends it: compressed, and with the strictest policy that it may send."""

from __future__ import annotations

import gzip
import sys
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'"


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if self.path.partition("?")[0].endswith("/") else file
        if "gzip" not in self.headers.get("Accept-Encoding", "") or not page.is_file():
            return super().send_head()
        content = gzip.compress(page.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(page))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def log_message(self, *_: object) -> None:
        pass


class _StrictHost(_Host):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(
            sys.exc_info()[1], ConnectionError
        ):  # as when a browser goes on before all has come
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, *, is_strict: bool = True) -> Iterator[str]:
    """Serve a folder on this machine alone, and give its address."""
    handler = _StrictHost if is_strict else _Host
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
