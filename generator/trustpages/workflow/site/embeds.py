"""The files that others may frame or fetch: of an agent its cards, badges and picture, and the script for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from trustpages.compose import paths
from trustpages.compose.embeds.snippets import SOCIAL, describe_for_oembed
from trustpages.model.artifact import Artifact
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.results.records.json_values import encode_json
from trustpages.render.embeds.badge import render_badge
from trustpages.render.embeds.card import FOLDER, read_template_file, render_cards
from trustpages.render.embeds.seal import seal, write_seal
from trustpages.render.embeds.social import draw_social
from trustpages.render.templates import Templates
from trustpages.system.cache import FileCache


def render_embeds(
    views: Iterable[EmbedView], templates: Templates, cache: FileCache | None = None, font: Path | None = None
) -> tuple[Artifact, ...]:
    """The files about the agents of these views; `cache` has pictures drawn before.

    `font` is for characters that ours lack.

    Raises TrustpagesError `template-error` for what a template does wrong.
    """
    return tuple(file for view in views for file in _render_agent(view, templates, cache, font))


def read_element(templates: Templates) -> Artifact:
    """The script of the element that shows a card on any page, whatever agent it is about."""
    return Artifact(paths.TRUST_CARD, read_template_file(templates, f"{FOLDER}/trust-card.js").encode())


def _render_agent(
    view: EmbedView, templates: Templates, cache: FileCache | None, font: Path | None
) -> Iterator[Artifact]:
    folder = paths.embeds_of(view.agent)
    yield from render_cards(view, folder, templates)
    yield from render_badge(view, folder, templates)
    yield Artifact(f"{folder}{SOCIAL[0]}", draw_social(view, templates.say, cache, font))
    if view.site:  # oEmbed knows addresses in full alone
        told = {**describe_for_oembed(view), "trust_report": write_seal(view)}
        yield Artifact(f"{folder}oembed.json", seal(encode_json(told)))
