"""Hostile text in every free field of every document of the demo: shown literally, nothing of it runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from support.system.commands import trustpages
from support.system.serving import serving
from trustpages.intake import yaml
from trustpages.model.documents.catalog import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]

MODELS = {kind.name: kind.model for kind in KINDS}

# Each closes what another opens: tags, attributes, Markdown, tables, templates, front matter, charts.
PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "**bold** [x](javascript:alert(1)) ![i](//example.org/x.png)",
    "| a | b |\n|---|---|\n| VERIFIED | 100 % |",
    "# VERIFIED\n\n- met",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "</pre></td></table><svg onload=alert(1)>",
    "' autofocus onfocus=alert(1) x='",
    "$5 to $9 \\frac{$ `code` ~~~ *a_b*",
    "---\ntitle: x\n---\n[TOC] *[HTML]: x",
    "&lt;b&gt; &#60;i&#62; %3Cscript%3E =cmd|' /C calc'!A0",
    "مرحبا שלום 𝕏 ﷽ Ω≈ç√ 👩‍👩‍👧 ＜script＞",
)
LIVE = (
    "main :is(script:not([src*=javascripts], [type='application/ld+json']), iframe:not([src*='embed/'][sandbox]), "
    "object, embed, form, [onerror], [onload], [onfocus], a[href^=javascript])"
)
KEPT = {
    "concerns",
    "evidence",
    "proof",
    "data",
    "url",
    "file",
    "previous",
    "sha256",
    "reported",
    "kind",
    "schema",
    "id",
}


def test_nothing_runs_and_names_are_shown_as_they_are(
    tmp_path: Path, browser: Browser, figure: Callable[[int, str, str], None]
) -> None:
    workspace = tmp_path / "workspace"
    assert trustpages("init", "--demo", str(workspace), "--quiet", folder=tmp_path).code == 0
    changed = sum(_poison(file, number) for number, file in enumerate(sorted(workspace.rglob("*.yml"))))
    built = trustpages("build", "--quiet", "-C", str(workspace), folder=tmp_path)
    assert (built.code, built.err) == (0, "")
    assert changed > 500
    pages = sorted(path.relative_to(workspace / "site") for path in (workspace / "site").rglob("*.html"))
    with serving(workspace / "site") as address:
        complaints = list(_complaints(browser, address, pages))
    assert complaints == []
    figure(2, f"{changed} fields with hostile text: pages on which something ran", f"0/{len(pages)}")


def _poison(file: Path, start: int) -> int:
    """Puts a payload into each field of the document that takes any text; returns how many."""
    located, problems = yaml.load(file.read_bytes(), file.name)
    assert located is not None, problems
    value: Any = located.value
    model = MODELS[value["kind"]]
    count = 0
    for holder, key in list(_texts(value)):
        before = holder[key]
        holder[key] = f"{PAYLOADS[(start + count) % len(PAYLOADS)]} {start}-{count}"
        try:
            model.model_validate(value)
            count += 1
        except ValidationError:
            holder[key] = before
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return count


def _texts(value: Any, key: str = "") -> Iterator[tuple[Any, Any]]:
    """Every place of a text in a document, as its container and key, but for names that other things bear."""
    if key in KEPT:
        return
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in list(pairs):
            if isinstance(inner, str) and name not in KEPT:
                yield value, name
            else:
                yield from _texts(inner, str(name))


def _complaints(browser: Browser, address: str, pages: list[Path]) -> Iterator[str]:
    context = browser.new_context()
    page = context.new_page()
    found: list[str] = []
    requests: set[str] = set()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("dialog", lambda dialog: found.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda request: requests.add(request.url))
    for path in pages:
        page.goto(f"{address}/{path.as_posix()}", wait_until="load")
        alive = page.locator(LIVE).count()
        if alive:
            found.append(f"{path}: {alive} live elements")
    context.close()
    yield from found
    yield from (url for url in sorted(requests) if not url.startswith(address))
