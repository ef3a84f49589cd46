"""What a limitation rule is tried on: documents on which it fires, their neighbour, documents that tell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from support.builders import (
    AS_OF,
    Values,
    a_benchmark,
    a_bundle,
    a_pact,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_obligation,
    claims_of,
    decisions_of,
)
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.report import assess
from trustpages.model.aggregate import DataAggregate, FileRows, SharedRows
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.pact import Obligation
from trustpages.model.results.limitation import Limitation, Limitations
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience, Severity
from trustpages.model.workspace import Workspace
from trustpages.review.records import make_record

QUICK = {"rank": {"simulations": 200, "permutations": 200}}


def documents(
    *items: Values,
    agent: Values | None = None,
    obligations: Sequence[Obligation] = (),
    claims: Sequence[Values] = (),
    benchmarks: Sequence[Benchmark] = (),
    decisions: Sequence[Values] = (),
    **bundle: Any,
) -> Workspace:
    """One agent with one pact, and with one bundle of the items where there are any."""
    evidence = an_agent_evidence(
        *([a_bundle(*items, **bundle)] if items else []),
        agent=an_agent(**agent or {}),
        pacts=[a_pact(*(obligations or [an_obligation()]))],
        claims=[claims_of(*claims)] if claims else (),
    )
    purchases = [decisions_of(*decisions)] if decisions else ()
    return a_workspace(evidence, benchmarks=benchmarks, decisions=purchases, trust=a_trust(**QUICK))


def nothing(**agent: Any) -> Workspace:
    """An agent of which nothing is known and that promises nothing."""
    return a_workspace(an_agent_evidence(agent=an_agent(**agent), pacts=[]), trust=a_trust(**QUICK))


def compared(*rows: Values, benchmark: Values | None = None, **comparison: Any) -> Benchmark:
    """A benchmark with a comparison of these rows; the workflow is the agent's own."""
    values = {"id": "ours", "title": "Ours", "workflow": "service", "rows": list(rows)} | comparison
    return a_benchmark(comparisons=[values], **benchmark or {})


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A rule with the smallest documents on which it fires, and their neighbour on which it is clear.

    `says` are numbers and names of the sentence. `unknown` are documents that do not tell, None where the rule
    can always be evaluated. `before` are the documents of an earlier report. `severity` is stated where the rule is
    graded and fires one step lower than its table says.
    """

    rule: str
    fires: Workspace
    clear: Workspace | None
    says: tuple[str, ...]
    severity: Severity | None = None
    unknown: Workspace | None = None
    before: Workspace | None = None

    def limitations(self, workspace: Workspace) -> Limitations:
        """All limitations of the documents, after the earlier report where there is one."""
        return limitations_of(workspace, self.before)


def limitations_of(workspace: Workspace, before: Workspace | None = None) -> Limitations:
    """The limitations of the first agent of the workspace."""
    return report_of(workspace, before).agents[0].limitations


FILES = {
    "told.csv": FileRows(100, 100, groups=20),
    "repeated.csv": FileRows(100, 100, repeated=40),
    "tries.csv": FileRows(100, 100, repeated=40, groups=20),
    "copied.csv": FileRows(100, 100, groups=20, shared=(SharedRows("whole", 60, 100),)),
    "spelled.csv": FileRows(100, 100, near=2, groups=20),
    "unsaid.csv": FileRows(100, 100, unsaid=3, groups=20),
    "presumed.csv": FileRows(100, 100, presumed=5, groups=20),
    "always.csv": FileRows(100, 100, always=("score",), groups=20),
    "chosen.csv": FileRows(120, 100, left_out=(4, 6), groups=20),
    "scaled.csv": FileRows(100, 100, groups=20, scales=("the cells of the column 'score' go up to 84",)),
    "numbered.csv": FileRows(100, 100, groups=100, is_numbered=True),
    "sums.csv": FileRows(100, 100, groups=20, unnamed=20),
    "july-sums.csv": FileRows(100, 100, groups=20, unnamed=20),
}
"""What data files hold, by name: 100 rows each, of which 90 are good."""


def report_of(workspace: Workspace, before: Workspace | None = None) -> Report:
    """The report, held to that of earlier documents where there are any."""
    answers = {
        request: DataAggregate(100, 90, 0, file=FILES[request.data.file])
        for request in collect_data_requests(workspace, AS_OF)
        if request.data.file in FILES
    }
    previous = None
    if before is not None:
        earlier = assess(before, AS_OF, Audience.INTERNAL)
        previous = PreviousReport(make_record(earlier), "0" * 64)
    return assess(workspace, AS_OF, Audience.INTERNAL, answers, previous=previous)


def fired(found: Limitations, rule: str) -> list[Limitation]:
    """The findings of one rule."""
    return [limitation for limitation in found.triggered if limitation.rule == rule]
