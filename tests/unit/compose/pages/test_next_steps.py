"""The page of next steps, and the same as text: who gets it, what it says, and that its links lead somewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.builders import AS_OF
from support.compose.rendered import rendered
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from trustpages.advise.advice import Trial, advise
from trustpages.advise.situation import Situation
from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections.next_steps import describe_lift
from trustpages.compose.site import compose_site
from trustpages.model.pages.page import NavItem, Page
from trustpages.model.results.next_steps import AgentSteps, ComingDay
from trustpages.model.vocabulary import Audience, Posture
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import refuse_dead_anchors
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.workflow import next_steps
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands.review.next import find_next
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site import composed_pages
from trustpages.workflow.site.composed_pages import add_next_steps, gather_composition


def compose_for(root: Path, audience: Audience) -> Composition:
    reading = read(Choice(root, None, audience, AS_OF))
    computed = compute(reading, tries_policies=False)
    return add_next_steps(gather_composition(reading, computed, disclose(reading)), reading, computed)


def find_page(composition: Composition) -> Page | None:
    return next((page for page in compose_site(composition).pages if page.path == paths.NEXT), None)


def list_leaves(items: tuple[NavItem, ...]) -> list[str | None]:
    return [path for item in items for path in (item.path, *list_leaves(item.children))]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.NDA])
def test_nobody_outside_gets_the_page(audience: Audience, tmp_path: Path) -> None:
    composition = compose_for(write_bare(tmp_path), audience)
    assert composition.next_steps is None
    site = compose_site(composition)
    assert paths.NEXT not in {page.path for page in site.pages}
    assert paths.NEXT not in list_leaves(site.shared.navigation)


def test_the_vendors_own_people_find_it_in_the_menu(tmp_path: Path) -> None:
    composition = compose_for(write_bare(tmp_path), Audience.INTERNAL)
    site = compose_site(composition)
    assert paths.NEXT in list_leaves(site.shared.navigation)
    known = frozenset(page.path for page in site.pages)
    refuse_dead_anchors([rendered(page, known) for page in site.pages], PageAddresses(known))


def test_only_the_worst_agents_are_tried_in_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composed_pages, "MOST_TRIED", 1)
    composition = compose_for(write_bad_news(tmp_path), Audience.INTERNAL)
    page = find_page(composition)
    assert page is not None
    assert composition.next_steps is not None
    (tried,) = composition.next_steps.agents
    worst = min(agent.posture.posture.rank for agent in composition.report.agents)
    assert tried.posture.rank == worst
    assert len(page.sections) == 2
    others = {agent.id for agent in composition.report.agents} - {tried.agent}
    shown = rendered(page, frozenset(site_page.path for site_page in compose_site(composition).pages)).content.decode()
    assert all(f"trustpages next {name}" in shown for name in others)


def test_steps_are_tried_once_for_the_same_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTPAGES_CACHE", str(tmp_path / "cache"))
    root = write_bare(tmp_path / "workspace")
    cache = prepare_audience_cache(root, Audience.INTERNAL)
    assert cache is not None

    def find() -> Composition:
        reading = read(Choice(root, None, Audience.INTERNAL, AS_OF))
        computed = compute(reading, tries_policies=False, cache=cache.agents)
        return add_next_steps(gather_composition(reading, computed, disclose(reading)), reading, computed, cache)

    tried = list[str]()

    def watched(situation: Situation, trial: Trial) -> AgentSteps:
        tried.append(situation.report.id)
        return advise(situation, trial)

    monkeypatch.setattr(next_steps, "advise", watched)
    assert find().next_steps == find().next_steps == compose_for(root, Audience.INTERNAL).next_steps
    assert len(tried) == 2  # the last had no cache
    (root / "evidence/desk/agent.yml").write_text((root / "evidence/desk/agent.yml").read_text("utf-8") + "# again\n")
    find()
    assert len(tried) == 3


def test_a_text_tells_of_the_agent_what_is_to_be_done_if_and_then(tmp_path: Path) -> None:
    choice = Choice(write_bare(tmp_path), None, None, AS_OF)
    text = find_next(choice, ["desk"], "text").text
    assert "The posture is Blocked. It would be Conditional with this step alone" in text
    assert "Promise something about “answer”" in text
    assert "Posture: Conditional, not Blocked" in text
    assert "No real use is on record; state: Open" in text


def test_where_nothing_is_left_to_do_the_rhythm_is_kept(tmp_path: Path) -> None:
    reading = read(Choice(write_bare(tmp_path), None, Audience.INTERNAL, AS_OF))
    (agent,) = compute(reading, tries_policies=False).report.agents  # type: ignore[union-attr]  # it is valid
    fine = AgentSteps(agent.id, Posture.SUPPORTED, (), None, (), (ComingDay(AS_OF, "a scheduled review is due"),))
    assert describe_lift(agent, fine) == "Nothing would change more than keeping the rhythm."


def test_an_audience_may_be_chosen(tmp_path: Path) -> None:
    choice = Choice(write_bare(tmp_path), None, None, AS_OF)
    assert "Audience: Internal" in find_next(choice, [], "text").text
    assert "Audience: Public" in find_next(replace(choice, audience=Audience.PUBLIC), ["desk"], "text").text
