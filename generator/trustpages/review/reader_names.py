"""Names that readers know of what a review speaks of: words of promises, claims, limitations, titles of evidence."""

from __future__ import annotations

from collections.abc import Mapping

from trustpages.model.results.review import ReviewSide


def collect_names(before: ReviewSide, after: ReviewSide) -> Mapping[str, Mapping[str, str]]:
    """Of each agent by id the names of what it has, and its own under ""; where both sides have one, that of after."""
    names: dict[str, dict[str, str]] = {}
    for side in (before, after):
        for agent in side.record.agents:
            known = names.setdefault(agent.id, {})
            known |= {"": agent.name or agent.id}
            known |= {promise.ref: promise.promise.rstrip(".") for promise in agent.obligations}
            known |= {claim.id: claim.text.rstrip(".") for claim in agent.claims if claim.text}
            # Plain words first; the id of the rule is what one looks up.
            named = (limitation for limitation in agent.limitations if limitation.slug)
            known |= {found.rule: f"{found.slug.replace('_', ' ')} ({found.rule})" for found in named}
        for evidence in side.workspace.agents if side.workspace is not None else ():
            titles = {item.id: item.title for _, item in evidence.items() if item.title}
            names.setdefault(evidence.agent.id, {}).update(titles)
    return names
