"""Names that nothing declares: suggestions, and what keeps silent because something else is said already."""

from __future__ import annotations

from datetime import date

import pytest

from support.intake.workspaces import InMemory, read_workspace, valid
from trustpages.intake.messages.quoting import find_nearest, quote, suggest_nearest
from trustpages.model.vocabulary import Audience


def found(files: dict[str, bytes], audience: Audience = Audience.INTERNAL) -> list[str]:
    problems = read_workspace(InMemory(files), audience, date(2026, 7, 1)).problems
    return [f"{problem.place.file}: {problem.code} {problem.sentence}" for problem in problems]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("june", "obligation: service/task-success", "obligation: service/none", "unknown-obligation"),
        ("june", "steps: [refund]", "steps: [refnd]", "unknown-step"),
        ("service", "decided_by: head-of-operations", "decided_by: nobody", "unknown-role"),
        ("agent", "accepted_by: risk-officer", "accepted_by: somebody", "unknown-role"),
        ("claims", "obligation: service/task-success", "obligation: service/tasks", "unknown-obligation"),
        ("claims", "evidence: [june-runs]", "than: may-runs", "unknown-item"),
        ("desk_bench", "step: answer", "step: reply", "unknown-step"),
        ("desk_bench", "agent: desk,", "agent: counter,", "unknown-agent"),
        ("desk_bench", "obligation: service/task-success", "obligation: service/x", "unknown-obligation"),
        ("buyers", "agent: desk", "agent: counter", "unknown-agent"),
    ],
)
def test_undeclared_name_is_one_problem(name: str, old: str, new: str, code: str) -> None:
    (problem,) = found(valid(**{name: (old, new)}))
    assert f": {code} " in problem


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("june", "obligation: service/task-success", "obligation: service/none"),
        ("june", "steps: [refund]", "steps: [refnd]"),
        ("service", "step: answer", "step: anwser"),
        ("service", "to: approve-each", "to: approve-each-one"),
        ("claims", "obligation: service/task-success", "obligation: service/tasks"),
    ],
)
def test_name_whose_one_home_is_visible_is_a_problem_for_every_audience(name: str, old: str, new: str) -> None:
    files = valid(**{name: (old, new)})
    assert found(files) == found(files, Audience.NDA) == found(files, Audience.PUBLIC)


def test_name_that_may_lead_to_something_withheld_is_no_problem() -> None:
    hidden = valid(service=("visibility: public", "visibility: nda"))
    assert found(hidden, Audience.PUBLIC) == []
    elsewhere = valid(june=("obligation: service/task-success", "obligation: secret/task-success"))
    assert found(elsewhere, Audience.PUBLIC) == []
    assert len(found(elsewhere)) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("agent", "id: desk", "id: dsek", "wrong-place"),
        ("agent", "id: desk", "id: ''", "bad-id"),
        ("agent", "workflow:", "workflwo:", "unknown-key"),
        ("agent", "{id: answer, ", "{", "missing-key"),
        ("agent", "ladder: [suspended, approve-each, autonomous]", "ladder: suspended", "wrong-type"),
        ("agent", "decision_rights:", "decision_rihgts:", "unknown-key"),
        ("service", "agent: desk", "agent: dsek", "wrong-place"),
        ("service", "id: service", "id: Service!", "bad-id"),
        ("service", "obligations:", "obligatoins:", "unknown-key"),
        ("service", "- id: task-success", "- ident: task-success", "missing-key"),
        ("june", "agent: desk", "agent: dsek", "wrong-place"),
        ("june", "items:", "itmes:", "unknown-key"),
        ("june", "id: june-runs", "id: 7", "wrong-type"),
        ("desk_bench", "id: desk-bench", "id: true", "wrong-type"),
        ("agent", "owner: head-of-operations", "onwer: head-of-operations", "unknown-key"),
        ("service", "- id: task-success", "- id: {name: task-success}", "wrong-type"),
    ],
)
def test_broken_declaration_is_told_where_it_is_and_not_wherever_it_is_used(
    name: str, old: str, new: str, code: str
) -> None:
    problems = found(valid(**{name: (old, new)}))
    assert {code} <= {problem.split()[1] for problem in problems} <= {code, "unknown-key"}, problems


def test_claim_without_id_may_be_what_a_review_closes() -> None:
    review = (
        "{kind: review, id: r, date: 2026-06-20, occasion: event, by: {name: A}, closes: [most-requests], outcome: x}"
    )
    june = ("items:\n", f"items:\n  - {review}\n")
    assert found(valid(june=june)) == []
    (renamed,) = found(valid(june=june, claims=("id: most-requests", "id: few-requests")))
    assert "unknown-trigger" in renamed
    (problem,) = found(valid(june=june, claims=("- id: most-requests", "- id: {name: most-requests}")))
    assert "wrong-type" in problem


@pytest.mark.parametrize(
    "text", ["kind: pact\nid: a\nobligations: [{id: b}]\n", "kind: agent\nworkflow: {id: a, steps: [{id: b}]}\n"]
)
def test_misplaced_document_of_no_agent_declares_nothing_for_one(text: str) -> None:
    problems = found(valid() | {"evidence/stray.yml": text.encode()})
    assert {problem.split(": ")[0] for problem in problems} == {"evidence/stray.yml"}


def test_other_agents_names_do_not_count() -> None:
    files = valid()
    for path in [file for file in files if "/desk/" in file]:
        other = files[path].replace(b"agent: desk", b"agent: counter").replace(b"id: desk", b"id: counter")
        files[path.replace("/desk/", "/counter/")] = other
    bundle = "evidence/counter/bundles/june.yml"
    assert found(files) == []
    files[bundle] = files[bundle].replace(b"id: june-runs", b"id: july-runs")
    assert found(files) == ["evidence/counter/claims.yml: unknown-item no item 'june-runs'"]


def test_missing_agent_is_told_once_a_document_and_nothing_follows_from_it() -> None:
    files = {path: data for path, data in valid().items() if path != "evidence/desk/agent.yml"}
    codes = {one.split(": ")[1].split()[0] for one in found(files)}
    assert codes == {"unknown-agent", "unknown-workflow"}


def test_invalid_document_still_declares_its_names() -> None:
    (problem,) = found(valid(service=("severity: high", "severity: severe")))
    assert "unknown-value" in problem


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("sevice/task-success", ["service/task-success", "service/no-leak"], "service/task-success"),
        ("Task_Success", ["task-success"], "task-success"),
        ("task success", ["task-success"], "task-success"),
        ("xyz", ["task-success"], None),
        ("ab", [], None),
        ("aa", ["ab", "ac"], None),
        ("abcd", ["abce", "abcf"], "abce"),
    ],
)
def test_nearest_name_is_what_was_probably_meant(name: str, names: list[str], expected: str | None) -> None:
    assert find_nearest(name, names) == expected
    assert find_nearest(name, reversed(names)) == expected
    assert suggest_nearest(name, names, "no") == (f"did you mean '{expected}'?" if expected else "no")


@pytest.mark.parametrize(("text", "shown"), [("a", "'a'"), ("a\x1b[31m", "'a\\x1b[31m'"), ("x" * 81, f"'{'x' * 80}…'")])
def test_names_in_sentences_are_short_and_print(text: str, shown: str) -> None:
    assert quote(text) == shown


CONTESTED = """steps: [refund]
  - {kind: dispute, id: contested, opened: 2026-06-20, by: {name: Buyer}, about: The counts., status: open,
     concerns: [NAME]}"""


@pytest.mark.parametrize("name", ["june-runs", "desk-bench", "most-requests", "service/task-success"])
def test_a_dispute_may_concern_items_benchmarks_claims_and_promises(name: str) -> None:
    files = valid(june=("steps: [refund]", CONTESTED.replace("NAME", name)))
    assert found(files) == []


def test_a_dispute_over_something_unknown_is_one_problem() -> None:
    (problem,) = found(valid(june=("steps: [refund]", CONTESTED.replace("NAME", "desk-bnch"))))
    assert ": unknown-item " in problem
