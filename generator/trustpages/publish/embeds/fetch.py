"""One file from an address that somebody named: bounded, by http or https, from that host and no other."""

from __future__ import annotations

from http.client import HTTPException
from typing import Final
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from trustpages import __version__
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.forge.requests import get_origin, open_request, read_bounded

MOST_BYTES: Final = 4 << 20
_MOST_REDIRECTS: Final = 3
_FOUND: Final = 200


def fetch_file(address: str) -> bytes:
    """What the address holds; redirects are followed on the same host alone, and nothing is sent but the request.

    Raises TrustpagesError `copy-address` for an address that is none, or leads to another host or to nothing; TryAgain
    `copy-unreachable` where nobody answers in time.
    """
    begun = address
    for _ in range(_MOST_REDIRECTS + 1):
        _refuse_address(address)
        request = Request(address, headers={"User-Agent": f"trustpages/{__version__}"})  # noqa: S310  # looked at
        try:
            with open_request(request) as response:
                status, location = response.status or 0, response.headers.get("Location", "")
                content = read_bounded(response, MOST_BYTES) if status == _FOUND else b""
        except OverflowError as error:
            raise _refuse(f"it holds more than {MOST_BYTES:,} bytes") from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            sentence = f"the address cannot be reached ({type(getattr(error, 'reason', error)).__name__})"
            raise TryAgain(
                "copy-unreachable", sentence, "look at it in a browser, save it, and check the file"
            ) from error
        if status == _FOUND:
            return content
        if not (300 <= status < 400 and location):
            raise _refuse(f"it answers {status}")
        address = urljoin(address, location)
        if get_origin(address) != get_origin(begun):
            raise _refuse("it leads to another host")
    raise _refuse("it leads round in a circle")


def _refuse_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        is_plain = False
    if not is_plain or not address.isascii() or any(mark <= " " for mark in address):
        raise _refuse("it is no plain address of http or https")


def _refuse(sentence: str) -> TrustpagesError:
    return TrustpagesError("copy-address", f"the address is of no use: {sentence}", "save the copy, and check the file")
