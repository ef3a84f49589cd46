"""A small workspace in YAML as people write it, so that a commit is an edit of its text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TRUST: Final = "trust.yml"
AGENT: Final = "evidence/desk/agent.yml"
PACT: Final = "evidence/desk/pacts/service.yml"
RUNS: Final = "evidence/desk/bundles/june.yml"
ROWS: Final = "evidence/desk/bundles/june.csv"
RECORDS: Final = "evidence/desk/bundles/records.yml"
CLAIMS: Final = "evidence/desk/claims.yml"
BENCHMARKS: Final = ("evidence/benchmarks/hard-bench.yml", "evidence/benchmarks/easy-bench.yml")
DECISIONS: Final = "evidence/decisions/purchases.yml"
PAGE: Final = "content/how-we-work.md"

_FILES: Final = {
    TRUST: """\
kind: trust
schema: trustpages/1
publisher: {name: Vendor, url: https://vendor.example}
as_of: 2026-06-30
""",
    AGENT: """\
kind: agent
schema: trustpages/1
id: desk
visibility: public
name: Desk agent
summary: Answers requests.
version: v1
deployed_since: 2026-01-01
owner: {name: Operations, role: owner}
workflow:
  id: service
  summary: Answers requests.
  steps:
    - {id: answer, consequence: high}
authority: {ladder: [suspended, approve-each, review-after, autonomous], granted: review-after}
blast_radius: low
decision_rights:
  - {decision: accept-change, owner: head-of-risk}
  - {decision: narrow-authority, owner: owner, may_override: [head-of-risk]}
residual_risks:
  - id: rare
    risk: Rare requests fail.
    why_accepted: A person takes over.
    accepted_by: owner
    valid_until: 2026-12-31
""",
    PACT: """\
kind: pact
schema: trustpages/1
id: service
version: 1.0.0
agent: desk
visibility: public
counterparty: every customer
valid_from: 2026-01-01
obligations:
  - id: task-success
    promise: Completes the request.
    step: answer
    severity: high
    measure: {kind: proportion}
    threshold: {at_least: 0.9}
    window: {rolling: 90 days, review_dates: [2026-06-30]}
    verification: deterministic
    on_breach: {action: narrow-authority, to: approve-each, within: 5 days, decided_by: owner}
  - id: bench-tasks
    promise: Solves tasks of a benchmark.
    step: answer
    severity: medium
    measure: {kind: proportion, of: benchmark_result}
    threshold: {at_least: 0.3}
    window: {rolling: 90 days, review_dates: [2026-06-30]}
    verification: deterministic
""",
    RUNS: """\
kind: bundle
schema: trustpages/1
id: june
agent: desk
agent_version: v1
visibility: public
producer: {name: Vendor, relationship: vendor}
collected: {from: 2026-06-01, to: 2026-06-20}
items:
  - kind: runs
    id: june-runs
    title: Runs of June
    supports: [service/task-success]
    setting: production
    selection: all
    method: deterministic
    data: {file: june.csv, run: run, success: {column: outcome, equals: good}, at: day}
""",
    RECORDS: """\
kind: bundle
schema: trustpages/1
id: records
agent: desk
agent_version: v1
visibility: public
producer: {name: Vendor, relationship: vendor}
collected: {from: 2026-05-01, to: 2026-06-20}
items:
  - kind: incident
    id: late-refund
    supports: [service/task-success]
    severity: major
    occurred: 2026-06-10
    detected: 2026-06-11
    visible_event: A refund was late.
  - kind: benchmark_result
    id: on-bench
    supports: [service/bench-tasks]
    benchmark: hard-bench
    score: 0.44
    n_tasks: 100
    method: deterministic
  - kind: review
    id: june-review
    date: 2026-06-20
    occasion: scheduled
    by: {name: Risk, role: head-of-risk}
    outcome: No change.
  - kind: runs
    id: by-hand
    supports: [service/task-success]
    setting: production
    selection: random
    method: human
    attempts: 40
    successes: 30
""",
    CLAIMS: """\
kind: claims
schema: trustpages/1
agent: desk
visibility: public
claims:
  - id: resolves-most
    text: Resolves at least 80 % of requests.
    metric: success
    operator: at_least
    value: 0.8
    obligation: service/task-success
    date: 2026-01-01
    where: product page
""",
    BENCHMARKS[0]: """\
kind: benchmark
schema: trustpages/1
id: hard-bench
visibility: public
name: Hard bench
n_tasks: 100
trivial_baseline: 0.05
human_baseline: 0.9
""",
    BENCHMARKS[1]: """\
kind: benchmark
schema: trustpages/1
id: easy-bench
visibility: public
name: Easy bench
n_tasks: 100
trivial_baseline: 0.25
human_baseline: 0.9
""",
    DECISIONS: """\
kind: decisions
schema: trustpages/1
id: purchases
visibility: public
decisions:
  - id: pilot
    date: 2026-05-20
    about: A pilot.
    agent: desk
    consequence: high
    cited: [{id: june-runs, class: runtime, target_workflow: true}]
    outcome: approved
    approver: {name: Board, role: board}
""",
    PAGE: "---\nvisibility: public\n---\n# How we work\n\nWith care.\n",
}


def write_rows(good: int, bad: int) -> str:
    """So many runs on twenty days as the file of rows has them, good ones and bad ones mixed."""
    total = good + bad
    outcomes = ("good" if number * good // total < (number + 1) * good // total else "bad" for number in range(total))
    rows = (f"r{number},2026-06-{number % 20 + 1:02},{outcome}" for number, outcome in enumerate(outcomes))
    return "\n".join(("run,day,outcome", *rows)) + "\n"


def write_reviewed(root: Path) -> Path:
    """The workspace: 380 of 400 runs good and a poor hand count, an incident, a benchmark, a claim and a decision."""
    for path, text in (_FILES | {ROWS: write_rows(380, 20)}).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return root
