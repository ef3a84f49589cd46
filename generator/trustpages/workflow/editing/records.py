"""Steps of `record` and `new claim`: an entry from answers, in the list where records of its kind stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from trustpages.assess.evidence.context import NO_AGGREGATES, build_context
from trustpages.assess.metrics.follow_through.ledger import check_overrides
from trustpages.assess.standing.acceptances import check_acceptances, find_acceptance_lacks
from trustpages.assess.standing.answers import find_lacks
from trustpages.editing.changes import AddEntry, DocumentChange, SetKey
from trustpages.intake.messages.quoting import quote
from trustpages.model.documents.bundle import Review
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.model.vocabulary import Trigger
from trustpages.model.workspace import Workspace
from trustpages.workflow.editing.documents import (
    FoundDocument,
    choose_new_path,
    find_agent,
    find_by_id,
    find_publisher,
    format_document,
    list_documents,
)
from trustpages.workflow.editing.forms import RecordForm
from trustpages.workflow.editing.questions import AnswerKind, collect_answers
from trustpages.workflow.editing.suggestions import find_agreed_action
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, change_files, try_edit
from trustpages.workflow.reading import ReadWorkspace

_OWN_PRODUCERS = frozenset({"vendor", "contractor"})
_RECORDS = "records"
_INTERNAL = (
    "{path} is new, and for internal readers; --visibility says who else may read the record. Where others see what "
    "speaks for an agent, a gate of `check` wants them to see what speaks against it, too"
)


def record(
    reading: ReadWorkspace,
    form: RecordForm,
    answers: Mapping[str, Any],
    *,
    agent: str | None = None,
    into: str | None = None,
    id_: str | None = None,
) -> EditOutcome:
    """What it does to write a record with these answers, by the names of the questions.

    It goes `into` the document of that id, else where records of its kind stand already, else into a new one. Raises
    TrustpagesError `no-such-name` for an agent or document that there is not, `no-right` for an acceptance that would
    not count.
    """
    if agent is not None:
        find_agent(reading, agent)
    entry = _make_entry(reading, form, answers, agent, id_)
    document = _choose_document(reading, form, agent, into)
    if document is None:
        edit = _write_new_document(reading, form, agent, entry)
    else:
        add: DocumentChange = AddEntry((form.entries,), entry)
        if not document.entries(form.entries):
            add = SetKey((), form.entries, [entry])
        edit = Edit(change_files(reading, {document.file: [add]}))
    outcome = try_edit(reading, edit)
    # A record that names what there is not would say nothing to anybody.
    unknown = tuple(doubt for doubt in outcome.doubts if doubt.code.startswith("unknown-"))
    outcome = replace(outcome, refused=(*outcome.refused, *unknown))
    after = outcome.after.workspace
    if after is None or outcome.refused:
        return outcome
    judge = _JUDGES.get(form.name)
    notes = judge(after, outcome, str(entry["id"]), agent or "") if judge else ()
    return replace(outcome, notes=(*outcome.notes, *notes))


def fill_in(reading: ReadWorkspace, form: RecordForm, answers: Mapping[str, Any], agent: str | None) -> dict[str, Any]:
    """What need not be said: the day of the report for days of the record itself, and what a pact agreed.

    Raises TrustpagesError `no-such-name` for an agent that there is not.
    """
    found: dict[str, Any] = {
        question.name: reading.intake.as_of for question in form.questions if question.path[0] in form.today
    }
    if agent is None:
        return found
    find_agent(reading, agent)
    if form.name == "consequence" and answers.get("obligation"):
        trigger = answers.get("trigger") or Trigger.ON_BREACH.value
        agreed = find_agreed_action(reading, agent, answers["obligation"], trigger)
        found |= {"action": agreed} if agreed else {}
    if form.name == "dispute":
        found["status"] = "open"
    return found


def _make_entry(
    reading: ReadWorkspace, form: RecordForm, answers: Mapping[str, Any], agent: str | None, id_: str | None
) -> dict[str, Plain]:
    days = [answers.get(question.name) for question in form.questions if question.kind is AnswerKind.DAY]
    day = next((day for day in days if day is not None), reading.intake.as_of)
    taken = {
        str(entry.get("id"))
        for document in list_documents(reading, form.document, agent)
        for entry in document.entries(form.entries)
    }
    names = (f"{form.name}-{day}", *(f"{form.name}-{day}-{number}" for number in range(2, len(taken) + 3)))
    entry: dict[str, Plain] = {"kind": form.name} if form.document == "bundle" else {}
    entry["id"] = id_ or next(name for name in names if name not in taken)
    return entry | collect_answers(form.questions, answers)


def _choose_document(
    reading: ReadWorkspace, form: RecordForm, agent: str | None, into: str | None
) -> FoundDocument | None:
    """The document of that id; else the one with most records of the kind, of the organisation itself."""
    documents = list_documents(reading, form.document, agent)
    if into is not None:
        return find_by_id(documents, form.document, into)
    if form.document == "bundle":
        own = [document for document in documents if _is_own(document)]
        counts = {document.file: _count_kind(document, form) for document in own}
        best = max(own, key=lambda document: counts[document.file], default=None)
        if best is not None and counts[best.file]:
            return best
        return next((document for document in own if document.id == _RECORDS), None)
    return next((document for document in documents if document.entries(form.entries)), None)


def _is_own(document: FoundDocument) -> bool:
    producer = document.value.get("producer")
    return isinstance(producer, dict) and producer.get("relationship") in _OWN_PRODUCERS


def _count_kind(document: FoundDocument, form: RecordForm) -> int:
    return sum(entry.get("kind") == form.name for entry in document.entries(form.entries))


def _write_new_document(reading: ReadWorkspace, form: RecordForm, agent: str | None, entry: dict[str, Plain]) -> Edit:
    """A document that holds the entry alone; it is for internal readers, until somebody says otherwise."""
    head: dict[str, Plain] = {"kind": form.document, "schema": "trustpages/1", "visibility": "internal"}
    folder = f"evidence/{agent}" if form.is_of_agent else "evidence/decisions"
    if form.document == "claims":
        path = f"{folder}/claims.yml"
        head |= {"agent": agent}
    elif form.document == "bundle":
        path = choose_new_path(reading, f"{folder}/bundles", _RECORDS)
        head |= {
            "id": path.rpartition("/")[2].removesuffix(".yml"),
            "agent": agent,
            "producer": {"name": find_publisher(reading), "relationship": "vendor"},
        }
    else:
        path = choose_new_path(reading, folder, form.entries)
        head |= {"id": path.rpartition("/")[2].removesuffix(".yml")}
    notes = () if "visibility" in entry else (_INTERNAL.format(path=path),)
    return Edit({path: format_document(head | {form.entries: [entry]})}, notes=notes)


def _judge_review(after: Workspace, outcome: EditOutcome, id_: str, agent: str) -> tuple[str, ...]:
    evidence = next(found for found in after.agents if found.agent.id == agent)
    review = next(item for _, item in evidence.items() if item.id == id_)
    lacks = find_lacks(evidence.agent, review) if isinstance(review, Review) else ()
    if not lacks:
        return ()
    return (f"it cannot close an incident, a breach or the like: it lacks {' and '.join(lacks)}",)


def _judge_override(after: Workspace, outcome: EditOutcome, id_: str, agent: str) -> tuple[str, ...]:
    evidence = next(found for found in after.agents if found.agent.id == agent)
    findings = check_overrides(build_context(after, evidence, outcome.after.as_of, NO_AGGREGATES))
    lacks = next((finding.lacks for finding in findings if finding.id == id_), ())
    return (f"it does not count: it lacks {', '.join(lacks)}",) if lacks else ()


def _judge_acceptance(after: Workspace, outcome: EditOutcome, id_: str, agent: str) -> tuple[str, ...]:
    accepted = next(entry for document in after.decisions for entry in document.acceptances if entry.id == id_)
    agents = [found.agent for found in after.agents]
    if find_acceptance_lacks(accepted, agents):
        sentence = f"no decision right 'accept-change' names the role {quote(accepted.role)} for all that it concerns"
        raise TrustpagesError("no-right", sentence, "name the agents that it concerns, or have somebody accept who may")
    finding = next((finding for finding in check_acceptances(after, outcome.after.as_of) if finding.id == id_), None)
    return ("it has ended already",) if finding is not None and not finding.holds else ()


_JUDGES: Mapping[str, Callable[[Workspace, EditOutcome, str, str], tuple[str, ...]]] = {
    "review": _judge_review,
    "override": _judge_override,
    "acceptance": _judge_acceptance,
}
