"""Content security policy: applied to each page, and as a `_headers` file for hosts that read one.

A page has no inline script and loads nothing from elsewhere. Netlify, Cloudflare Pages and others read a file
`_headers` at the root of what is deployed, for what a page cannot say of itself; it stands at the root of a built
site and of a published folder. Other hosts take the lines from it by hand.
"""

from __future__ import annotations

import re
from hashlib import sha256

from trustpages.model.page import Artifact

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
SCRIPTS = "assets/javascripts/inline"

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'
_META = f'{_CHARSET}\n      <meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def apply_policy(html: str, root: str, known: re.Pattern[str]) -> tuple[str, tuple[Artifact, ...]]:
    """The page with its policy and with the theme's inline scripts as files, and those files.

    `root` is the address of the site's root seen from the page, empty or with a final slash.
    An inline script that is not the theme's stays where it is: the policy blocks it and the gate
    reports it. Files are named for their content, so pages share them.
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
    return sealed, tuple(scripts.values())


# Only a header can forbid to be framed: https://www.w3.org/TR/CSP3/#meta-element
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

HOST_HEADERS = Artifact(
    "_headers",
    "".join(["/*\n", *(f"  {name}: {value}\n" for name, value in _HEADERS.items())]).encode("ascii"),
)
