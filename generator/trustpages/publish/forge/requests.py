"""Requests to the programming interface of a forge: bounded, never to another host, the token never printed."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)
from urllib.response import addinfourl

from trustpages import __version__
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.model.results.records.json_values import Json

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of an answer: fifty comments of the greatest length fit twice."""
_TIMEOUT: Final = 30  # seconds for each step of an answer
_MOST_SECONDS: Final = 120  # for all of it: an answer that drips never ends by itself
_PIECE: Final = 64 * 1024
_MOST_REDIRECTS: Final = 3
_LONGEST_ANSWER: Final = 200  # characters of what the forge says that a person is shown
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_KEEPS_METHOD: Final = frozenset({307, 308})
_BUSY: Final = frozenset({429, 500, 502, 503, 504})


class Busy(TryAgain):
    """The forge asks to come back later; `seconds` is its own word for when, None where it gives none."""

    def __init__(self, sentence: str, seconds: int | None) -> None:
        super().__init__("forge-busy", sentence, "run the job again in a few minutes")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class ForgeAnswer:
    """What a forge answered: the status, the headers by their names in small letters, the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, repr=False)
class ForgeAccess:
    """Where a forge takes requests, and the header that says who asks; it has no form as text."""

    address: str
    header: tuple[str, str]

    def __post_init__(self) -> None:
        url = urlsplit(self.address)
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in _LOOPBACK):
            raise TrustpagesError(
                "forge-address", "the address of the forge is not https", "a token must not travel in the clear"
            )

    def ask(self, method: str, path: str, body: Json = None) -> Json:
        """The JSON that the forge answers; raises `Busy`, or TrustpagesError where it refuses or says nonsense."""
        answer = self._follow(method, f"{self.address.rstrip('/')}{path}", body)
        if _is_busy(answer):
            raise Busy(f"the forge answers {answer.status} to {method} {path}", _read_delay(answer.headers))
        if not 200 <= answer.status < 300:
            said = self._quote(answer.body)
            raise TrustpagesError(
                "forge-refused",
                f"the forge answers {answer.status} to {method} {path}{said}",
                "see that the token may write comments, and that the pull request exists",
            )
        try:
            return json.loads(answer.body) if answer.body else None
        except (ValueError, RecursionError) as error:
            raise _complain_of_answer(f"the answer to {method} {path} is no JSON") from error

    def _follow(self, method: str, url: str, body: Json) -> ForgeAnswer:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._send(method, url, body)
            location = answer.headers.get("location", "")
            if not 300 <= answer.status < 400 or not location:
                return answer
            if get_origin(location) != get_origin(self.address):
                raise _complain_of_answer("the forge sends us to another host")
            if method != "GET" and answer.status not in _KEEPS_METHOD:
                raise _complain_of_answer(f"the forge moved what {method} was for")
            url = location
        raise _complain_of_answer("the forge sends us round in a circle")

    def _send(self, method: str, url: str, body: Json) -> ForgeAnswer:
        data = None if body is None else json.dumps(body).encode()
        request = Request(url, data=data, method=method)  # noqa: S310  # the scheme was looked at
        request.add_header("User-Agent", f"trustpages/{__version__}")
        request.add_header("Accept", "application/json")
        request.add_header("Content-Type", "application/json")
        request.add_unredirected_header(*self.header)
        try:
            with open_request(request) as response:
                return ForgeAnswer(response.status or 0, _fold(response.headers), read_bounded(response, MOST_BYTES))
        except OverflowError as error:
            raise _complain_of_answer(f"the answer of the forge has more than {MOST_BYTES:,} bytes") from error
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            said = "it took too long" if isinstance(reason, TimeoutError) else type(reason).__name__
            raise Busy(f"the forge cannot be reached ({said})", None) from error

    def _quote(self, body: bytes) -> str:
        """What the forge says of its refusal, without the token, should it have repeated that."""
        try:
            message = json.loads(body)["message"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return ""
        secret = self.header[1].split(" ")[-1]
        return f": {str(message).replace(secret, '[secret]')[:_LONGEST_ANSWER]}"


def open_request(request: Request) -> addinfourl | HTTPResponse:
    """The response, whatever its status; nothing but http and https is spoken, and no redirect is followed."""
    opener = OpenerDirector()
    for handler in (HTTPHandler, HTTPSHandler, HTTPErrorProcessor, HTTPDefaultErrorHandler):
        opener.add_handler(handler())
    if request.type == "https":
        opener.add_handler(ProxyHandler())
    try:
        response: addinfourl | HTTPResponse | None = opener.open(request, timeout=_TIMEOUT)
    except HTTPError as error:
        return error
    if response is None:
        raise HTTPException("no handler")
    return response


def _fold(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def read_bounded(response: addinfourl | HTTPResponse, most: int) -> bytes:
    """The body; raises OverflowError for one of more than `most` bytes, TimeoutError for one that does not end."""
    pieces, size, begun = [], 0, time.monotonic()
    while piece := response.read(_PIECE):
        size += len(piece)
        if size > most:
            raise OverflowError
        if time.monotonic() - begun > _MOST_SECONDS:
            raise TimeoutError  # as if one piece had been late
        pieces.append(piece)
    return b"".join(pieces)


def _is_busy(answer: ForgeAnswer) -> bool:
    is_limited = answer.status == 403 and (
        answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    )
    return answer.status in _BUSY or is_limited


def _read_delay(headers: Mapping[str, str]) -> int | None:
    value = headers.get("retry-after", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None


def get_origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port of an address; of one that is none, nothing."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        return "", None, None


def _complain_of_answer(sentence: str) -> TrustpagesError:
    return TrustpagesError("forge-answer", sentence, "see whether its address is that of the forge itself")
