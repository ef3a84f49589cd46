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
SCRIPTS = "assets/javascripts/inline"

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
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
    "_headers", "".join(["/*\n", *(f"  {name}: {value}\n" for name, value in _HEADERS.items())]).encode("ascii")
)
