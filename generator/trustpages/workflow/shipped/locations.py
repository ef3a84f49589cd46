"""Where the files lie that ship with the program: templates, the starter workspace, the demo."""

from __future__ import annotations

from pathlib import Path

OVERRIDES = "site_templates"
"""The folder of a workspace whose files win over the templates that come with the program."""

_INSTALLED = Path(__file__).resolve().parent
_CHECKOUT = _INSTALLED.parents[3]


def find_templates() -> Path:
    """The folder of templates, style sheets and scripts."""
    installed = _INSTALLED / OVERRIDES
    return installed if installed.is_dir() else _CHECKOUT / OVERRIDES


def find_demo() -> Path:
    """The demo workspace; in a checkout that is the repository itself."""
    installed = _INSTALLED / "demo"
    return installed if installed.is_dir() else _CHECKOUT


def find_starter() -> Path:
    """The workspace that `init` copies."""
    return _INSTALLED / "starter"
