"""A claim that is supported in one version and contradicted in the next says so in everything that leaves the site."""

from __future__ import annotations

import io
import json
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from support.compose.rendered import TEMPLATES
from support.workspaces.claimed import FIRST_DAY, LATER, SENTENCE, write_claimed
from trustpages.compose.site import compose_site
from trustpages.compose.wording.said import say
from trustpages.render.addresses import PageAddresses
from trustpages.render.templates import open_templates
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands.export import export
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.embeds import render_embeds

AGENT = "desk"


def choose(root: Path, as_of: date) -> Choice:
    return Choice(root, as_of, None, as_of)


def make_embeds(choice: Choice) -> dict[str, bytes]:
    reading = read(choice)
    composition = gather_composition(reading, compute(reading, tries_policies=False), Disclosed(looks_better=False))
    composed = compose_site(composition)
    templates = open_templates([TEMPLATES], PageAddresses(frozenset(page.path for page in composed.pages)), say)
    return {
        file.path.removeprefix(f"embed/{AGENT}/"): file.content for file in render_embeds(composed.embeds, templates)
    }


def slides_of(choice: Choice) -> str:
    (file,) = export(choice, AGENT, "pptx").files
    deck: Any = Presentation(io.BytesIO(file.content))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*notes, *(shape.text_frame.text for shape in shapes if shape.has_text_frame), *cells])


@pytest.fixture(scope="module")
def supported(tmp_path_factory: pytest.TempPathFactory) -> Choice:
    return choose(write_claimed(tmp_path_factory.mktemp("supported")), FIRST_DAY)


@pytest.fixture(scope="module")
def contradicted(tmp_path_factory: pytest.TempPathFactory) -> Choice:
    return choose(write_claimed(tmp_path_factory.mktemp("contradicted"), 702), LATER)


def test_card_and_badge_tell_of_a_claim_that_turned(supported: Choice, contradicted: Choice) -> None:
    before, after = make_embeds(supported), make_embeds(contradicted)
    for name in ("card.html", "compact.html"):
        assert "ontradicted" not in before[name].decode()
        assert "ontradicted" in after[name].decode(), name
    assert json.loads(after["badge.json"])["color"] not in {"green", "brightgreen", "success"}
    assert before["badge.svg"] != after["badge.svg"]
    assert before["social.png"] != after["social.png"]


def test_slides_and_answers_tell_of_a_claim_that_turned(supported: Choice, contradicted: Choice) -> None:
    assert "ontradicted" not in slides_of(supported)
    assert "ontradicted" in slides_of(contradicted)
    for form in ("md", "html"):
        told = [export(choice, AGENT, form).files[0].content.decode() for choice in (supported, contradicted)]
        assert ["ontradicted:" in text or "Contradicted" in text for text in told] == [False, True], form
    (file,) = export(contradicted, AGENT, "html").files
    assert SENTENCE in unescape(file.content.decode())
