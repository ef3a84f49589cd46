"""A workspace with a public sentence that the evidence bears out, and the same one after the evidence has turned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

FIRST_DAY, LATER = date(2024, 5, 2), date(2024, 5, 20)
"""The day on which the sentence is first said, and the day of the report after the evidence turned."""
SENTENCE = "Completes eight of ten requests."
HOSTILE = "Run [x](javascript:alert(1)) <script>alert(1)</script> at https://evil.example | # now"

_FILES = {
    "trust.yml": """kind: trust
schema: trustpages/1
publisher: {name: Example Vendor, url: "https://vendor.example/"}
site: {title: Trust in the desk agent, url: "https://trust.example/"}
""",
    "evidence/desk/agent.yml": """kind: agent
schema: trustpages/1
id: desk
name: Desk agent
version: v1
visibility: public
deployed_since: 2024-04-01
owner: {name: Operations, role: workflow-owner}
workflow: {id: service, summary: Answers requests., steps: [{id: answer, consequence: high}]}
authority: {ladder: [suspended, approve-each, autonomous], granted: autonomous}
blast_radius: low
""",
    "evidence/desk/pacts/service.yml": """kind: pact
schema: trustpages/1
id: service
version: 1.0.0
agent: desk
visibility: public
counterparty: every customer
valid_from: 2024-04-01
obligations:
  - id: success
    promise: Completes the request.
    step: answer
    severity: medium
    measure: {kind: proportion}
    threshold: {at_least: 0.5}
    window: {rolling: 90 days, min_samples: 10}
    verification: deterministic
""",
    "evidence/desk/claims.yml": f"""kind: claims
schema: trustpages/1
agent: desk
visibility: public
claims:
  - id: eight-of-ten
    text: {SENTENCE}
    metric: success
    operator: at_least
    value: 0.8
    evidence: [counted]
    where: product page
    date: 2024-05-02
  - id: never-fails
    text: {HOSTILE!r}
    metric: success
    operator: at_least
    value: 0.92
    evidence: [counted]
    date: 2024-04-02
  - id: hidden
    text: For the vendor's own people.
    metric: success
    operator: at_least
    value: 0.5
    evidence: [counted]
    date: 2024-05-02
    visibility: internal
""",
}


def write_claimed(root: Path, successes: int = 930) -> Path:
    """The workspace, in which so many of 1,000 requests were completed."""
    bundle = f"""kind: bundle
schema: trustpages/1
id: april
agent: desk
agent_version: v1
visibility: public
producer: {{name: Example Vendor, relationship: vendor}}
collected: {{from: 2024-04-03, to: 2024-04-30}}
items:
  - kind: runs
    id: counted
    title: Requests of April
    supports: [service/success]
    setting: production
    selection: all
    method: deterministic
    attempts: 1000
    successes: {successes}
  - {{kind: review, id: held, date: 2024-05-01, occasion: scheduled, by: {{name: Risk, role: risk}}, outcome: Kept.}}
"""
    for path, text in (_FILES | {"evidence/desk/bundles/april.yml": bundle}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root
