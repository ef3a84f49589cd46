"""What pages say as schema.org data: a report, its claims, its data and evidence, each with limits, end and digest.

Claims are shown as the vendor's own, with what the evidence says of each. A `ClaimReview` is for whoever checks the
claims of others: https://schema.org/ClaimReview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.evidence import find_freshness, label_item
from trustpages.compose.sections.claims import explain_verdict
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.labels import DECIDED_BY_METHOD
from trustpages.compose.wording.said import say
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.pages.exported import Limits
from trustpages.model.pages.page import find_way, page_folder
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS

CONTEXT: Final = "https://schema.org"
"""Names the vocabulary; nothing is fetched from it."""
_FORMS: Final = {"json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
Node = dict[str, Json]


def describe_shared_pages(composition: Composition, standings: Mapping[str, Limits]) -> Iterator[tuple[str, Json]]:
    """The data of those pages that are about all agents, by path; `standings` are the limits of each."""
    agents = composition.report.agents
    reports = [_link_report(composition, agent, standings[agent.id]) for agent in agents]
    yield paths.HOME, _wrap([{**_describe_site(composition), "hasPart": [*reports]}])
    if not composition.is_large:
        claims = [
            _describe_claim(composition, agent, claim, standings[agent.id], paths.CLAIMS)
            for agent in agents
            for claim in agent.findings.claims
        ]
        yield paths.CLAIMS, _wrap(claims)


def describe_agent_pages(composition: Composition, agent: AgentReport, limits: Limits) -> Iterator[tuple[str, Json]]:
    """The data of the pages of an agent and of its evidence, by path."""
    yield paths.agent(agent.id), _wrap([_describe_agent(composition, agent, limits)])
    for evidence in agent.evidence:
        if evidence.evidence_class is not None:
            item = _describe_evidence(composition, agent, evidence, limits)
            yield paths.evidence(agent.id, evidence.id), _wrap([item])


def _wrap(nodes: list[Node]) -> Json:
    return {"@context": CONTEXT, "@graph": [*nodes]} if nodes else None


def _describe_site(composition: Composition) -> Node:
    """The report on all agents, which is whole until the first of them ends."""
    report = composition.report
    ends = [end for agent in report.agents if (end := _find_end(agent))]
    return {
        "@type": "Report",
        "name": composition.trust.site.title,
        "dateCreated": report.as_of.isoformat(),
        **_publish(composition),
        **_bind(
            composition,
            "Each part has its own limits and its own end; neither is to be left out.",
            min(ends, default=None),
        ),
    }


def _publish(composition: Composition) -> Node:
    publisher = composition.trust.publisher
    url: Node = {"url": publisher.url} if publisher.url else {}
    return {"publisher": {"@type": "Organization", "name": publisher.name, **url}}


def _bind(composition: Composition, limits: str, end: str | None = None) -> Node:
    """What every node has: its limits in words, its end, for whom it is, the digest of what it was made from."""
    report = composition.report
    expires: Node = {"expires": end} if end else {}
    return {
        "abstract": limits,
        **expires,
        "audience": {"@type": "Audience", "audienceType": report.audience.value},
        "identifier": {"@type": "PropertyValue", "propertyID": "inputs-sha256", "value": report.inputs_digest},
    }


def _find_end(agent: AgentReport) -> str | None:
    return agent.valid_until.day.isoformat() if agent.valid_until.day else None


_GRAVEST: Final = frozenset(
    {"as-of", "valid-until", "expired", "posture", "limitations", "worst-limitation", "illustrative", "under-dispute"}
)


def _tell_limits(limits: Limits, names: frozenset[str] | None = None) -> str:
    """The limits as one text: those of these names, or all."""
    told = ((name, said) for name, said in limits if names is None or name in names)
    return " ".join(f"{name.replace('-', ' ').capitalize()}: {said.rstrip('.')}." for name, said in told)


def _describe_standing(limits: Limits) -> str:
    named = dict(limits)
    return f"Expired, was {named['posture']}" if "expired" in named else named["posture"]


def _link_report(composition: Composition, agent: AgentReport, limits: Limits) -> Node:
    return {
        "@type": "Report",
        "name": f"Trust report on {agent.agent.name}",
        "url": _find_address(paths.agent(agent.id), paths.HOME),
        "creativeWorkStatus": _describe_standing(limits),
        **_bind(composition, _tell_limits(limits, _GRAVEST), _find_end(agent)),
    }


def _describe_agent(composition: Composition, agent: AgentReport, limits: Limits) -> Node:
    here, document = paths.agent(agent.id), agent.agent
    claims = [_describe_claim(composition, agent, claim, limits, here) for claim in agent.findings.claims]
    return {
        "@type": "Report",
        "name": f"Trust report on {document.name}",
        "about": {
            "@type": "SoftwareApplication",
            "name": document.name,
            "softwareVersion": document.version,
            "applicationCategory": "AI agent",
            "description": document.workflow.summary,
        },
        "dateCreated": composition.report.as_of.isoformat(),
        "creativeWorkStatus": _describe_standing(limits),
        **_publish(composition),
        **_bind(composition, _tell_limits(limits), _find_end(agent)),
        "hasPart": [_describe_data(composition, agent, limits), *claims],
    }


def _describe_data(composition: Composition, agent: AgentReport, limits: Limits) -> Node:
    here = paths.agent(agent.id)
    return {
        "@type": "Dataset",
        "name": f"Promises, claims, limitations and evidence of {agent.agent.name}",
        "description": "One row each, with verdict, figure, limits and end.",
        **_publish(composition),
        **_bind(composition, _tell_limits(limits, _GRAVEST), _find_end(agent)),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": _find_address(f"{paths.agent_data(agent.id)}.{form}", here),
            }
            for form, media_type in _FORMS.items()
        ],
    }


def _describe_claim(
    composition: Composition, agent: AgentReport, claim: ClaimResult, limits: Limits, here: str
) -> Node:
    figure = composition.figure(claim.quantity)
    seen = figure.sentence if figure.has_number else f"{figure.headline}: {figure.reason}"
    own = (view_limitation(found, agent) for found in agent.limitations.triggered if found.is_about(claim.id))
    limited = " ".join(f"{view.severity.word}, {view.rule}: {say(view.text)}" for view in own)
    word = CLAIMS[claim.verdict].word
    told = f"{word}: {explain_verdict(agent, claim).rstrip('.')}. The evidence says: {seen}. {limited}"
    withdrawn: Node = {"expires": claim.withdrawn.isoformat()} if claim.withdrawn else {}
    return {
        "@type": "Claim",
        "name": f"{agent.id}/{claim.id}",
        "text": claim.text,
        "datePublished": claim.on.isoformat(),
        "creativeWorkStatus": "Withdrawn" if claim.withdrawn else word,
        "author": {"@type": "Organization", "name": composition.trust.publisher.name},
        **_bind(composition, f"{told} {_tell_limits(limits, _GRAVEST)}", _find_end(agent)),
        **withdrawn,
        "isBasedOn": [_find_address(paths.evidence(agent.id, name), here) for name in claim.evidence],
    }


def _describe_evidence(composition: Composition, agent: AgentReport, evidence: Evidence, limits: Limits) -> Node:
    fresh, source = find_freshness(agent, evidence), evidence.source
    end = fresh.expires_on.isoformat() if fresh is not None and fresh.expires_on else None
    own = (view_limitation(found, agent) for found in agent.limitations.triggered if found.is_about(evidence.id))
    told = " ".join(f"{view.severity.word}, {view.rule}: {say(view.text)}" for view in own)
    collected, item = evidence.collected, evidence.item
    known: dict[str, Json] = {
        "temporalCoverage": f"{collected.from_.isoformat()}/{collected.to.isoformat()}" if collected else None,
        "measurementTechnique": DECIDED_BY_METHOD[item.method] if isinstance(item, CountedItem) else None,
        "license": source.licence if source else None,
        "isBasedOn": source.url if source else None,
        "version": evidence.version,
    }
    return {
        "@type": "Dataset",
        "name": item.title or evidence.id,
        "description": f"{item.traits.label} about {agent.agent.name}",
        "creator": {"@type": "Organization", "name": evidence.producer.name},
        "creativeWorkStatus": label_item(agent, evidence).word,
        **{name: value for name, value in known.items() if value},
        **_bind(composition, f"{told} {_tell_limits(limits, _GRAVEST)}".strip(), end or _find_end(agent)),
    }


def _find_address(target: str, here: str) -> str:
    """The relative address of a page or file from the page `here`."""
    found = (page_folder(target) / "index.html").as_posix() if target.endswith(".md") else target
    return find_way(found, page_folder(here))
