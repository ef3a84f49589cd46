"""A whole workspace as each audience sees it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.intake.workspaces import InMemory, read_workspace, valid
from trustpages.intake.files.parsed_workspace import parse_workspace
from trustpages.intake.workspace import Intake, validate_for_audience
from trustpages.model.problem import Place, Problem, ProblemLevel
from trustpages.model.vocabulary import Audience

PUBLIC, NDA, INTERNAL = Audience.PUBLIC, Audience.NDA, Audience.INTERNAL
TODAY = date(2026, 7, 1)
BUNDLE = "evidence/desk/bundles/june.yml"
SECRET = b"""kind: bundle
schema: trustpages/1
id: secret
agent: desk
producer: {name: Example Vendor, relationship: vendor}
items:
  - {kind: incident, id: leak, severity: critical, occurred: 2026-06-20, visible_event: A leak.}
"""


def read(files: Mapping[str, bytes], audience: Audience = INTERNAL, as_of: date | None = None) -> Intake:
    return read_workspace(InMemory(files), audience, TODAY, as_of)


def shown(intake: Intake) -> tuple[object, ...]:
    """Everything that may leave the workspace for an audience."""
    return intake.workspace, intake.problems, intake.as_of, intake.pages, intake.origins


def test_valid_workspace_is_assembled() -> None:
    workspace = read(valid()).workspace
    assert workspace is not None
    (desk,) = workspace.agents
    assert desk.agent.id == "desk"
    assert [pact.id for pact in desk.pacts] == ["service"]
    assert [item.id for _, item in desk.items()] == ["june-runs", "keep-autonomous", "late-refund"]
    assert [claim.id for claim in desk.claims[0].claims] == ["most-requests"]
    assert workspace.benchmark("desk-bench") is not None
    assert len(workspace.inputs_digest) == 64


@pytest.mark.parametrize(
    ("stated", "chosen", "expected"),
    [
        ("as_of: 2026-06-30", None, date(2026, 6, 30)),
        ("as_of: 2026-06-30", date(2026, 6, 29), date(2026, 6, 29)),
        ("illustrative: true", None, TODAY),
    ],
)
def test_date_of_the_report_is_chosen_stated_or_today(stated: str, chosen: date | None, expected: date) -> None:
    assert read(valid(trust=("as_of: 2026-06-30", stated)), as_of=chosen).as_of == expected


def test_an_error_leaves_no_workspace_and_a_warning_leaves_it() -> None:
    assert read(valid(service=("step: answer", "step: answers"))).workspace is None
    doubtful = read(valid(service=("decided_by: head-of-operations", "decided_by: nobody")))
    assert [problem.level for problem in doubtful.problems] == [ProblemLevel.WARNING]
    assert doubtful.workspace is not None


def test_workspace_without_trust_file_is_a_problem() -> None:
    files = {path: data for path, data in valid().items() if path != "trust.yml"}
    assert [problem.code for problem in read(files).problems] == ["no-workspace"]


def test_reference_to_what_is_withheld_stays_as_it_is() -> None:
    files = valid(service=("visibility: public", "visibility: nda"))
    public = read(files, PUBLIC)
    assert public.problems == ()
    assert public.workspace is not None
    (desk,) = public.workspace.agents
    assert desk.pacts == ()
    assert desk.items()[0][1].supports == ("service/task-success", "service/no-leak")
    assert read(files, NDA).workspace != public.workspace


def test_agent_that_is_withheld_takes_its_documents_along() -> None:
    workspace = read(valid(agent=("visibility: public", "visibility: internal")), PUBLIC).workspace
    assert workspace is not None
    assert workspace.agents == ()


def test_pages_are_for_whom_they_say() -> None:
    files = {**valid(), "content/inside.md": b"# Inside\n", "content/a/nda.md": b"---\nvisibility: nda\n---\nX\n"}
    assert [path for path, _ in read(files, PUBLIC).pages] == ["how-we-work.md"]
    assert read(files, NDA).pages[0] == ("a/nda.md", "X\n")
    assert [path for path, _ in read(files).pages] == ["a/nda.md", "how-we-work.md", "inside.md"]


@pytest.mark.parametrize(
    "extra",
    [
        {"evidence/desk/bundles/secret.yml": SECRET},
        {"evidence/desk/bundles/secret.yml": SECRET.replace(b"critical", b"catastrophic")},
        {"evidence/desk/bundles/secret.yml": SECRET.replace(b"id: leak", b"id: late-refund")},
        {"evidence/desk/bundles/secret.yml": b"kind: bundle\nid: [unclosed\n"},
        {"evidence/decisions/secret.yml": b"kind: nonsense\n"},
        {"evidence/other/agent.yml": b"kind: agent\nid: 3\n"},
        {"content/secret.md": b"caf\xe9"},
        {"evidence/desk/bundles/june-extra.csv": b"customer,day,outcome\n"},
    ],
    ids=lambda extra: next(iter(extra)),
)
def test_internal_files_change_nothing_for_others(extra: dict[str, bytes]) -> None:
    base = {**valid(), "evidence/desk/bundles/other.yml": SECRET.replace(b"secret", b"other").replace(b"leak", b"slip")}
    for audience in (PUBLIC, NDA):
        assert shown(read({**base, **extra}, audience)) == shown(read(base, audience))


def test_internal_item_in_a_public_file_changes_nothing_for_others() -> None:
    one = valid(june=("items:\n", "items:\n  - {kind: audit, id: a, visibility: internal}\n"))
    other = valid(june=("items:\n", "items:\n\n\n  # why\n  - {kind: audit, id: [b], visibility: internal}\n"))
    assert shown(read(one, PUBLIC)) == shown(read(other, PUBLIC))
    assert read(one, PUBLIC).workspace is not None
    assert read(one, INTERNAL).workspace is None


def test_lines_and_file_digests_are_told_to_those_who_see_everything() -> None:
    files, key = valid(), "desk/late-refund"
    complete, public = (read(files, audience).origins.items[key] for audience in (INTERNAL, PUBLIC))
    assert (complete.first_line, complete.sha256) == (17, hashlib.sha256(files[BUNDLE]).hexdigest())
    assert public.first_line == 0
    assert public.sha256 not in {complete.sha256, ""}


def test_lines_of_a_warning_are_told_to_those_who_see_everything() -> None:
    files = valid(service=("{kind: proportion}", "{kind: proportion, good: solved}"))
    assert {(problem.level, problem.place.line > 0) for problem in read(files, INTERNAL).problems} == {
        (ProblemLevel.WARNING, True)
    }
    assert {(problem.level, problem.place.line > 0) for problem in read(files, PUBLIC).problems} == {
        (ProblemLevel.WARNING, False)
    }


def test_what_cannot_be_read_concerns_those_who_see_everything() -> None:
    unfit = Problem(Place("evidence/desk/bundles/a name.yml"), "path-bad-name", "a name", "rename it")
    above = Problem(Place("content"), "path-link", "a link", "put the folder there")
    source = InMemory(valid())
    trees = replace(parse_workspace(source), problems=(above, unfit))
    assert validate_for_audience(trees, INTERNAL, TODAY).problems == (above, unfit)
    assert validate_for_audience(trees, PUBLIC, TODAY).problems == (above,)


def test_names_that_differ_only_in_case_are_a_problem_of_those_who_see_both() -> None:
    page = b"---\nvisibility: public\n---\n# A page\n"
    both = {**valid(), "content/a.md": page, "content/A.md": page}
    assert [(problem.code, problem.place.file) for problem in read(both, PUBLIC).problems] == [
        ("path-case-collision", "content/a.md")
    ]
    assert read({**both, "content/A.md": b"# Inside\n"}, PUBLIC).problems == ()


def test_texts_hold_no_comments_and_nothing_withheld() -> None:
    files = valid(june=("items:\n", "items:\n  # between us\n  - {kind: audit, id: a, visibility: internal}\n"))
    texts = "".join(read(files, PUBLIC).origins.texts.values())
    assert "between us" not in texts
    assert "kind: audit" not in texts
    assert "visible_event: A refund was late." in texts


def test_broken_file_is_withheld_unless_it_says_that_it_is_not() -> None:
    broken = valid(june=("id: june\n", "id: [june\n"))
    (problem,) = read(broken, PUBLIC).problems
    assert problem.code.startswith("yaml-")
    silent = valid(june=("visibility: public\n", "colour: [red\n"))
    assert read(silent, PUBLIC).problems == ()
    assert read(silent, INTERNAL).problems != ()


def test_unreadable_bundle_is_not_blamed_on_those_who_refer_to_it() -> None:
    found = read(valid(june=("id: june\n", "id: [june\n"))).problems
    assert {problem.place.file for problem in found} == {BUNDLE}


def test_digest_of_inputs_follows_what_is_seen_and_nothing_else() -> None:
    files = valid()
    digest = _digest(files)
    assert _digest(valid(june=("items:\n", "# a comment\nitems:\n"))) == digest
    assert _digest(valid(june=("was late", "was later"))) != digest
    assert _digest({**files, "evidence/desk/bundles/june-runs.csv": b"customer,day,outcome\n"}) != digest
    assert _digest({**files, "evidence/desk/bundles/unused.csv": b"x"}) == digest


def _digest(files: Mapping[str, bytes]) -> str:
    workspace = read(files, PUBLIC).workspace
    assert workspace is not None
    return workspace.inputs_digest


@settings(max_examples=25, deadline=None)
@given(random=st.randoms(use_true_random=False), audience=st.sampled_from(Audience), is_wrong=st.booleans())
def test_order_of_files_is_irrelevant(random: Random, audience: Audience, *, is_wrong: bool) -> None:
    files = valid(service=("step: answer", "step: answers")) if is_wrong else valid()
    shuffled = list(files.items())
    random.shuffle(shuffled)
    assert shown(read(dict(shuffled), audience)) == shown(read(files, audience))


VISIBILITIES = st.sampled_from(["", "visibility: internal", "visibility: nda", "visibility: public"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["june", "service", "agent", "desk_bench", "buyers"]), VISIBILITIES), max_size=3)
)
def test_wider_audience_sees_at_least_as_much(changes: list[tuple[str, str]]) -> None:
    files = valid(**{name: ("visibility: public", stated or "illustrative: true") for name, stated in changes})
    seen = [set(read(files, audience).origins.documents) for audience in Audience]
    assert seen[0] <= seen[1] <= seen[2]
