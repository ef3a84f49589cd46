"""Content security policy: a `<meta>` element in each page, and a `_headers` file for hosts that read one.

A page has no inline script and loads nothing from other hosts. Netlify, Cloudflare Pages and others read `_headers` at
the root of what is deployed, for headers that no element can replace; it is at the root of a built site and of a
published folder. For other hosts, an operator copies its lines into the configuration.
"""

from __future__ import annotations

import re
from hashlib import sha256

from trustpages.model.artifact import Artifact

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
FRAMING_POLICY = f"{POLICY}; frame-src 'self'"
"""Of the pages that show a card as it looks elsewhere, in a frame: the gate lets them frame cards alone."""
SCRIPTS = "assets/javascripts/inline"

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
FRAME = "<iframe "
_CHARSET = '<meta charset="utf-8">'
# Right after the charset, before anything loads: a policy does not apply to what stands above it.
# https://www.w3.org/TR/CSP3/#meta-element
_META = f'{_CHARSET}\n      <meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def apply_policy(html: str, root: str, known: re.Pattern[str]) -> tuple[str, tuple[Artifact, ...]]:
    """The page with a content security policy and the theme's inline scripts moved to files, and those files.

    `root` is the address of the site's root seen from the page, empty or with a final slash.
    `known` matches the inline scripts of the theme. Any other stays where it is: the policy blocks it and the gate
    reports it. Files are named by a digest of their content, so pages share them.
    """
    scripts: dict[str, Artifact] = {}

    def move(found: re.Match[str]) -> str:
        if not known.fullmatch(found[1]):
            return found[0]
        content = found[1].encode("utf-8")
        file = Artifact(f"{SCRIPTS}/{sha256(content).hexdigest()[:16]}.js", content)
        scripts[file.path] = file
        return f'<script src="{root}{file.path}"></script>'

    sealed = INLINE_SCRIPT.sub(move, html).replace(_CHARSET, _META, 1)
    return open_to_frames(sealed), tuple(scripts.values())


def open_to_frames(html: str) -> str:
    """The page with its policy, which lets it frame cards where it has a frame."""
    return html.replace(_META, _META.replace(POLICY, FRAMING_POLICY), 1) if FRAME in html else html


# Only a header can forbid to be framed: https://www.w3.org/TR/CSP3/#meta-element
_HEADERS = {
    "Content-Security-Policy": f"{FRAMING_POLICY}; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What is in a card its own policy says, by digests that change with it, while this file stays with the operator.
_EMBED_HEADERS = {
    "Content-Security-Policy": "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
# Hosts differ where two rules name a header. Cloudflare Pages joins both values, so what the first rule says is taken
# off by a line that begins with "!"; Netlify takes the value of the more exact rule, and passes over such lines.
# https://developers.cloudflare.com/pages/configuration/headers/, https://docs.netlify.com/manage/routing/headers/
_TAKEN_OFF = ("Content-Security-Policy", "X-Frame-Options")


def _write_headers(embeds: str) -> Artifact:
    """The file for a host at which embeds lie below the path `embeds`; anything else may not be framed."""
    closed = [f"  {name}: {value}\n" for name, value in _HEADERS.items()]
    taken_off = [f"  ! {name}\n" for name in _TAKEN_OFF]
    opened = [f"  {name}: {value}\n" for name, value in _EMBED_HEADERS.items()]
    return Artifact("_headers", "".join(["/*\n", *closed, f"{embeds}*\n", *taken_off, *opened]).encode("ascii"))


HOST_HEADERS = _write_headers("/embed/")
"""At the root of a built site."""
FOLDER_HEADERS = _write_headers("/:version/embed/")
"""At the root of a published folder, where every version has its own embeds, and `latest` those of the newest."""
