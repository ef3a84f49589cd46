"""What is told of an agent of a small workspace to those who ask: teller, and the state of items of a framework."""

from __future__ import annotations

from typing import Any

from support.builders import AS_OF, Values, a_bundle, a_workspace, an_agent_evidence
from trustpages.assess.report import assess
from trustpages.compose.answers.telling import Teller
from trustpages.compose.composition import Composition
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Origins, Workspace
from trustpages.workflow.shipped.frameworks import load_shipped_frameworks
from trustpages.workflow.shipped.questions import load_shipped_questions


def compose_from(workspace: Workspace) -> Composition:
    """The workspace as the public sees it, with the questions and frameworks that come with the program."""
    report = assess(workspace, AS_OF, Audience.PUBLIC, tries_policies=False)
    questions = load_shipped_questions().questions
    return Composition(report, workspace.trust, Origins(), questions=questions, frameworks=load_shipped_frameworks())


def teller_of(workspace: Workspace) -> Teller:
    """What can be told of its first agent."""
    composition = compose_from(workspace)
    return Teller(composition, composition.report.agents[0])


def tell_of(*items: Values, **bundle: object) -> Teller:
    """What can be told of an agent with one bundle of these items; without any, with none."""
    evidence = an_agent_evidence(a_bundle(*items, **bundle)) if items else an_agent_evidence()
    return teller_of(a_workspace(evidence))


def a_framework(*items: Values, **changes: Any) -> Framework:
    """A framework of these items."""
    values = {
        "kind": "framework",
        "schema": "trustpages/1",
        "id": "own",
        "name": "Our standard",
        "version": "1",
        "publisher": "Example Bank",
        "licence": "Shown with permission.",
        "items": [{"why": "As far as it goes.", **item} for item in items],
    }
    return Framework.model_validate({**values, **changes})
