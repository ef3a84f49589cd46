"""A folder of files behind a web server, and the system's browser."""

from __future__ import annotations

import functools
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

_PARTS = re.compile(r":\w+|\*|[^:*]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """The headers that a host is asked for below some paths, and those of earlier rules that it is to take off."""

    paths: re.Pattern[str]
    headers: dict[str, str]
    taken_off: set[str]


class Quiet(SimpleHTTPRequestHandler):
    """A handler that sends the headers which it is asked for, and does not write to the terminal."""

    wanted: tuple[Rule, ...] = ()

    def end_headers(self) -> None:
        """Sends the wanted headers with every answer, errors included."""
        for name, value in list_headers(self.wanted, self.path.partition("?")[0]).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there, as static hosts send it."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing."""


def read_rules(file: Path) -> tuple[Rule, ...]:
    """The rules of a file `_headers`, in their order; none where there is no such file."""
    rules: list[Rule] = []
    for line in file.read_text("utf-8").splitlines() if file.is_file() else []:
        if line.startswith("/"):
            pattern = "".join(
                {"*": ".*"}.get(part, "[^/]+" if part[:1] == ":" else re.escape(part)) for part in _PARTS.findall(line)
            )
            rules.append(Rule(re.compile(pattern), {}, set()))
        elif line.strip().startswith("!"):
            rules[-1].taken_off.add(line.strip(" !"))
        else:
            name, _, value = line.partition(":")
            rules[-1].headers[name.strip()] = value.strip()
    return tuple(rules)


def list_headers(rules: Iterable[Rule], path: str) -> dict[str, str]:
    """The headers for a path, as Cloudflare Pages reads the rules: values of one name are joined."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.paths.fullmatch(path):
            found = {name: value for name, value in found.items() if name not in rule.taken_off}
            joined = {name: f"{found[name]}, {value}" for name, value in rule.headers.items() if name in found}
            found |= rule.headers | joined
    return found


@contextmanager
def serving(folder: Path, headers: Path | None = None) -> Iterator[str]:
    """The address at which the files of `folder` are served on this machine, with the headers that `_headers` asks for.

    `headers` is that file where it is not the one in `folder`.
    """
    wanted = read_rules(headers or folder / "_headers")
    handler = type("Asked", (Quiet,), {"wanted": wanted})
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def chromium() -> str:
    """The path of Chromium; without it the test is skipped, and on CI it fails."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail("Chromium is not here, and CI skips nothing for want of a tool")
    if found is None:
        pytest.skip("Chromium is not here")
    return found
