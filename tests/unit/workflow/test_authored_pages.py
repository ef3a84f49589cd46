"""Authored pages that cannot stand in the site are found by `check`, at their line."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from support.builders import AS_OF
from support.workspaces.every_record import write_every_record
from trustpages.compose import composition
from trustpages.compose.paths import HOME
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands.build import build
from trustpages.workflow.commands.check import check
from trustpages.workflow.commands.init import make_workspace
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped.frameworks import list_framework_ids
from trustpages.workflow.shipped.questions import collect_questions
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.own_paths import list_own_paths, list_reserved_paths
from trustpages.workflow.site.parts import make_parts
from trustpages.workflow.site.steps import find_means, render_site

TODAY = date(2026, 11, 26)
HEAD = "---\nvisibility: public\n---\n# Page\n\n"


BROKEN = [
    ("One\ntwo [z](\\\\evil)", "7:7", "broken-link"),
    ("[z](/method.md)", "6:3", "broken-link"),
    ("[z](method)", "6:3", "broken-link"),
    ("[z](../../x.md)", "6:3", "broken-link"),
    ("- a\n- b\n\n  [z][y]\n\n[y]: nowhere.md", "9:5", "broken-link"),
    ("| a |\n|---|\n| [z](no.pdf) |", "8:5", "broken-link"),
    ("[z](page.md?x=1)", "6:3", "broken-link"),
    ("[z](#nothing)", "6:3", "broken-link"),
    ("Words\n\n## __x", "8:1", "reserved-heading"),
    ("Words\n\n`__x`\n=====", "8:1", "reserved-heading"),
]


@pytest.fixture
def choice(workspace: Path) -> Choice:
    return Choice(workspace, None, None, TODAY)


def write(choice: Choice, path: str, text: str) -> None:
    file = choice.start / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + text, "utf-8")


@pytest.mark.parametrize(
    "path",
    [
        *("agents.md", "Agents.md", "agents/index.md", "agents/my-agent/index.md", "method/index.md"),
        *("agents/my-agent/pacts/support.md", "benchmarks/sample-bench.md", "changes.md", "for/finance.md"),
        *("report.json.md", "_headers.md", "sitemap.xml.md", "404.html.md", "index.html/x.md", "a..md"),
        *("README.md", "sub/README.md", "assets/x.md", "search/x.md", "stylesheets/x.md"),
    ],
)
def test_a_page_in_the_place_of_another_is_a_problem(path: str, choice: Choice) -> None:
    write(choice, path, "Words.\n")
    outcome = check(choice, "text")
    assert (outcome.exit_code, outcome.text.count("\n")) == (3, 1)
    assert outcome.text.startswith(f"content/{path}: [page-place] ")


def test_two_pages_with_one_address_are_both_named(choice: Choice) -> None:
    write(choice, "how.md", "Words.\n")
    write(choice, "how/index.md", "Words.\n")
    lines = check(choice, "text").text.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["content/how.md", "content/how/index.md"]


@pytest.mark.parametrize(("text", "place", "code"), BROKEN)
def test_what_cannot_be_rendered_is_found_at_its_line(text: str, place: str, code: str, choice: Choice) -> None:
    write(choice, "page.md", text)
    outcome = check(choice, "text")
    assert outcome.exit_code == 3
    assert outcome.text.startswith(f"content/page.md:{place}: [{code}] ")


def test_a_build_finds_what_a_check_finds(choice: Choice) -> None:
    for number, (text, _, _) in enumerate(BROKEN):
        write(choice, f"page-{number}.md", text)
    found = check(choice, "text").text.splitlines()
    assert len(found) == len(BROKEN)
    built = build(choice, choice.start.parent / "site", 1, lambda _: nullcontext())
    assert (built.exit_code, list(built.complaints)) == (3, found)


def test_links_that_lead_somewhere_are_fine(choice: Choice) -> None:
    links = (
        "#a-b",
        "#a-b_1",
        "#_1",
        "sub/two.md",
        "agents/my-agent/analyst.md#claims",
        "agents/my-agent/index.md#claims",
        "./method.md",
        "index.md",
    )
    outside = ("https://vendor.example/x", "mailto:kim@vendor.example", "report.json")
    headings = "## A & B\n\n## A - b\n\n## §\n"
    write(choice, "page.md", "\n".join([*(f"[z]({link})" for link in (*links, *outside)), "", headings]))
    write(choice, "sub/two.md", "[back](../page.md)")
    assert check(choice, "text").exit_code == 0
    built = build(choice, choice.start.parent / "site", 1, lambda _: nullcontext())
    assert (built.exit_code, built.complaints) == (0, ())


def test_an_anchor_on_another_page_is_looked_for(choice: Choice) -> None:
    write(choice, "two.md", "## How we test\n")
    write(choice, "page.md", "[z](two.md#how-we-test)\n[z](two.md#nothing)\n[z](method.md#l12)")
    (line,) = check(choice, "text").text.splitlines()
    assert line.startswith("content/page.md:7:3: [broken-link] the page 'two.md' has no place with the anchor")


def test_an_anchor_on_a_page_of_the_program_is_looked_for(choice: Choice) -> None:
    write(choice, "page.md", "[z](index.md#the-agents) [z](decisions.md#my-agent-rights)\n[z](index.md#nothing)")
    (line,) = check(choice, "text").text.splitlines()
    assert line.startswith("content/page.md:7:3: [broken-link] the page 'index.md' has no place with the anchor")


@pytest.mark.parametrize(
    ("agents", "broken"), [(3, []), (4, ["content/page.md:7:3: [broken-link] the page 'decisions.md'"])]
)
def test_an_anchor_that_many_agents_do_away_with_is_found_before_the_site_is_built(
    agents: int, broken: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composition, "MOST_AGENTS_IN_FULL", 3)
    choice = Choice(write_every_record(tmp_path / "many", agents=agents), None, Audience.INTERNAL, AS_OF)
    write(
        choice, "page.md", "[z](claims.md#agent-00)\n[z](decisions.md#agent-00-rights)\n[z](consequences.md#agent-00)"
    )
    lines = [line for line in check(choice, "text").text.splitlines() if "content/page.md" in line]
    assert [line.partition(" has no place")[0] for line in lines] == broken


def test_a_link_to_the_changes_is_sound_before_there_is_an_earlier_report(choice: Choice) -> None:
    write(choice, "page.md", "[what changed](changes.md) and [the feed](changes/feed.xml)")
    assert check(choice, "text").exit_code == 0


def test_a_link_to_what_the_public_does_not_see_is_found_before_the_public_site_is_built(choice: Choice) -> None:
    (choice.start / "content/inside.md").write_text("# Inside\n", "utf-8")
    write(choice, "page.md", "[z](inside.md)")
    assert check(Choice(choice.start, None, Audience.INTERNAL, TODAY), "text").exit_code == 3


@pytest.mark.parametrize("demo", [True, False])
def test_the_site_has_the_paths_that_are_known_beforehand(demo: bool, tmp_path: Path) -> None:
    make_workspace(tmp_path / "w", demo=demo)
    reading = read(Choice(tmp_path / "w", None, Audience.INTERNAL, TODAY))
    computed = compute(reading)
    assert computed.report is not None
    assert reading.intake.workspace is not None
    composition = gather_composition(reading, computed, disclose(reading))
    means = find_means(reading, composition)
    parts = make_parts(composition, {}, means)
    source = render_site(parts, computed.shared_record)
    reports = (file.path for file in source.assets if file.path.endswith("report.json"))
    made = {*(page.path for page in source.pages), *reports, *(feed.path for feed in parts.shared.feeds)}
    workspace = reading.intake.workspace
    known = list_own_paths(computed.report, collect_questions(workspace), list_framework_ids(workspace))
    written = {path for path, _ in reading.intake.pages if path != HOME}
    assert made - written == known
    assert {page.path for page in source.pages} <= means.site.pages
    assert list_reserved_paths(computed.report) >= {path for path in known if path.startswith("for/")}
