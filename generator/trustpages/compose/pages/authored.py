"""Pages that the vendor wrote, and the claims and figures that they may refer to by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections.obligations import describe_provenance
from trustpages.compose.wording.figures import describe_observation
from trustpages.model.pages.blocks import Authored, ResolvedReference, Section
from trustpages.model.pages.page import REFERENCE, Page
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS, VERDICTS
from trustpages.model.vocabulary import Audience


def compose_authored_pages(composition: Composition) -> tuple[Page, ...]:
    """All authored pages; `content/index.md` is the introduction on Home instead."""
    known = collect_references(composition)
    return tuple(
        Page(
            kind="authored",
            path=path,
            title=find_title(text, path),
            frame=composition.frame(),
            sections=(Section("", (Authored(text, known),)),),
        )
        for path, text in composition.content
        if path != paths.HOME
    )


def find_title(text: str, path: str) -> str:
    """The first heading of the text, or the name of the file in words."""
    for line in text.splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    name = path.removesuffix(".md").rpartition("/")[2]
    return name.replace("-", " ").capitalize()


Key: TypeAlias = tuple[str, str]
References: TypeAlias = Mapping[Key, ResolvedReference]


@dataclass(frozen=True, slots=True, eq=False)
class _Known(Mapping[Key, ResolvedReference]):
    """Each reference is put into words when somebody asks for it: pages refer to few of what a report has."""

    refer: Mapping[Key, Callable[[], ResolvedReference]] = field(repr=False)

    def __getitem__(self, key: Key) -> ResolvedReference:
        return self.refer[key]()

    def __iter__(self) -> Iterator[Key]:
        return iter(self.refer)

    def __len__(self) -> int:
        return len(self.refer)


def collect_references(composition: Composition) -> References:
    """Every `claim("…")` and `figure("…")` that this report can answer.

    A figure is named `agent/pact/obligation`; a claim by its id, and `agent/id` where two agents share it.
    """
    known: dict[Key, Callable[[], ResolvedReference]] = dict(_replace_withheld(composition))
    uses = Counter(claim.id for agent in composition.report.agents for claim in agent.findings.claims)
    for agent in composition.report.agents:
        for obligation in agent.findings.obligations:
            known["figure", f"{agent.id}/{obligation.ref}"] = partial(_refer_to_figure, composition, agent, obligation)
        for claim in agent.findings.claims:
            refer = partial(_refer_to_claim, composition, agent, claim)
            known["claim", f"{agent.id}/{claim.id}"] = refer
            # A bare id that two agents share would be bound to whichever came last.
            if uses[claim.id] == 1:
                known["claim", claim.id] = refer
    return _Known(known)


def _replace_withheld(composition: Composition) -> Iterator[tuple[Key, Callable[[], ResolvedReference]]]:
    """For an audience that does not see everything: what pages refer to, in words that tell nothing else."""
    if composition.report.audience is Audience.INTERNAL:
        return
    nothing = ResolvedReference("withheld from this audience", paths.METHOD)
    for _, text in composition.content:
        yield from (((match["kind"], match["id"]), lambda: nothing) for match in REFERENCE.finditer(text))


def _refer_to_figure(composition: Composition, agent: AgentReport, result: ObligationResult) -> ResolvedReference:
    shown = describe_observation(result, composition.trust.policy.low_n)
    value = shown.sentence if shown.has_number else f"{shown.headline}: {shown.reason}"
    parts = [f"{result.target.text}: {value}", VERDICTS[result.verdict].in_sentence]
    return ResolvedReference(
        f"{'; '.join(parts)}{_describe_source(composition, agent, result.pooled)}",
        paths.obligation(agent.id, result.ref),
    )


def _refer_to_claim(composition: Composition, agent: AgentReport, claim: ClaimResult) -> ResolvedReference:
    shown = composition.figure(claim.quantity)
    value = f"; {shown.sentence}" if shown.has_number else ""
    stand = CLAIMS[claim.verdict].in_sentence
    text = f"“{claim.text}” ({stand}{value}{_describe_source(composition, agent, claim.evidence)})"
    return ResolvedReference(text, paths.claims_apart(agent.id))


def _describe_source(composition: Composition, agent: AgentReport, ids: tuple[str, ...]) -> str:
    provenance = describe_provenance(composition, agent, ids)
    return "" if provenance is None else f"; {provenance.evaluator}, {provenance.collected}"
