"""A forge on this machine: comments of one request, and the misbehaviour that a test asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "token-of-a-test"  # noqa: S105 - of nothing


@dataclass
class Forge:
    """Comments as `(author, body)`, and answers that come before those of a well-behaved forge, one a request.

    `asked` are the requests: method, path, and who asked. `lasting` is the answer to everything, where there is one.
    """

    comments: list[tuple[str, str]] = field(default_factory=list)
    first: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    lasting: tuple[int, dict[str, str], bytes] | None = None
    pulls: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    address: str = ""

    def write(self, method: str, path: str, body: Any) -> Any:
        """What the request answers, carried out."""
        url = urlsplit(path)
        page = int(parse_qs(url.query).get("page", ["1"])[0])
        match method, url.path.strip("/").split("/"):
            case "GET", ["user"]:
                return {"username": "trust-bot"}
            case "GET", [*_, "pulls"]:
                return self.pulls
            case "GET", _:
                shown = list(enumerate(self.comments))[50 * (page - 1) : 50 * page]
                return [self._show(number, author, text) for number, (author, text) in shown]
            case "POST", parts:
                author = "trust-bot" if "merge_requests" in parts else "github-actions[bot]"
                self.comments.append((author, body["body"]))
            case _, [*_, number]:
                self.comments[int(number)] = (self.comments[int(number)][0], body["body"])
        return {}

    @staticmethod
    def _show(number: int, author: str, text: str) -> dict[str, Any]:
        return {
            "id": number,
            "body": text,
            "user": {"login": author},
            "author": {"username": author},
            "system": author == "",
        }


@contextmanager
def a_forge(forge: Forge) -> Iterator[Forge]:
    """The forge behind an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            asker = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            forge.asked.append((self.command, self.path, asker))
            if forge.first or forge.lasting is not None:
                status, headers, said = forge.first.pop(0) if forge.first else forge.lasting or (500, {}, b"")
            else:
                status, headers, said = 200, {}, json.dumps(forge.write(self.command, self.path, body)).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - the names are the base class's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        forge.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield forge
        finally:
            server.shutdown()
            thread.join()


def github_environment(forge: Forge) -> dict[str, str]:
    """The variables of a job of GitHub that matter."""
    return {"GITHUB_REPOSITORY": "acme/trust", "GITHUB_API_URL": forge.address, "GITHUB_TOKEN": TOKEN}


def gitlab_environment(forge: Forge) -> dict[str, str]:
    """The variables of a job of GitLab that matter."""
    return {
        "CI_API_V4_URL": forge.address,
        "CI_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": "3",
        "TRUSTPAGES_TOKEN": TOKEN,
    }


PULL_REQUEST = json.dumps({"pull_request": {"number": 5}}).encode()
