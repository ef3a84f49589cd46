"""Where the files lie that come with the program: templates, the starter workspace, the demo."""

from __future__ import annotations

from pathlib import Path

OVERRIDES = "site_templates"
"""The folder of a workspace whose files win over the templates that come with the program."""

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "shipped"
_CHECKOUT = _PACKAGE.parent.parent


def templates() -> Path:
    """The folder of templates, style sheets and scripts."""
    return _home() / OVERRIDES


def demo() -> Path:
    """The demo workspace; in a checkout that is the repository itself."""
    return _INSTALLED / "demo" if _INSTALLED.is_dir() else _CHECKOUT


def starter() -> Path:
    """The workspace that `init` copies."""
    return _PACKAGE / "starter"


def _home() -> Path:
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
