"""Links to elsewhere: which addresses may become one, and what the reader sees of them."""

from __future__ import annotations

import re
from urllib.parse import quote

from trustpages.render.encoder import Safe, encode

REL = "noopener noreferrer nofollow"

_WEB = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#:@\\\[\]%]+)(?::(?P<port>\d{1,5}))?(?P<rest>[/?#].*)?", re.I
)
_MAIL = re.compile(r"mailto:(?P<local>[A-Za-z0-9.!#$&'*+/=^_{|}~-]{1,64})@(?P<host>[^/?#:@\\\[\]%]+)", re.I)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_PATH_MARKS = "/?#[]@!$&'()*+,;=:%~-._"
_PORTS = range(1, 65536)
_LONGEST = 2048


def safe_href(url: str) -> str | None:
    """`url` in a form that leads to the host it shows, or None if it may not become a link.

    Allowed are http, https and mailto. Refused are blanks, control and unprintable characters,
    backslashes, credentials, and hosts that are no domain names. A host outside ASCII comes back
    in punycode, a path outside ASCII percent-encoded. The result is plain text: encode it.
    """
    if len(url) > _LONGEST or "\\" in url or not url.isprintable() or any(mark.isspace() for mark in url):
        return None
    if mail := _MAIL.fullmatch(url):
        host = _ascii_host(mail["host"])
        return host and f"mailto:{mail['local']}@{host}"
    web = _WEB.fullmatch(url)
    if web is None or (web["port"] and int(web["port"]) not in _PORTS):
        return None
    host = _ascii_host(web["host"])
    port = f":{int(web['port'])}" if web["port"] else ""
    return host and f"{web['scheme'].lower()}://{host}{port}{quote(web['rest'] or '/', safe=_PATH_MARKS)}"


def _ascii_host(host: str) -> str | None:
    """`host` in lower case and punycode, or None if it is not made of domain labels."""
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = name.removesuffix(".").split(".")
    return name if all(_LABEL.fullmatch(label) for label in labels) and len(name) <= 253 else None


def link(label: object, url: str) -> Safe:
    """An anchor to `url` with the encoded label; the label alone, marked, where the address is refused."""
    href = safe_href(url)
    if href is None:
        return Safe(f'<span class="tp-no-link">{encode(label)}</span>')
    return Safe(f'<a href="{encode(href)}" rel="{REL}">{encode(label)}</a>')
