"""The site of more agents than one page shows in full, built for real."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from support.workspaces.every_record import NAMES
from support.workspaces.reports import refuse_dead_links
from trustpages.compose.composition import MOST_AGENTS_IN_FULL
from trustpages.model.vocabulary import Audience
from trustpages.publish.site.gate import check_page
from trustpages.workflow.codes import explain_metrics

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("many-agents")]

AGENTS = [f"agent-{number:02}" for number in range(MOST_AGENTS_IN_FULL + 2)]
PAGES = ("", "limitations/", "questions/", "because/", "evidence/", "pacts/service/", "pacts/privacy/")
HEAVIEST = 200_000


def test_each_agent_has_its_pages_and_its_place_on_the_registers(many_agents: Path) -> None:
    site = many_agents / "site"
    registers = [check_page("", _read(site, f"{page}/index.html")).anchors for page in ("claims", "limitations")]
    for agent in AGENTS:
        assert all((site / f"agents/{agent}/{page}index.html").is_file() for page in PAGES)
        links = check_page("", _read(site, f"agents/{agent}/questions/index.html")).links
        assert "../analyst/index.html#claims" in links
        assert all(agent in anchors for anchors in registers)


def test_names_in_any_script_are_shown(many_agents: Path) -> None:
    listed = unescape(_read(many_agents / "site", "agents/index.html"))
    assert [name for name in NAMES if name not in listed] == []


def test_the_search_finds_each_thing_where_it_stands(many_agents: Path) -> None:
    site = many_agents / "site"
    entries = json.loads(_read(site, "search/search_index.json"))["docs"]
    places = {entry["location"] for entry in entries}
    for agent in json.loads(_read(site, "report.json"))["agents"]:
        own = f"agents/{agent['id']}/"
        words = _flatten(" ".join(entry["text"] for entry in entries if entry["location"].startswith(own)))
        shown = _TRIGGERED.findall(_read(site, f"{own}limitations/index.html"))
        titles = [_H1.search(_read(site, f"{own}evidence/{item['id']}/index.html")) for item in agent["evidence"]]
        sought = (
            *(claim["text"] for claim in agent["claims"]),
            *(_flatten(text) for text in shown),
            *(_flatten(title[1]) for title in titles if title),
        )
        assert [text for text in sought if _spaced(text) not in words] == []
        assert len(shown) == len(agent["limitations"])
        promises = {f"{own}pacts/{each['pact']}/#promise-{each['id']}" for each in agent["obligations"]}
        assert {own, *promises} <= places
    assert {f"method/#{name}" for name in explain_metrics()} <= places
    assert len([place for place in places if place.startswith("glossary/#")]) > 20


_TRIGGERED = re.compile(r'<span class="tp-chip[^>]*>(?:(?!</li>).)*?<div>\s*<p>(.*?)</p>', re.DOTALL)
_H1 = re.compile(r"<h1[^>]*>(.*?)(?:<a class=\"headerlink.*?)?</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def _flatten(html: str) -> str:
    return _spaced(unescape(unescape(_TAG.sub("", html))))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def test_no_page_is_too_heavy(many_agents: Path) -> None:
    pages = (many_agents / "site").rglob("*.html")
    assert [page for page in pages if page.stat().st_size > HEAVIEST] == []


def test_the_links_hold_for_those_who_see_everything(many_agents: Path) -> None:
    refuse_dead_links(many_agents, Audience.INTERNAL)


def _read(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8")
