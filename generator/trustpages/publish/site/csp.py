"""Content security policy: applied to each page, and as a `_headers` file for hosts that read one.

A page has no inline script and loads nothing from elsewhere. Netlify, Cloudflare Pages and others read a file
`_headers` at the root of what is deployed, for what a page cannot say of itself; it stands at the root of a built
site and of a published folder. Other hosts take the lines from it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from trustpages.model.page import Artifact

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
SCRIPTS = "assets/javascripts/inline"

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_CHARSET = '<meta charset="utf-8">'
_META = f'{_CHARSET}\n      <meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def compile_theme_scripts(folders: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches exactly the inline scripts that the theme's templates can print.

    `folders` are the theme's template folders. A value that a template puts into a script may be
    any relative address, so that nothing else can pass for a script of the theme.
    """
    shapes = sorted(
        {
            r"[\w./%-]*".join(re.escape(part) for part in _EXPRESSION.split(script))
            for folder in folders
            for template in Path(folder).glob("partials/javascripts/*.html")
            for script in _SCRIPT.findall(template.read_text("utf-8"))
        }
    )
    return re.compile("|".join(shapes))


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

    sealed = _SCRIPT.sub(move, html).replace(_CHARSET, _META, 1)
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
