"""The paths that the site needs for itself: no authored page may take one, and every link may lead to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.compose import paths
from trustpages.compose.composition import is_large
from trustpages.compose.pages.questions import READERS
from trustpages.model.documents.items import Incident
from trustpages.model.documents.questions import Question
from trustpages.model.results.report import AgentReport, Report

_ALWAYS = (
    *(paths.HOME, paths.AGENTS, paths.BENCHMARKS, paths.CLAIMS, paths.CONSEQUENCES, paths.DECISIONS),
    *(paths.CHANGES, paths.CHANGES_FEED, paths.LIMITATIONS, paths.METHOD, paths.VERIFY, paths.REPORT),
)


def own_paths(report: Report, questions: Iterable[Question]) -> frozenset[str]:
    """The path of every page and file that the program itself makes of `report`, but for charts and spreadsheets."""
    asked = {reader for question in questions for reader in question.readers}
    apart = [agent.id for agent in report.agents] if is_large(report) else []
    agents = (path for agent in report.agents for path in _of_agent(agent))
    boards = (paths.benchmark(document.id) for document in report.portfolio.documents)
    return frozenset(
        (
            *_ALWAYS,
            *agents,
            *boards,
            *map(paths.limitations_apart, apart),
            *map(paths.questions_apart, apart if asked else ()),
            *map(paths.questions, asked),
        )
    )


def kept_free(report: Report) -> frozenset[str]:
    """The paths of pages that some reports about these agents have, and others have not."""
    apart = (
        of(agent.id) for agent in report.agents for of in (paths.limitations_apart, paths.questions_apart)
    )
    return frozenset((*map(paths.questions, READERS), *apart))


def _of_agent(report: AgentReport) -> Iterator[str]:
    yield paths.agent(report.id)
    yield paths.because(report.id)
    yield paths.evidence_list(report.id)
    yield paths.agent_report(report.id)
    yield from (paths.pact(report.id, pact.id) for pact in report.pacts)
    for item in report.evidence:
        yield paths.evidence(report.id, item.id)
        if isinstance(item.item, Incident):
            yield paths.incident(report.id, item.id)
