"""The picture that a chat or a mail shows of a link to an agent: 1200 by 630 pixels, its limits and both days in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from trustpages.model.pages.embeds import EmbedView
from trustpages.model.pages.values import Said
from trustpages.render.charts.files import digest_drawing_code
from trustpages.render.charts.scene import Ink, Label, Mark, Scene, draw_box
from trustpages.render.charts.sheet import fit_text
from trustpages.render.embeds.badge import INKS
from trustpages.render.embeds.seal import seal, write_seal
from trustpages.render.templates import Say
from trustpages.system.cache import FileCache

WIDTH, HEIGHT = 1200, 630
"""What Open Graph, LinkedIn and Slack show whole."""

NOTE: Final = "trustpages-embed"
"""The name of the seal within the file."""

_LEFT, _RIGHT = 64.0, 1136.0
_FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def draw_social(view: EmbedView, say: Say, cache: FileCache | None = None, font: Path | None = None) -> bytes:
    """The picture of `view`, the same bytes for the same value; `cache` has those of earlier builds.

    `font` is for texts with characters that ours lack. Without it, such a name gives way to the id of the agent, and
    any other such character to an ellipsis.
    """
    further = sha256(font.read_bytes()).hexdigest() if font is not None else ""
    digest = sha256(f"social{further}\n{digest_drawing_code()}\n{view!r}".encode("utf-8", "surrogatepass")).hexdigest()
    if cache and (kept := cache.get(digest)):
        return kept
    from trustpages.render.charts.png import find_undrawable, to_png  # late: half a second of imports

    def find_unknown(text: str) -> frozenset[str]:
        unknown = find_undrawable(text)
        return frozenset() if unknown and font is not None and not find_undrawable(text, font) else unknown

    drawable = {part: _keep_drawable(text, find_unknown(text)) for part, text in _list_texts(view, say)}
    if _FROM_RIGHT_TO_LEFT.search(view.name) or find_unknown(view.name):
        drawable["name"] = view.agent  # its letters cannot be joined or drawn here: better its id than boxes
    drawn = seal(to_png(Scene(WIDTH, HEIGHT, tuple(_lay_out(view, drawable))), {NOTE: write_seal(view)}, font))
    if cache:
        cache.put(digest, drawn)
    return drawn


def _list_texts(view: EmbedView, say: Say) -> Iterator[tuple[str, str]]:
    until: Said = view.bottom.valid_until or "no end is named"
    mark = ". Illustrative: parts of it are made up" if view.frame.illustrative else ""
    yield "kicker", f"Trust report by {view.publisher}{mark}"
    yield "name", view.name
    yield "state", view.badge.label.word
    yield "action", view.bottom.action
    yield "worst", say(view.worst)
    yield "unshown", f"What the evidence does not show: the worst of {view.counted}"
    yield "limit", say(view.limitations[0].text) if view.limitations else view.further
    yield "days", f"As of {say(view.frame.as_of)}.  Good until {say(until)}."  # the note says of what it was made


def _keep_drawable(text: str, unknown: frozenset[str]) -> str:
    return re.sub("…+", "…", "".join("…" if mark in unknown else mark for mark in text)) if unknown else text


def _lay_out(view: EmbedView, texts: dict[str, str]) -> Iterator[Mark]:
    ink = INKS.get(view.badge.label.name, Ink.UNKNOWN)
    name = _set(texts["name"], 132, 50, Ink.TEXT, lines=2, bold=True)
    top = name[-1].y
    yield draw_box(0, 0, 20, HEIGHT, ink)
    yield from _set(texts["kicker"], 70, 24, Ink.MUTED)
    yield from name
    yield from _set(texts["state"], top + 62, 42, ink, bold=True)
    yield from _set(texts["action"], top + 106, 28, Ink.TEXT, lines=3 - len(name), bold=True)
    yield draw_box(_LEFT, 330, _RIGHT, 331, Ink.RULE)
    yield from _set("The worst that is known", 364, 20, Ink.MUTED)
    yield from _set(texts["worst"], 396, 24, Ink.TEXT, lines=2)
    yield from _set(texts["unshown"], 464, 20, Ink.MUTED)
    yield from _set(texts["limit"], 496, 24, Ink.TEXT, lines=2)
    yield draw_box(_LEFT, 556, _RIGHT, 557, Ink.RULE)
    yield from _set(texts["days"], 594, 22, Ink.TEXT, bold=True)


def _set(text: str, baseline: float, size: float, ink: Ink, *, lines: int = 1, bold: bool = False) -> list[Label]:
    """The text in lines from the baseline down, with an ellipsis where there is more of it."""
    fitted = fit_text(text, _RIGHT - _LEFT, size, lines=lines, bold=bold)
    return [
        Label(_LEFT, baseline + number * size * 1.25, line, size, ink, bold=bold) for number, line in enumerate(fitted)
    ]
