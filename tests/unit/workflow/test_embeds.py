"""The files of embeds: the same bytes twice, held to the gate whatever agents are called, and known as copies."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from support.assess.histories import a_report
from support.builders import a_bundle, a_review, a_workspace, an_agent, an_agent_evidence, days_before, runs
from support.exports.fonts import JAPANESE, needs_japanese
from support.workspaces.every_record import NAMES
from trustpages.compose.composition import Composition
from trustpages.compose.embeds.page import compose_embed_page
from trustpages.compose.embeds.view import compose_embeds
from trustpages.compose.paths import VERIFY
from trustpages.compose.sections.first_screen.bottom_line import compose_bottom_line
from trustpages.compose.wording.said import say
from trustpages.model.artifact import Artifact
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.standing import ValidUntil
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Origins
from trustpages.publish.site.embed_gate import check_embeds
from trustpages.render.addresses import PageAddresses
from trustpages.render.embeds.seal import read_seal
from trustpages.render.embeds.social import draw_social
from trustpages.render.templates import Templates, open_templates
from trustpages.workflow.commands.embed_check import CopyState, check_copy, format_finding, read_copy
from trustpages.workflow.shipped import locations
from trustpages.workflow.site.embeds import render_embeds

WORKSPACE = a_workspace(
    an_agent_evidence(
        a_bundle(runs(), a_review(date=days_before(1))), agent=an_agent(name='<b>"Ann"</b> & Ко ' + NAMES[0])
    )
)
COMPOSITION = Composition(
    a_report(WORKSPACE), WORKSPACE.trust, Origins(), looks_better=False, address="https://trust.example/latest/"
)
(VIEW,) = compose_embeds(COMPOSITION)
FOLDER = f"embed/{VIEW.agent}/"


def some_templates(*own: Path) -> Templates:
    return open_templates((*own, locations.find_templates()), PageAddresses(frozenset({VIEW.page, VERIFY})), say)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {file.path: file.content for file in render_embeds((VIEW,), some_templates())}


def test_an_embed_says_what_the_first_screen_says(files: dict[str, bytes]) -> None:
    agent = COMPOSITION.report.agents[0]
    assert compose_bottom_line(COMPOSITION.report, agent) == VIEW.bottom
    assert sorted(path.removeprefix(FOLDER) for path in files) == [
        *("badge.json", "badge.svg", "card.html", "compact.html", "oembed.json", "social.png")
    ]


def test_the_same_value_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    again = {file.path: file.content for file in render_embeds((VIEW,), some_templates())}
    assert again == files


def test_the_gate_lets_them_pass_and_no_markup_of_a_name_is_markup(files: dict[str, bytes]) -> None:
    facts = check_embeds(Artifact(path, content) for path, content in files.items())
    assert [problem for checked in facts for problem in checked.problems] == []
    assert len(facts) == 3
    assert b"<b>&#34;" not in files[f"{FOLDER}card.html"]
    badge = ElementTree.fromstring(files[f"{FOLDER}badge.svg"])  # noqa: S314  # ours
    title = badge.findtext("{http://www.w3.org/2000/svg}title") or ""
    assert VIEW.name in title
    assert "as of 2026-06-30" in title
    assert (badge.get("role"), badge.get("height")) == ("img", "20")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("default-src 'none'", "default-src *"),
        ("<style>", "<style>b{}"),
        ("<script>", "<script>alert(1);"),
        ("</main>", "</main><script>1</script>"),
        ("<h1", '<img src="https://elsewhere.example/x"><h1'),
        ("<h1", '<h1 onclick="x"'),
        ("</main>", '<iframe src="x"></iframe></main>'),
    ],
)
def test_the_gate_stops_a_card_that_is_anything_else(files: dict[str, bytes], old: str, new: str) -> None:
    card = files[f"{FOLDER}card.html"].decode()
    assert old in card
    (facts,) = check_embeds([Artifact("embed/x/card.html", card.replace(old, new, 1).encode())])
    assert facts.problems


@pytest.mark.parametrize(
    "spoiled",
    [b"<script>1</script></svg>", b'<a href="x"/></svg>', b'<rect onload="x"/></svg>', b"<style/></svg>", b"</x>"],
)
def test_the_gate_stops_a_picture_that_is_anything_else(files: dict[str, bytes], spoiled: bytes) -> None:
    badge = files[f"{FOLDER}badge.svg"].replace(b"</svg>", spoiled)
    (facts,) = check_embeds([Artifact("embed/x/badge.svg", badge)])
    assert facts.problems


def test_an_override_that_breaks_out_of_its_element_is_refused(tmp_path: Path) -> None:
    (tmp_path / "embeds").mkdir()
    (tmp_path / "embeds/card.css").write_text("</style><script>1</script>")
    with pytest.raises(TrustpagesError, match="would end the element"):
        render_embeds((VIEW,), some_templates(tmp_path))


@pytest.mark.parametrize("audience", [Audience.NDA, Audience.INTERNAL])
def test_a_report_for_some_has_none(audience: Audience) -> None:
    assert compose_embeds(replace(COMPOSITION, report=replace(COMPOSITION.report, audience=audience))) == ()


def test_an_expired_agent_has_no_card_without_its_state() -> None:
    report = COMPOSITION.report
    past = replace(report.agents[0], valid_until=ValidUntil(report.as_of - timedelta(days=1), "a review fell due"))
    (view,) = compose_embeds(replace(COMPOSITION, report=replace(report, agents=(past,))))
    made = {file.path: file.content for file in render_embeds((view,), some_templates())}
    for name in ("card.html", "compact.html", "badge.svg", "badge.json", "oembed.json"):
        assert view.after.word in unescape(made[f"{FOLDER}{name}"].decode()), name
    assert b"expired</strong>" in made[f"{FOLDER}card.html"]
    assert VIEW.bottom.action not in unescape(made[f"{FOLDER}card.html"].decode())


def test_shields_gets_the_keys_that_it_knows(files: dict[str, bytes]) -> None:
    shown = json.loads(files[f"{FOLDER}badge.json"])
    assert set(shown) == {"schemaVersion", "label", "message", "color", "labelColor"}
    assert VIEW.badge.label.word in shown["message"]


def test_oembed_has_a_frame_in_a_sandbox_and_addresses_in_full(files: dict[str, bytes]) -> None:
    told = json.loads(files[f"{FOLDER}oembed.json"])
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert told["html"].startswith(
        f'<iframe src="https://trust.example/latest/{FOLDER}card.html" title="Trust report: &lt;b&gt;'
    )
    assert "allow-same-origin" not in told["html"]


def test_without_an_address_there_is_no_oembed_and_the_page_says_so() -> None:
    view = replace(VIEW, site="")
    assert not [file for file in render_embeds((view,), some_templates()) if file.path.endswith("oembed.json")]
    assert "names no address of its own" in repr(compose_embed_page(COMPOSITION, view).sections)


def copies(view: EmbedView, files: dict[str, bytes]) -> Iterator[bytes]:
    del view
    yield from (files[f"{FOLDER}{name}"] for name in ("card.html", "compact.html", "badge.svg", "oembed.json"))


def test_a_copy_says_what_it_is_and_one_word_changed_is_altered(files: dict[str, bytes]) -> None:
    for copy in copies(VIEW, files):
        seal = read_seal(copy)
        assert seal is not None
        assert (seal.agent, seal.is_whole) == (VIEW.agent, True)
        assert check_copy(copy, seal.as_of, None).state is CopyState.UNCONFIRMED
        assert check_copy(copy, date(2099, 1, 1), None).state is CopyState.EXPIRED
        altered = check_copy(copy.replace(VIEW.bottom.posture.word.encode(), b"Flawless"), seal.as_of, None)
        assert (altered.state, altered.exit_code) == (CopyState.ALTERED, 5)


def test_a_picture_carries_a_digest_of_itself_and_can_be_read(files: dict[str, bytes]) -> None:
    picture = files[f"{FOLDER}social.png"]
    seal = read_seal(picture)
    assert seal is not None
    assert (seal.agent, seal.is_whole) == (VIEW.agent, True)
    with Image.open(io.BytesIO(picture)) as opened:  # which holds every chunk against its sum
        opened.load()
        assert read_seal(opened.text["trustpages-embed"].encode()) is not None  # type: ignore[attr-defined]  # of PNG alone
    assert picture[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    assert len(picture) < 200_000


def test_a_name_that_cannot_be_drawn_stands_as_its_id() -> None:
    drawn = [draw_social(replace(VIEW, name=name), say) for name in (NAMES[0], NAMES[1], VIEW.agent)]
    assert drawn[0] == drawn[1] == drawn[2]


@needs_japanese
def test_a_further_font_draws_a_name_but_never_letters_that_have_to_be_joined() -> None:
    arabic, japanese, named = (
        draw_social(replace(VIEW, name=name), say, font=JAPANESE) for name in (*NAMES[:2], VIEW.agent)
    )
    assert arabic == named == draw_social(replace(VIEW, name=VIEW.agent), say)
    assert japanese != named


def test_what_is_no_font_draws_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_text("no font")
    with pytest.raises(TrustpagesError, match="is no font"):
        draw_social(replace(VIEW, name=NAMES[1]), say, font=tmp_path / "a.ttf")


def test_what_is_no_embed_is_told_so(tmp_path: Path) -> None:
    for content in (b"", b"<p>a page</p>", b"\x00" * 99):
        with pytest.raises(TrustpagesError) as refused:
            check_copy(content, date(2026, 6, 30), None)
        assert refused.value.code == "no-embed"
    for place in (str(tmp_path / "none"), str(tmp_path), "ftp://x.example/card.html"):
        with pytest.raises(TrustpagesError) as refused:
            read_copy(place)
        assert refused.value.code == "no-copy"


def test_the_finding_is_json_for_programs(files: dict[str, bytes]) -> None:
    found = check_copy(files[f"{FOLDER}card.html"], date(2026, 6, 30), None)
    told = json.loads(format_finding(found, as_json=True))
    assert (told["state"], told["agent"], told["as_of"]) == ("unconfirmed", VIEW.agent, "2026-06-30")
    assert format_finding(found, as_json=False).startswith(f"unconfirmed: {VIEW.agent}, as of 2026-06-30: ")
