"""The paths that the site needs for itself, which no authored page may take.

Without what makes the pages: `check` asks for the paths alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.compose import paths
from trustpages.compose.composition import is_for_everybody, is_large
from trustpages.compose.wording.labels import READERS
from trustpages.model.documents.asked.questions import Question
from trustpages.model.documents.items.events import Incident
from trustpages.model.results.report import AgentReport, Report

_ALWAYS = (
    *(paths.HOME, paths.AGENTS, paths.BENCHMARKS, paths.CLAIMS, paths.CONSEQUENCES, paths.DECISIONS),
    *(
        paths.CHANGES,
        paths.CHANGES_FEED,
        paths.LIMITATIONS,
        paths.METHOD,
        paths.VERIFY,
        paths.LOOK_UP,
        paths.GLOSSARY,
        paths.REPORT,
    ),
)


def list_own_paths(report: Report, questions: Iterable[Question], frameworks: Iterable[str]) -> frozenset[str]:
    """The path of every page and file that the program itself makes of `report`, but for charts and spreadsheets.

    `frameworks` are their ids.
    """
    asked = {reader for question in questions for reader in question.readers}
    listed = tuple(map(paths.framework, frameworks))
    apart = [agent.id for agent in report.agents] if is_large(report) else []
    agents = (path for agent in report.agents for path in _list_agent_paths(agent))
    offered = [agent.id for agent in report.agents] if is_for_everybody(report) else []
    boards = (paths.benchmark(document.id) for document in report.portfolio.documents)
    return frozenset(
        (
            *_ALWAYS,
            *agents,
            *boards,
            *map(paths.embed_page, offered),
            *map(paths.agent_limitations, apart),
            *map(paths.agent_questions, apart if asked else ()),
            *map(paths.questions, asked),
            *((paths.FRAMEWORKS, *listed) if listed else ()),
        )
    )


def list_reserved_paths(report: Report) -> frozenset[str]:
    """The paths of pages that some reports about these agents have, and others have not."""
    apart = (of(agent.id) for agent in report.agents for of in (paths.agent_limitations, paths.agent_questions))
    embeds = (paths.embed_page(agent.id) for agent in report.agents)
    return frozenset((paths.NEXT, *map(paths.questions, READERS), *apart, *embeds))


def _list_agent_paths(report: AgentReport) -> Iterator[str]:
    yield paths.agent(report.id)
    yield paths.analyst(report.id)
    yield paths.agent_consequences(report.id)
    yield paths.evidence_list(report.id)
    yield paths.agent_report(report.id)
    yield from (paths.pact(report.id, pact.id) for pact in report.pacts)
    for item in report.evidence:
        yield paths.evidence(report.id, item.id)
        if isinstance(item.item, Incident):
            yield paths.incident(report.id, item.id)
