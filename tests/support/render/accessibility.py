"""axe-core in a page that a browser has open: https://github.com/dequelabs/axe-core."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Its package has a class that runs it, without types; the script is all that is needed.
_REPORT = """results => results.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`
))"""


@cache
def _read_axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def find_violations(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe finds wrong with the page as it is shown now, a line for each element.

    Contrast takes more time than all other rules together, and is the same wherever a part is shown.
    """
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
    page.evaluate(_read_axe())
    found: list[str] = page.evaluate(f"axe.run({json.dumps(options)}).then({_REPORT})")
    return found


def open_all_folds(page: Page) -> None:
    """Opens whatever is folded on the page."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
