"""Badges: a small SVG that is legible on any page, light or dark, and the same for shields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trustpages.model.artifact import Artifact
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.results.records.json_values import Json, encode_json
from trustpages.model.states import EXPIRED, POSTURES
from trustpages.model.vocabulary import Posture
from trustpages.render.charts.scene import Ink
from trustpages.render.charts.sheet import estimate_width, fit_text
from trustpages.render.embeds.card import FOLDER
from trustpages.render.embeds.seal import seal, write_seal
from trustpages.render.encoder import Safe, encode, to_showable
from trustpages.render.isolates import drop_isolates
from trustpages.render.templates import Templates, render_text

INKS: Final[Mapping[str, Ink]] = {
    POSTURES[Posture.SUPPORTED].name: Ink.KEPT,
    POSTURES[Posture.CONDITIONAL].name: Ink.LEANING,
    POSTURES[Posture.RESTRICTED].name: Ink.BROKEN,
    POSTURES[Posture.BLOCKED].name: Ink.BROKEN,
    EXPIRED.name: Ink.BROKEN,
}
"""The ink of each state, dark enough for white words on it; any other state is drawn as not known."""

_SIZE: Final = 11.0
_PAD: Final = 7.0
_LONGEST_NAME: Final = 220.0


@dataclass(frozen=True, slots=True)
class BadgePart:
    """One field of a badge, from `left` to its `width`; without `fill` it stands on the ground of the badge."""

    text: Safe
    left: int
    width: int
    text_left: int
    fill: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge laid out: its width, that of its outline, its name for those who do not see it, its fields."""

    width: int
    edge: int
    title: Safe
    seal: Safe
    parts: tuple[BadgePart, ...]


def render_badge(view: EmbedView, folder: str, templates: Templates) -> tuple[Artifact, ...]:
    """The badge as SVG, and what shields needs to draw it, in `folder` of the site."""
    context = {"badge": _lay_out(view)}
    picture = f"{render_text(f'{FOLDER}/badge.svg.jinja', context, templates).strip()}\n"
    return (
        Artifact(f"{folder}badge.svg", seal(picture.encode())),
        Artifact(f"{folder}badge.json", encode_json(describe_for_shields(view))),
    )


def describe_for_shields(view: EmbedView) -> dict[str, Json]:
    """The badge for shields, which takes these keys and refuses any other: https://shields.io/badges/endpoint-badge."""
    return {
        "schemaVersion": 1,
        "label": _name(view),
        "message": f"{view.badge.label.word}, {_describe_days(view)}",
        "color": _find_colour(view).removeprefix("#"),
        "labelColor": Ink.TEXT.light.removeprefix("#"),
    }


def _find_colour(view: EmbedView) -> str:
    return INKS.get(view.badge.label.name, Ink.UNKNOWN).light


def _name(view: EmbedView) -> str:
    mark = " (illustrative)" if view.frame.illustrative else ""
    return f"{to_showable(view.name)}{mark}"


def _describe_days(view: EmbedView) -> str:
    """Both days, since a picture cannot say by itself that its last good day has passed."""
    until = view.bottom.valid_until
    return f"as of {view.frame.as_of.isoformat()}, good until {until.isoformat() if until else 'no day'}"


def _lay_out(view: EmbedView) -> Badge:
    label, fill = view.badge.label, _find_colour(view)
    name = " ".join(fit_text(view.name, _LONGEST_NAME, _SIZE))
    left = f"{name} (illustrative)" if view.frame.illustrative else name
    parts = tuple(_place(((left, "", False), (label.word, fill, True), (_describe_days(view), "", False))))
    width = parts[-1].left + parts[-1].width
    return Badge(width, width - 1, _make_title(view), Safe(write_seal(view)), parts)


def _place(fields: tuple[tuple[str, str, bool], ...]) -> Iterator[BadgePart]:
    left = 0
    for text, fill, bold in fields:
        width = round(estimate_width(text, _SIZE, bold=bold) + 2 * _PAD)
        yield BadgePart(_encode(text), left, width, left + round(_PAD), fill, bold)
        left += width


def _make_title(view: EmbedView) -> Safe:
    return _encode(f"{view.title}: {view.bottom.posture.word}, {_describe_days(view)}. {view.badge.sentence}")


def _encode(text: str) -> Safe:
    """Inert text for SVG, which has no element that isolates text from right to left, nor needs one in fields."""
    return Safe(drop_isolates(encode(text)))
