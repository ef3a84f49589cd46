"""An address that somebody named is asked once, within bounds, and leads to no other host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.publish.embeds.fetch import MOST_BYTES, fetch_file


class Copies(BaseHTTPRequestHandler):
    """Answers by the path."""

    redirects: ClassVar[Mapping[str, str]] = {
        "/moved": "/card",
        "/away": "http://elsewhere.invalid/card",
        "/round": "/round",
        "/file": "file:///etc/passwd",
    }

    def do_GET(self) -> None:
        if self.path in self.redirects:
            self.send_response(302)
            self.send_header("Location", self.redirects[self.path])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.end_headers()
        self.wfile.write(b"x" * (MOST_BYTES + 1) if self.path == "/large" else b"<p>card</p>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Copies) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_file_is_fetched_also_where_the_host_has_moved_it(address: str) -> None:
    assert fetch_file(f"{address}/card") == b"<p>card</p>"
    assert fetch_file(f"{address}/moved") == b"<p>card</p>"


@pytest.mark.parametrize("path", ["/away", "/round", "/file", "/none", "/large"])
def test_whatever_leads_elsewhere_or_to_too_much_is_refused(path: str, address: str) -> None:
    with pytest.raises(TrustpagesError) as refused:
        fetch_file(f"{address}{path}")
    assert refused.value.code == "copy-address"


@pytest.mark.parametrize(
    "wrong",
    [
        "https://",
        "http://[::1",
        "ftp://x.example/",
        "file:///etc/passwd",
        "http://me:secret@x.example/",
        "http://x.example/ y",
    ],
)
def test_an_address_that_is_none_is_not_asked(wrong: str) -> None:
    with pytest.raises(TrustpagesError) as refused:
        fetch_file(wrong)
    assert (refused.value.code, "secret" in str(refused.value)) == ("copy-address", False)


def test_nobody_there_is_told_without_a_trace() -> None:
    with pytest.raises(TrustpagesError) as refused:
        fetch_file("http://127.0.0.1:9/card")
    assert refused.value.code == "copy-unreachable"
