from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from support.publish.sites import PICTURE, html_page
from trustpages.model.artifact import Artifact
from trustpages.publish.files import write_tree
from trustpages.publish.serving.server import EVENTS, SCRIPT, LiveServer, LiveState


@pytest.fixture
def state() -> LiveState:
    return LiveState()


@pytest.fixture
def server(tmp_path: Path, state: LiveState) -> Iterator[LiveServer]:
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    site.mkdir()
    pages = {"index.html": html_page("home"), "a/index.html": html_page("a"), "404.html": html_page("lost")}
    files = {**{path: html.encode() for path, html in pages.items()}, "x.svg": PICTURE, "x.csv": b"a,b\n"}
    write_tree(site, [Artifact(path, content) for path, content in files.items()])
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    server = LiveServer(site, 0, state)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    state.close()
    server.shutdown()
    thread.join()
    server.close()


def ask(
    server: LiveServer, path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html; charset=utf-8", b"home"),
        ("/a/", "text/html; charset=utf-8", b"a"),
        ("/a/index.html?q#f", "text/html; charset=utf-8", b"a"),
        ("/x.svg", "image/svg+xml", b"<rect"),
        ("/x.csv", "text/csv; charset=utf-8", b"a,b"),
        (SCRIPT, "text/javascript; charset=utf-8", b"EventSource"),
    ],
)
def test_files_come_with_their_types_and_are_not_kept(server: LiveServer, path: str, kind: str, text: bytes) -> None:
    status, headers, content = ask(server, path)
    assert (status, headers["content-type"], headers["cache-control"]) == (200, kind, "no-store")
    assert text in content


def test_the_script_is_put_in_when_served_and_never_written(server: LiveServer, tmp_path: Path) -> None:
    written = (tmp_path / "site/index.html").read_bytes()
    _, headers, content = ask(server, "/")
    tag = f'<script src="{SCRIPT}" data-build="0"></script></body>'.encode()
    assert content == written.replace(b"</body>", tag)
    assert int(headers["content-length"]) == len(content)
    assert (tmp_path / "site/index.html").read_bytes() == written


def test_a_folder_without_a_slash_leads_to_it(server: LiveServer) -> None:
    status, headers, _ = ask(server, "/a")
    assert (status, headers["location"]) == (301, "/a/")


@pytest.mark.parametrize(
    "path",
    ["/nowhere/", "/../secret.txt", "/%2e%2e/secret.txt", "/a/..%2f..%2fsecret.txt", "/%2e%2e%5csecret.txt",
     "/link.txt", "/x.svg%00", "/" + "x" * 300, "//etc/passwd", "/a/../../secret.txt"],
)  # fmt: skip
def test_nothing_else_is_served(server: LiveServer, path: str) -> None:
    status, _, content = ask(server, path)
    assert status == 404
    assert b"lost" in content
    assert b"secret" not in content


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "127.0.0.1", "[::1]"])
def test_a_name_that_was_made_to_point_here_gets_nothing(server: LiveServer, host: str) -> None:
    for path in ("/", EVENTS):
        status, _, content = ask(server, path, host=host)
        assert status == 421
        assert b"home" not in content


def test_the_other_name_of_this_machine_works(server: LiveServer) -> None:
    assert ask(server, "/", host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_offered(server: LiveServer, method: str) -> None:
    assert ask(server, "/", method=method)[0] == 501


def test_head_is_get_without_a_body(server: LiveServer) -> None:
    status, headers, content = ask(server, "/", method="HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["content-length"]) > 0


def test_open_pages_hear_the_news(server: LiveServer, state: LiveState) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", EVENTS)
    news = connection.getresponse()

    def next_message() -> object:
        line = news.readline()
        assert news.readline() == b"\n"
        return json.loads(line.removeprefix(b"data: "))

    assert next_message() == {"build": 0, "problems": []}
    state.record_failure(("a </script> problem",))
    assert next_message() == {"build": 0, "problems": ["a </script> problem"]}
    state.record_success()
    assert next_message() == {"build": 1, "problems": []}
    state.close()
    assert news.readline() in (b"", b": still here\n")
    connection.close()
