"""The headers that a host is asked to send: what a page cannot say of itself, in the form that many hosts read.

Netlify, Cloudflare Pages and others read a file `_headers` at the root of what is deployed. It stands at the root
of a built site, for those who deploy that, and at the root of a published folder. Hosts without such files take
the lines from it by hand; the policy of each page stands in the page as well.
"""

from __future__ import annotations

from trustpages.model.page import Artifact
from trustpages.publish.policy import POLICY

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
