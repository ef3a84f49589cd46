"""Reports on agents of earlier builds, found by a digest over all that goes into each.

What that is, is said once, for `diff` as well (`assess/same_inputs`). The files of the agent come on top, since
problems of its run logs name lines, and so does what is computed of all agents together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeAlias, cast

from trustpages.assess.report import Across
from trustpages.assess.same_inputs import describe_inputs, divide_files
from trustpages.intake.data.counting.before import CountedRequests
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.problem import Problem
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import AgentReport, Report
from trustpages.system.cache import FileCache
from trustpages.workflow.caching.counted_files import divide_counts
from trustpages.workflow.caching.fingerprint import fingerprint_program
from trustpages.workflow.caching.shared_agents import gather_inputs
from trustpages.workflow.caching.values import pack, unpack
from trustpages.workflow.reading import ReadWorkspace

MOST_AGENTS = 4_000


@dataclass(frozen=True, slots=True)
class KeptAgent:
    """What was computed of an agent: its report, the counts of its run logs, and the problems found in them."""

    report: AgentReport
    counted: CountedRequests


def digest_agents(reading: ReadWorkspace, previous: PreviousReport | None, across: Across) -> dict[str, str]:
    """SHA-256 over everything that each agent's report is made of, by id; `across` concerns all agents together."""
    inputs = gather_inputs(reading, previous)
    if inputs is None:
        return {}
    portfolio, variations = across
    # Which policies are tried follows from the one in the documents, and to write all of them takes longer than to
    # find an agent that is kept.
    tried = variations and [each.portfolio for each in variations.all if each.portfolio is not portfolio]
    # The documents in it are those of the workspace, which are among the inputs.
    said = [replace(each, documents=()) for each in (portfolio, *(tried or ()))]
    text = f"{fingerprint_program()}\n{said!r}\n{tried is None}"
    shared = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    files = divide_files(reading.trees.digests)
    found = {}
    for id_, described in describe_inputs(inputs).items():
        text = f"{shared}\n{files.get(id_, [])!r}\n{described}"
        found[id_] = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return found


def load_agents(cache: FileCache, digests: Mapping[str, str]) -> dict[str, KeptAgent]:
    """The agents that are kept, by id."""
    found = {}
    for id_, digest in digests.items():
        if (content := cache.get(digest)) is not None:
            report, counts, problems = _read(content)
            found[id_] = KeptAgent(report, CountedRequests(dict(counts), problems))
    return found


_Parts: TypeAlias = tuple[AgentReport, tuple[tuple[DataRequest, DataAggregate], ...], tuple[Problem, ...]]


def _read(content: bytes) -> _Parts:
    return cast("_Parts", unpack(content))  # sealed: what `store_agents` made


def store_agents(cache: FileCache, digests: Mapping[str, str], report: Report, counted: CountedRequests) -> None:
    """Keeps the agents of `report` that have a digest, each with what was counted and found in its own run logs.

    A problem that stands in no agent's folder would be forgotten, so that nothing is kept beside one.
    """
    parts = divide_counts(counted, [agent.id for agent in report.agents])
    for agent in report.agents:
        if agent.id in digests and (part := parts.get(agent.id)) is not None:
            cache.put(digests[agent.id], pack((agent, tuple(part.answers.items()), part.problems)))
    cache.trim(MOST_AGENTS)
