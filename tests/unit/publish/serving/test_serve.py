from __future__ import annotations

import http.client
import json
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest

from support.publish.sites import html_page
from support.system.processes import started
from trustpages.model.problem import TrustpagesError
from trustpages.publish.serving.live_site import serve
from trustpages.publish.serving.server import EVENTS


def a_served_folder(tmp_path: Path) -> tuple[Path, Path]:
    out, evidence = tmp_path / "out", tmp_path / "evidence"
    for folder in (out, evidence):
        folder.mkdir()
    (out / "index.html").write_text(html_page("first"))
    return out, evidence


def ask(address: str, path: str = "/") -> http.client.HTTPResponse:
    answer = urllib.request.urlopen(address.rstrip("/") + path, timeout=10)  # noqa: S310  # our own server
    assert isinstance(answer, http.client.HTTPResponse)
    return answer


def shown(address: str) -> bytes:
    with ask(address) as answer:
        return answer.read()


def test_a_change_is_built_and_told_and_a_failure_keeps_the_last_good_site(tmp_path: Path) -> None:
    out, evidence = a_served_folder(tmp_path)
    lines, stop = Queue[str](), Event()

    def rebuild() -> Sequence[str]:
        text = (evidence / "june.yml").read_text()
        if text == "bad":
            return ["june.yml:1:1: [bad] it is bad"]
        if text == "worse":
            raise TrustpagesError("site-engine", "it is worse", "mend it")
        (out / "index.html").write_text(html_page(text))
        return []

    options = {"port": 0, "watched": [evidence], "rebuild": rebuild, "announce": lines.put, "interval": 0.05}
    thread = Thread(target=serve, args=(out,), kwargs={**options, "stop": stop})
    thread.start()
    address = lines.get(timeout=10).split(" at ")[1]
    with ask(address, EVENTS) as news:

        def told_after(text: str) -> dict[str, object]:
            (evidence / "june.yml").write_text(text)
            lines.get(timeout=10)
            state: dict[str, object] = json.loads(news.readline().removeprefix(b"data: "))
            news.readline()
            return state

        assert json.loads(news.readline().removeprefix(b"data: ")) == {"build": 0, "problems": []}
        news.readline()
        assert told_after("second") == {"build": 1, "problems": []}
        assert told_after("bad") == {"build": 1, "problems": ["june.yml:1:1: [bad] it is bad"]}
        assert b"second" in shown(address)
        assert told_after("worse")["problems"] == ["[site-engine] it is worse; mend it"]
        assert told_after("third") == {"build": 2, "problems": []}
        assert b"third" in shown(address)
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_the_first_build_is_made_and_its_failure_is_shown(tmp_path: Path) -> None:
    lines, stop = Queue[str](), Event()
    options = {"port": 0, "rebuild": lambda: ["trust.yml:1:1: [bad] it is bad"], "announce": lines.put, "stop": stop}
    thread = Thread(target=serve, args=(tmp_path / "absent",), kwargs=options)
    thread.start()
    address = lines.get(timeout=10).split(" at ")[1]
    assert "it is bad" in lines.get(timeout=10)
    with ask(address, EVENTS) as news:
        assert "it is bad" in news.readline().decode()
    with pytest.raises(urllib.error.HTTPError) as answer:
        ask(address)
    with answer.value as page:
        assert b"reload.js" in page.read()
    stop.set()
    thread.join(10)


def test_a_port_in_use_is_said_with_a_remedy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(TrustpagesError) as stopped:
        serve(tmp_path, port=taken.getsockname()[1])
    assert stopped.value.code == "port-in-use"
    assert "another port" in stopped.value.remedy


def test_an_interrupt_ends_it_and_is_passed_on(tmp_path: Path) -> None:
    out, _ = a_served_folder(tmp_path)
    script = (
        "import sys, pathlib; from trustpages.publish.serving.live_site import serve;"
        "serve(pathlib.Path(sys.argv[1]), port=0, announce=lambda line: print(line, flush=True))"
    )
    command = [sys.executable, "-c", script, str(out)]
    with started(command, folder=tmp_path) as process:
        assert process.stdout is not None
        assert "serving" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == -signal.SIGINT  # the command makes 130 of it
    assert errors.endswith("KeyboardInterrupt\n")
