"""The paths that the site needs for itself: no authored page may take one, and every link may lead to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.compose import paths
from trustpages.compose.pages.questions import READERS
from trustpages.model.documents.items import Incident
from trustpages.model.documents.questions import Question
from trustpages.model.results.report import AgentReport, Report

_ALWAYS = (
    *(paths.HOME, paths.AGENTS, paths.BENCHMARKS, paths.CLAIMS, paths.CONSEQUENCES, paths.DECISIONS),
    *(paths.LIMITATIONS, paths.METHOD, paths.VERIFY, paths.REPORT),
)


def own_paths(report: Report, questions: Iterable[Question]) -> frozenset[str]:
    """The path of every page and file that the program itself makes of `report`, but for charts."""
    asked = {reader for one in questions for reader in one.readers}
    agents = (path for one in report.agents for path in _of_agent(one))
    boards = (paths.benchmark(one.id) for one in report.portfolio.documents)
    changes = () if report.previous_digest is None else (paths.CHANGES,)
    return frozenset((*_ALWAYS, *changes, *agents, *boards, *(paths.questions(one) for one in asked)))


def kept_free() -> frozenset[str]:
    """The paths of pages that some report of the same evidence has, and others have not."""
    return frozenset((paths.CHANGES, *(paths.questions(reader) for reader in READERS)))


def _of_agent(report: AgentReport) -> Iterator[str]:
    yield paths.agent(report.id)
    yield paths.because(report.id)
    yield paths.evidence_list(report.id)
    yield paths.agent_report(report.id)
    yield from (paths.pact(report.id, one.id) for one in report.pacts)
    for one in report.evidence:
        yield paths.evidence(report.id, one.id)
        if isinstance(one.item, Incident):
            yield paths.incident(report.id, one.id)
