"""Steps of `new`: a document of a kind with all that its model demands, and comments that say what to fill in.

Nothing in it is a figure that somebody could take for measured. Where a choice is demanded, it is the most careful one:
an agent is suspended, its failures critical, its promise without evidence, and everything is for internal readers.
"""

from __future__ import annotations

import re

from trustpages.editing.values import format_flow, format_scalar
from trustpages.intake.messages.quoting import quote
from trustpages.model.documents import base
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.documents import find_agent, find_publisher
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, try_edit
from trustpages.workflow.reading import ReadWorkspace

TO_BE_WRITTEN = "To be written"
_ID = re.compile(base.ID_PATTERN)

_AGENT = """\
# What the agent is, what it takes part in, how much it may do alone, and who decides about that.
# Replace all that is "{todo}". `visibility` says who may read it: public, nda or internal.
kind: agent
schema: trustpages/1
visibility: internal
id: {id}  # the name of this folder
name: {name}
version: {todo}  # what is deployed; evidence names the version that it was collected on
owner: {owner}

# The buyer's work, as steps. `consequence` says how bad it is when a step goes wrong: critical, high, medium or low.
workflow:
  id: {id}-work
  summary: {todo}
  steps:
    - {{id: first-step, consequence: critical}}

# From the lowest rung upwards. Worse evidence lowers the rung that the report allows.
authority:
  ladder: [suspended, approve-each, autonomous]
  granted: suspended
blast_radius: critical  # how far a failure reaches: critical, high, medium or low

# Who may decide what, such as narrow-authority, and which roles may decide otherwise:
# decision_rights:
#   - {{decision: narrow-authority, owner: ROLE, may_override: [ROLE], evidence_required: [expiry date]}}
"""

_PACT = """\
# What is promised, how it is measured, and what follows when it is broken. Replace all that is "{todo}".
kind: pact
schema: trustpages/1
visibility: internal
id: {id}
version: 0.1.0  # major: behaviour, minor: scope, patch: wording
agent: {agent}
counterparty: {todo}  # to whom the promises are made
valid_from: {day}
obligations:
  # A promise that a record keeps: here a review. Other measures count outcomes and need a line that you can answer for:
  #   measure: {{kind: proportion}}, threshold: {{at_least: …}}, window: {{rolling: 90 days, min_samples: …}}
  - id: first-promise
    promise: {todo}
    severity: critical  # how bad a breach is: critical, high, medium or low
    measure: {{kind: boolean, of: review}}
    verification: human
    # on_breach: {{action: narrow-authority, to: RUNG, within: … days, decided_by: ROLE}}
"""

_BUNDLE = """\
# Evidence of one producer and one collection. Fill in what was counted; what is left out counts for nothing.
kind: bundle
schema: trustpages/1
visibility: internal
id: {id}
agent: {agent}
# agent_version: …  # the version that was looked at
producer: {producer}
# collected: {{from: …, to: …}}  # without days of collection the evidence counts as expired
items:
  - kind: runs
    id: {id}-runs
    setting: staging  # production, staging or benchmark; only production is real use
    # supports: [pact/obligation]
    # Either counts, `attempts: …` and `successes: …`, or the rows from which they are counted:
    # data: {{file: {id}.csv, success: {{column: …, equals: …}}, at: …, cluster: …}}
"""

_BENCHMARK = """\
# What the benchmark measures, what it does not, and how its tasks relate to the buyer's work.
kind: benchmark
schema: trustpages/1
visibility: internal
id: {id}
name: {name}  # as its maintainers write it
# version: …
# url: …
# n_tasks: …
# trivial_baseline: …  # the score of an agent that does nothing, a share from 0 to 1
# measures: [{todo}]
# does_not_measure: [{todo}]
# mapping:
#   - {{workflow: …, step: …, strength: partial, reason: {todo}}}
"""


def new_agent(reading: ReadWorkspace, id_: str, name: str | None, owner: str | None, role: str | None) -> EditOutcome:
    """What it does to add an agent; its owner is to be written unless given."""
    party = format_flow({"name": owner or TO_BE_WRITTEN, "role": role or "owner"})
    text = _AGENT.format(todo=TO_BE_WRITTEN, id=_check_id(id_), name=_name(name, id_), owner=party)
    return _add(reading, f"evidence/{id_}/agent.yml", text)


def new_pact(reading: ReadWorkspace, agent: str, id_: str) -> EditOutcome:
    """What it does to add a pact of an agent. Raises TrustpagesError `no-such-name`."""
    find_agent(reading, agent)
    text = _PACT.format(todo=TO_BE_WRITTEN, id=_check_id(id_), agent=agent, day=reading.intake.as_of)
    return _add(reading, f"evidence/{agent}/pacts/{id_}.yml", text)


def new_bundle(
    reading: ReadWorkspace, agent: str, id_: str, producer: str | None, relationship: str | None
) -> EditOutcome:
    """What it does to add a bundle, of the publisher's own unless a producer is given. Raises `no-such-name`."""
    find_agent(reading, agent)
    own = find_publisher(reading) or TO_BE_WRITTEN
    party = format_flow({"name": producer or own, "relationship": relationship or "vendor"})
    text = _BUNDLE.format(id=_check_id(id_), agent=agent, producer=party)
    return _add(reading, f"evidence/{agent}/bundles/{id_}.yml", text)


def new_benchmark(reading: ReadWorkspace, id_: str, name: str | None) -> EditOutcome:
    """What it does to add a benchmark."""
    text = _BENCHMARK.format(todo=TO_BE_WRITTEN, id=_check_id(id_), name=_name(name, id_))
    return _add(reading, f"evidence/benchmarks/{id_}.yml", text)


def _name(name: str | None, id_: str) -> str:
    return format_scalar(name or id_.replace("-", " ").capitalize())


def _check_id(id_: str) -> str:
    if not _ID.fullmatch(id_):
        remedy = "use small letters and digits, with single '-', '.' or '_' between"
        raise TrustpagesError("name-taken", f"{quote(id_)} is not an id", remedy)
    return format_scalar(id_)


def _add(reading: ReadWorkspace, path: str, text: str) -> EditOutcome:
    if path in reading.trees.files or (reading.root / path).exists():
        raise TrustpagesError("name-taken", f"there is {path} already", "choose another id")
    return try_edit(reading, Edit({path: text.encode()}))
