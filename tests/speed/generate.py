"""Workspaces of any size: the same size gives the same bytes, and every document is valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

AS_OF = date(2026, 6, 30)
_FIRST_DAY = date(2026, 4, 1)
_DAYS = 90
_HEAD = "schema: trustpages/1\nvisibility: public\nillustrative: true\n"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a workspace is: agents, and for each of them pacts, records and rows of a run log."""

    agents: int
    pacts: int = 2
    records: int = 6
    rows: int = 1_000

    @property
    def benchmarks(self) -> int:
        """One benchmark for ten agents, since many agents are measured on few of them."""
        return 1 + self.agents // 10


def write_workspace(size: Size, root: Path) -> None:
    """A workspace of that size in the folder `root`, which may not exist yet."""
    for path, text in _files(size):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _files(size: Size) -> Iterator[tuple[str, str]]:
    yield "trust.yml", _trust()
    yield "content/index.md", "---\nvisibility: public\n---\n# Many agents\n\nEach of them has a page.\n"
    for number in range(size.benchmarks):
        yield f"evidence/benchmarks/bench-{number:03}.yml", _benchmark(number)
    for number in range(size.agents):
        folder = f"evidence/agent-{number:04}"
        yield f"{folder}/agent.yml", _agent(number)
        yield f"{folder}/claims.yml", _claims(number)
        yield f"{folder}/bundles/runs.csv", _rows(number, size.rows)
        yield f"{folder}/bundles/runs.yml", _runs(number, size)
        yield f"{folder}/bundles/records.yml", _records(number, size)
        for pact in range(size.pacts):
            yield f"{folder}/pacts/pact-{pact:02}.yml", _pact(number, pact)


def _trust() -> str:
    return dedent(f"""\
        kind: trust
        schema: trustpages/1
        illustrative: true
        publisher: {{name: Generated, contact: 'mailto:trust@example.com'}}
        site: {{title: Generated workspace}}
        as_of: {AS_OF}
        """)


def _agent(number: int) -> str:
    return f"kind: agent\n{_HEAD}" + dedent(f"""\
        id: agent-{number:04}
        name: Agent {number}
        summary: Answers requests of kind {number}.
        version: model-{number % 7}/prompt-1
        deployed_since: 2026-03-01
        owner: {{name: Team {number % 12}, role: owner}}
        workflow:
          id: work-{number % 20}
          summary: Work of kind {number % 20}.
          steps:
            - {{id: find, consequence: high}}
            - {{id: protect, consequence: critical}}
            - {{id: answer, consequence: medium}}
        boundary: {{may: [read records], may_not: [change records]}}
        authority: {{ladder: [suspended, approve-each, review-after, autonomous], granted: review-after}}
        blast_radius: medium
        changes:
          - {{id: first, date: 2026-03-01, kind: model, summary: First deployment.}}
        residual_risks:
          - {{id: rare, risk: Rare requests fail., why_accepted: A person takes over., accepted_by: owner,
             accepted_at: 2026-03-01, valid_until: 2027-01-31}}
        """)


def _pact(number: int, pact: int) -> str:
    line = 0.60 + 0.05 * ((number + pact) % 7)
    return f"kind: pact\n{_HEAD}" + dedent(f"""\
        id: pact-{pact:02}
        version: 1.0.0
        agent: agent-{number:04}
        counterparty: customers of group {pact}
        valid_from: 2026-01-01
        renewal: {{mode: re-attest, due: 2027-01-01}}
        obligations:
          - id: success
            promise: Settles enough requests without a person taking over.
            step: find
            severity: high
            measure: {{kind: proportion, of: runs, good: success}}
            threshold: {{at_least: {line:.2f}}}
            window: {{rolling: 90 days, min_samples: 10, reviews: quarterly}}
            verification: deterministic
            on_breach: {{action: narrow-authority, to: approve-each, within: 2 days, decided_by: owner}}
          - id: no-leak
            promise: Never shows the records of others.
            step: protect
            severity: critical
            measure: {{kind: zero, of: incidents, event: records shown to the wrong person}}
            threshold: {{tolerable_rate: 0.01}}
            window: {{rolling: 90 days, reviews: quarterly}}
            verification: human
            on_breach: {{action: suspend, to: suspended, within: 1 day, decided_by: owner}}
          - id: in-time
            promise: Answers in time in nineteen of twenty requests.
            step: answer
            severity: medium
            measure: {{kind: quantile, of: runs, value: seconds, q: 0.95, unit: seconds}}
            threshold: {{at_most: 30}}
            window: {{rolling: 90 days, min_samples: 10, reviews: quarterly}}
            verification: deterministic
        """)


def _runs(number: int, size: Size) -> str:
    supports = ", ".join(
        f"pact-{pact:02}/{name}" for pact in range(size.pacts) for name in ("success", "no-leak", "in-time")
    )
    return _bundle(number, "runs") + dedent(f"""\
        items:
          - kind: runs
            id: runs
            title: Requests, row by row
            supports: [{supports}]
            setting: production
            selection: random
            method: deterministic
            monitoring: {{fraction: 1.0, detection: automatic}}
            data:
              file: runs.csv
              success: {{column: settled, equals: 'yes'}}
              cluster: customer
              at: started
              values: {{seconds: seconds}}
        """)


def _records(number: int, size: Size) -> str:
    return _bundle(number, "records") + "items:\n" + "".join(_record(number, one, size) for one in range(size.records))


def _record(number: int, record: int, size: Size) -> str:
    day = AS_OF - timedelta(days=2 + (number + 5 * record) % 60)
    kinds = (
        f"kind: benchmark_result, benchmark: bench-{number % size.benchmarks:03}, score: 0.{41 + number % 50}, "
        "n_tasks: 120, trials: 1, method: deterministic",
        f"kind: review, date: {day}, occasion: event, by: {{name: Office, role: risk}}, closes: [first], "
        "outcome: Authority stays.",
        "kind: human_review, selection: random, method: human, reviewers: 2, "
        f"attempts: {80 + number % 40}, successes: {70 + number % 10}",
        f"kind: incident, severity: minor, occurred: {day}, detected: {day}, resolved: {day}, "
        "visible_event: A request was answered twice., detection: automatic",
        f"kind: audit, date: {day}, scope: Handling of records., auditor: {{name: Auditor}}, result: pass",
        "kind: red_team, scope: Attempts to read foreign records., selection: all, method: human, "
        "attempts: 60, successes: 58",
    )
    return f"  - {{id: record-{record:03}, {kinds[record % len(kinds)]}}}\n"


def _claims(number: int) -> str:
    return f"kind: claims\n{_HEAD}" + dedent(f"""\
        agent: agent-{number:04}
        claims:
          - id: settles-most
            text: Settles three requests out of four.
            metric: success
            operator: at_least
            value: 0.75
            scope: {{workflow: work-{number % 20}}}
            obligation: pact-00/success
            where: product page
            date: 2026-05-01
        """)


def _benchmark(number: int) -> str:
    return f"kind: benchmark\n{_HEAD}" + dedent(f"""\
        id: bench-{number:03}
        name: Bench {number}
        n_tasks: 120
        tasks_public: true
        held_out: false
        trivial_baseline: 0.1
        grader: deterministic
        measures: [Whether the right record is found.]
        does_not_measure: [Whether records of others stay private.]
        mappers: [{{id: us, name: Us, party: {{name: Generated, relationship: vendor}}}}]
        mapping:
          - {{workflow: work-{number % 20}, step: find, strength: direct, tasks: 120, mapper: us}}
          - {{workflow: work-{number % 20}, step: protect, strength: none, mapper: us}}
        """)


def _bundle(number: int, name: str) -> str:
    last = _FIRST_DAY + timedelta(days=_DAYS - 1)
    return f"kind: bundle\n{_HEAD}" + dedent(f"""\
        id: {name}
        agent: agent-{number:04}
        agent_version: model-{number % 7}/prompt-1
        producer: {{name: Generated, relationship: vendor}}
        collected: {{from: {_FIRST_DAY}, to: {last}}}
        source: {{title: Request log}}
        """)


def _rows(number: int, rows: int) -> str:
    lines = ["started,customer,settled,seconds"]
    for row in range(rows):
        mixed = (row * 7_919 + number * 104_729) % 1_000
        day = _FIRST_DAY + timedelta(days=row * _DAYS // rows)
        settled = "" if mixed % 50 == 0 else "yes" if mixed < 600 + 30 * (number % 12) else "no"
        lines.append(f"{day}T{row % 24:02}:00:00Z,c{mixed % 40},{settled},{3 + mixed % 31}")
    return "\n".join(lines) + "\n"
