"""What stands in the place of cards, badges and pictures of a withdrawn version: pages of others show it at once."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final
from xml.sax.saxutils import escape

from trustpages.model.artifact import Artifact
from trustpages.publish.site.embed_gate import EMBEDS, hash_inline
from trustpages.publish.verifier.trustverify import markup

CARD_SCRIPT: Final = f"{EMBEDS}trust-card.js"
"""It stays: on pages of others it makes the frame that shows the reason."""

WITHDRAWN_MARK: Final = b"trustpages-embed/1 withdrawn"
"""By this a copy of it is known."""

_STYLE: Final = (
    "body{background:#5c1a1a;color:#fff;font:15px/1.45 'Segoe UI','Helvetica Neue','Noto Sans','Liberation Sans',Arial,"
    "sans-serif;margin:0;overflow-wrap:anywhere;padding:1rem 1.1rem}h1{font-size:1.25rem;margin:0 0 .5rem}a{color:#fff}"
)
_POLICY: Final = f"default-src 'none'; style-src 'sha256-{hash_inline(_STYLE)}'; base-uri 'none'; form-action 'none'"
_CARD: Final = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Withdrawn</title>\n'
    f'<meta name="trustpages-embed" content="{WITHDRAWN_MARK.decode()}">\n'
    f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>This trust report was withdrawn</h1>\n"
    "<p>{reason}</p>\n<p>Withdrawn on {on}. Do not rely on it, nor on a copy of it.</p>\n"
    '<p><a href="../../../versions/index.html" target="_blank" rel="noopener noreferrer">All versions</a></p>\n'
    "</main>\n</body>\n</html>\n"
)
_BADGE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="270" height="20" role="img" aria-label="{said}">'
    f"<title>{{said}}</title><metadata>{WITHDRAWN_MARK.decode()}</metadata>"
    '<rect width="270" height="20" rx="3" fill="#5c1a1a"/>'
    '<text x="135" y="14" fill="#ffffff" font-family="Verdana, sans-serif" font-size="11" text-anchor="middle">'
    "Trust report withdrawn on {on}</text></svg>\n"
)


def make_embed_tombstone(path: str, version: str, reason: str, on: str) -> Artifact | None:
    """What stands at the path of an embed, in the form that its readers know; None for any other file."""
    if not path.startswith(EMBEDS):
        return None
    said = f"Version {version} was withdrawn on {on}: {reason}"
    name = path.rpartition("/")[2]
    if name.endswith(".html"):
        return Artifact(path, _CARD.replace("{reason}", markup(reason)).replace("{on}", on).encode())
    if name.endswith(".svg"):
        return Artifact(path, _BADGE.format(said=escape(said, {'"': "&quot;"}), on=on).encode())
    if name == "badge.json":  # shields refuses any other key
        shown = {"schemaVersion": 1, "label": "Trust report", "message": f"withdrawn {on}", "color": "5c1a1a"}
        return Artifact(path, _encode({**shown, "isError": True}))
    if name == "oembed.json":
        return Artifact(path, _encode({"version": "1.0", "type": "link", "title": said}))
    if name.endswith(".png"):
        return Artifact(path, (files("trustpages.publish.embeds") / "withdrawn.png").read_bytes())
    return None


def _encode(value: object) -> bytes:
    return f"{json.dumps(value, indent=2)}\n".encode()
