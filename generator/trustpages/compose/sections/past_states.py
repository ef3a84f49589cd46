"""How an agent stood in an earlier state, in a line."""

from __future__ import annotations

from collections import Counter

from trustpages.compose.wording.numbers import count_of
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.states import CLAIMS, POSTURES, SEVERITIES, VERDICTS
from trustpages.model.vocabulary import ClaimVerdict, Severity, Verdict


def describe_agent(agent: AgentRecord) -> str:
    """Posture, verdicts, claims and grave limitations of an agent in one line."""
    verdicts = Counter(promise.verdict for promise in agent.obligations)
    claims = Counter(claim.verdict for claim in agent.claims)
    limits = Counter(limitation.severity for limitation in agent.limitations)
    parts = (
        POSTURES[agent.posture].word,
        ", ".join(f"{verdicts[verdict]} {VERDICTS[verdict].in_sentence}" for verdict in Verdict if verdicts[verdict])
        or "nothing promised",
        ", ".join(
            f"{count_of(claims[verdict], 'claim')} {CLAIMS[verdict].in_sentence}"
            for verdict in ClaimVerdict
            if claims[verdict]
        ),
        ", ".join(
            f"{count_of(limits[severity], f'{SEVERITIES[severity].in_sentence} limitation')}"
            for severity in (Severity.CRITICAL, Severity.HIGH)
            if limits[severity]
        ),
    )
    return f"{agent.id}: {'; '.join(filter(None, parts))}"
