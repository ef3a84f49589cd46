"""Local HTTP server for a built site: static files, and server-sent events that reload open pages."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import unquote, urlsplit


class LiveState:
    """The number of the last good build and the problems of the last failed one; safe for threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._build = 0
        self._problems: tuple[str, ...] = ()
        self._closed = False

    @property
    def build(self) -> int:
        """The number of good builds since the start."""
        with self._changed:
            return self._build

    @property
    def is_closed(self) -> bool:
        """True once the server is about to end."""
        with self._changed:
            return self._closed

    def record_success(self) -> None:
        """A new site is in place: open pages load it."""
        self._change(self._build + 1, ())

    def record_failure(self, problems: tuple[str, ...]) -> None:
        """The last good site stays: open pages show the problems, one a line."""
        self._change(self._build, problems)

    def close(self) -> None:
        """Ends every `wait`."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def to_message(self) -> str:
        """The state as JSON for the pages: `build` and `problems`."""
        with self._changed:
            return json.dumps({"build": self._build, "problems": self._problems})

    def wait(self, known: str, timeout: float) -> str:
        """The message once it differs from `known`, or `known` after `timeout` seconds or at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.to_message() != known, timeout)
            return self.to_message()

    def _change(self, build: int, problems: tuple[str, ...]) -> None:
        with self._changed:
            self._build, self._problems = build, problems
            self._changed.notify_all()


HOST = "127.0.0.1"
EVENTS = "/__trustpages__/reload"
SCRIPT = "/__trustpages__/reload.js"

# A table of our own: `mimetypes` reads that of the system, which differs between machines.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".yml": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
}
_NOTHING_YET = b"<!doctype html><title>Nothing here</title><body><p>There is nothing here yet.</p></body>\n"
_UNKNOWN_TYPE = "application/octet-stream"
_LONGEST_NAME = 200
_KEEP_ALIVE = 15.0  # seconds; only by writing does the server notice that a browser has closed the connection


class LiveServer(ThreadingHTTPServer):
    """Serves `folder` at `address`; raises OSError where the port cannot be had."""

    daemon_threads = True  # a browser that keeps its event stream open must not keep the process alive

    def __init__(self, folder: Path, port: int, state: LiveState) -> None:
        super().__init__((HOST, port), partial(_Handler, folder=folder, state=state))
        self.address = f"http://{HOST}:{self.server_port}/"

    def close(self) -> None:
        """Frees the port."""
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Prints nothing: browsers close connections in the middle of a response all the time."""


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, state: LiveState) -> None:
        self._folder, self._state = folder, state
        super().__init__(*args)

    def do_GET(self) -> None:
        """A file, the reload script, or the stream of build events."""
        path = unquote(urlsplit(self.path).path)
        if not self._is_for_this_server():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This server answers for 127.0.0.1 only.\n")
        elif path == EVENTS:
            self._send_events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, files(__package__).joinpath("reload.js").read_bytes(), ".js")
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        """The headers of the same response."""
        self.do_GET()

    def log_message(self, *args: Any) -> None:
        """Prints nothing: commentary is about builds, not requests."""

    def _is_for_this_server(self) -> bool:
        """False for a foreign host name that resolves to this machine (DNS rebinding), whose pages could read it."""
        port = self.server.server_port
        return self.headers.get("Host", "") in (f"{HOST}:{port}", f"localhost:{port}")

    def _send_file(self, path: str) -> None:
        file = self._folder.joinpath(*path.split("/")[1:]) if _stays_inside(path) else None
        if file is not None and file.is_dir() and not path.endswith("/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", location=urlsplit(self.path).path + "/")
            return
        if file is not None and path.endswith("/"):
            file = file / "index.html"
        if file is not None and (content := self._read(file)) is not None:
            self._send(HTTPStatus.OK, content, file.suffix)
        elif (page := self._read(self._folder / "404.html")) is not None:
            self._send(HTTPStatus.NOT_FOUND, page, ".html")
        else:
            self._send(HTTPStatus.NOT_FOUND, _NOTHING_YET, ".html")

    def _read(self, file: Path) -> bytes | None:
        """The file's bytes; None unless it is a file inside the folder after links are resolved."""
        try:
            inside = file.resolve().is_relative_to(self._folder.resolve())
            return file.read_bytes() if inside and file.is_file() else None
        except OSError:
            return None

    def _send(self, status: HTTPStatus, content: bytes, suffix: str = ".txt", location: str | None = None) -> None:
        if suffix == ".html":  # the file on the disk stays as it will be published
            tag = f'<script src="{SCRIPT}" data-build="{self._state.build}"></script>'
            head, end, tail = content.rpartition(b"</body>")
            content = head + tag.encode("ascii") + end + tail
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(suffix.lower(), _UNKNOWN_TYPE))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")  # else a reload may show the page from before the build
        self.send_header("X-Content-Type-Options", "nosniff")
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        """The state now and after each change, as server-sent events, until either side ends."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        known = ""
        while not self._state.is_closed:
            message = self._state.wait(known, _KEEP_ALIVE)
            self.wfile.write(f"data: {message}\n\n".encode() if message != known else b": still here\n\n")
            known = message


def _stays_inside(path: str) -> bool:
    return all(
        part not in (".", "..") and "\\" not in part and "\0" not in part and len(part) <= _LONGEST_NAME
        for part in path.split("/")
    )
