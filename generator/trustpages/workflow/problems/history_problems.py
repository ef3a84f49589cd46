"""Problems that only the earlier report shows: agents that are missing, pacts that changed more than they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Explanation, Place, Problem, ProblemLevel
from trustpages.model.results.records.history import PactRecord, TermsRecord
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.records.terms import say_the_same
from trustpages.model.results.report import Report
from trustpages.model.states import POSTURES

HISTORY_CODES: Final = (
    Explanation(
        "agent-missing",
        "An agent that was reported before, and left something open, is in no folder",
        "A promise that is not kept, an incident or vanished evidence does not end with the folder. Bad: the folder "
        "renamed. Good: `formerly: [old-id]` in `agent.yml` of the agent that it became, or the folder restored.",
    ),
    Explanation(
        "pact-step",
        "A pact changed what a promise means, and its version does not say so",
        "Severity, measure, target and window say what is promised: a change of one is a major version, as from "
        "1.2.0 to 2.0.0. Bad: a lower severity in version 1.2.1. Until the promise is kept it weighs as before.",
    ),
    Explanation(
        "history-unnamed",
        "Documents of evidence were deleted, and no earlier report is named that knew them",
        "Without an earlier report nothing that was published is missed: a breach, an incident or an agent can go with "
        "its file. Bad: a bundle deleted in git, and no `previous` in trust.yml. Good: `previous:` with the last "
        "report that was published, or the documents restored and their items withdrawn.",
    ),
)
"""Warnings that `check` and `build` give of what went before: by the earlier report, or for want of one by git."""

_MEANING = ("severity", "measure", "threshold", "window")


def find_history_problems(
    report: Report, previous: PreviousReport | None, documents: Iterable[LoadedDocument]
) -> Iterator[Problem]:
    """A warning for each missing agent and for each promise whose pact takes too small a step."""
    if previous is None:
        return
    known = tuple(documents)
    trust = next((document for document in known if isinstance(document.model, Trust)), None)
    for gone in report.missing:
        was = f"{POSTURES[gone.agent.posture].word} on {gone.as_of}"
        yield Problem(
            Place("trust.yml") if trust is None else trust.source.place_of(()),
            "agent-missing",
            f"the agent '{gone.agent.id}' was {was}, left {len(gone.agent.left_open)} things open, and is in no folder",
            f"say `formerly: [{gone.agent.id}]` in the agent that it became, or restore its folder",
            ProblemLevel.WARNING,
        )
    for agent in report.agents:
        before = previous.record.agent(agent.id)
        earlier = {pact.id: pact for pact in before.pacts} if before is not None else {}
        for pact in agent.pact_records:
            if pact.id in earlier:
                yield from _find_small_steps(agent.id, earlier[pact.id], pact, known)


def find_unnamed_history(deleted: Sequence[str], documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """The warning that documents of evidence were deleted; it is for where no earlier report is named."""
    trust = next((document for document in documents if isinstance(document.model, Trust)), None)
    if not deleted or trust is None:
        return
    more = f" and {len(deleted) - 1:,} more" if len(deleted) > 1 else ""
    yield Problem(
        trust.source.place_of(()),
        "history-unnamed",
        f"git knows {quote(deleted[0])}{more}, deleted since, and no earlier report is named that would miss it",
        "name the last published report as `previous`, or restore what was deleted and withdraw its items",
        ProblemLevel.WARNING,
    )


def _find_small_steps(
    agent: str, before: PactRecord, now: PactRecord, documents: tuple[LoadedDocument, ...]
) -> Iterator[Problem]:
    if before.version.partition(".")[0] != now.version.partition(".")[0]:
        return
    terms = {terms.id: terms for terms in before.obligations}
    for number, promise in enumerate(now.obligations):
        changed = _list_changed(terms.get(promise.id), promise)
        if changed:
            yield Problem(
                _find_place(agent, now.id, number, documents),
                "pact-step",
                f"{' and '.join(changed)} of '{now.id}/{promise.id}' changed between version {before.version}, which "
                f"was reported, and {now.version}",
                "raise the first number of the pact's version",
                ProblemLevel.WARNING,
            )


def _list_changed(before: TermsRecord | None, now: TermsRecord) -> list[str]:
    if before is None:
        return []
    return [name for name in _MEANING if not say_the_same(getattr(before, name) or "", getattr(now, name) or "")]


def _find_place(agent: str, pact: str, number: int, documents: tuple[LoadedDocument, ...]) -> Place:
    for document in documents:
        if isinstance(document.model, Pact) and (document.model.agent, document.model.id) == (agent, pact):
            return document.source.place_of(("obligations", number))
    return Place("trust.yml")
