"""A promise about a step of the work of which nothing is promised yet, with its first evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from trustpages.advise.alterations import add_item, alter_model, apply_all, name_new
from trustpages.advise.definition import DECIDER, find_end_of_quarter, list_entitled
from trustpages.advise.first_evidence import imagine_first
from trustpages.advise.situation import Candidate, Situation, StepKind
from trustpages.model.documents.agent import Step
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.results.next_steps import Stage
from trustpages.model.sentence import Sentence, Term
from trustpages.model.vocabulary import Action, Method, Severity
from trustpages.model.workspace import AgentEvidence

RUNS: Final = 100
"""Reviewed runs behind the first promise about a step, and the share of good ones that it promises."""
SHARE: Final = 0.9
GRAVE: Final = (Severity.CRITICAL, Severity.HIGH)


def list_unpromised(situation: Situation) -> tuple[Step, ...]:
    """The steps with grave consequences about which nothing is promised, in the order of the work."""
    promised = {result.step for result, _ in situation.promises()}
    steps = situation.documents.agent.workflow.steps
    return tuple(step for step in steps if step.consequence in GRAVE and step.id not in promised)


def _find_unpromised(situation: Situation) -> Iterator[Candidate]:
    for step in list_unpromised(situation):
        pact, term = _imagine_promise(situation, step)
        name = name_new(situation, step.id)
        item = imagine_first(situation, f"{pact.id}/{term.id}", term, name, RUNS)
        if item is None:
            continue

        def promise(documents: AgentEvidence, pact: Pact = pact) -> AgentEvidence:
            others = (each for each in documents.pacts if each.id != pact.id)
            return replace(documents, pacts=tuple(sorted((*others, pact), key=lambda each: each.id)))

        yield Candidate(
            about=step.id,
            text=Sentence("Promise something about ", Term(step.id), f", and look at the first {RUNS} runs for it"),
            assumes=f"at least {SHARE * 100:.0f} % good ones are promised, and all {RUNS} are",
            alter=partial(apply_all, (promise, add_item(situation, item))),
            runs=RUNS,
            next_step=() if situation.documents.pacts else ("trustpages", "new", "pact", situation.report.id, pact.id),
        )


def _imagine_promise(situation: Situation, step: Step) -> tuple[Pact, Obligation]:
    """The agent's first pact with such a promise, or a new one."""
    decider = next(iter(list_entitled(situation.documents.agent)), DECIDER)
    term = Obligation.model_validate(
        {
            "id": f"next-step-{step.id}",
            "promise": f"What is promised about the step {step.id}.",
            "step": step.id,
            "severity": step.consequence,
            "measure": {"kind": "proportion", "of": "human_review"},
            "threshold": {"at_least": SHARE},
            "window": {"rolling": 90, "review_dates": (find_end_of_quarter(situation.as_of),)},
            "verification": Method.HUMAN,
            "on_breach": {"action": Action.ESCALATE, "within": 5, "decided_by": decider},
        }
    )
    if situation.documents.pacts:
        pact = situation.documents.pacts[0]
        return alter_model(pact, obligations=(*pact.obligations, term)), term
    new = {
        "kind": "pact",
        "schema": "trustpages/1",
        "visibility": situation.documents.agent.visibility,
        "id": "next-step",
        "version": "1.0.0",
        "agent": situation.report.id,
        "counterparty": "whoever relies on the agent",
        "valid_from": situation.as_of,
        "obligations": (term,),
    }
    return Pact.model_validate(new), term


PROMISING_KINDS = (StepKind("promise", Stage.DEFINITION, _find_unpromised),)
