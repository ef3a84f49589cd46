"""Gates of `trust.yml`, held against a report: what stops a publication although the evidence is valid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.model.documents.trust import Gates
from trustpages.model.problem import Explanation, Place, Problem
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import CLAIMS, POSTURES
from trustpages.model.vocabulary import Audience

GATES: tuple[Explanation, ...] = (
    Explanation(
        "gate-posture",
        "An agent's posture is worse than the gate allows",
        "`gates.posture_at_least` in trust.yml names the worst posture that any agent may have. Mend the promise "
        "that decided the posture, or lower the gate knowingly.",
    ),
    Explanation(
        "gate-limitation",
        "A limitation is as severe as the gate forbids",
        "`gates.limitations_below` in trust.yml names the severity from which on limitations stop a publication. "
        "Each limitation says what removes it.",
    ),
    Explanation(
        "gate-claim",
        "A public claim has a verdict that the gate forbids",
        "`gates.claims` in trust.yml lists verdicts of claims that stop a publication. Withdraw the claim, change "
        "it to what the evidence supports, or add evidence.",
    ),
    Explanation(
        "gate-warning",
        "There are warnings, and the gate forbids them",
        "`gates.warnings: true` in trust.yml makes every warning stop a publication.",
    ),
    Explanation(
        "gate-selective-disclosure",
        "The posture that some readers see is better than the complete one",
        "What is left out of the public report, or of the one under NDA, makes an agent look better than all of the "
        "evidence does. Show the evidence that decides, or withdraw the agent's pages. "
        "`gates.selective_disclosure: false` turns this off.",
    ),
)


def find_unmet_gates(gates: Gates, complete: Report, partial: Iterable[Report], warnings: int) -> tuple[Problem, ...]:
    """Every gate that is not met; `partial` are the reports for readers who see less than the complete one.

    Order: posture, limitations, claims by agent, then warnings and selective disclosure.
    """
    problems = [problem for agent in complete.agents for problem in _find_unmet_by_agent(gates, agent)]
    if gates.warnings and warnings:
        problems.append(_problem("gate-warning", f"there are {warnings} warnings", "mend them, or allow warnings"))
    if gates.selective_disclosure:
        problems += [problem for report in partial for problem in _find_selective_disclosure(complete, report)]
    return tuple(problems)


def _find_unmet_by_agent(gates: Gates, agent: AgentReport) -> Iterator[Problem]:
    posture, least = agent.posture.posture, gates.posture_at_least
    if least is not None and posture.rank < least.rank:
        yield _problem(
            "gate-posture",
            f"agent '{agent.id}' is {POSTURES[posture].word}, the gate asks for {POSTURES[least].word} or better",
            f"decided by {agent.posture.decided_by or 'the whole'}: {agent.posture.reason}",
        )
    if gates.limitations_below is not None:
        for limitation in agent.limitations.triggered:
            if limitation.severity.rank <= gates.limitations_below.rank:
                yield _problem(
                    "gate-limitation",
                    f"agent '{agent.id}', {limitation.rule}: {limitation.text}",
                    limitation.removed_by,
                )
    for claim in agent.findings.claims:
        if claim.verdict.value in gates.claims and claim.withdrawn is None:
            yield _problem(
                "gate-claim",
                f"agent '{agent.id}': the claim '{claim.id}' is {CLAIMS[claim.verdict].in_sentence}",
                claim.reason,
            )


def _find_selective_disclosure(complete: Report, partial: Report) -> Iterator[Problem]:
    postures = {agent.id: agent.posture.posture for agent in complete.agents}
    readers = {Audience.PUBLIC: "the public", Audience.NDA: "readers under NDA"}[partial.audience]
    for agent in partial.agents:
        whole = postures.get(agent.id)
        if whole is not None and agent.posture.posture.rank > whole.rank:
            seen, true = POSTURES[agent.posture.posture].word, POSTURES[whole].word
            yield _problem(
                "gate-selective-disclosure",
                f"agent '{agent.id}' is {seen} to {readers} and {true} in truth",
                f"show {readers} the evidence that decides, or withdraw the agent's pages",
            )


def _problem(code: str, sentence: str, remedy: str) -> Problem:
    return Problem(Place("trust.yml"), code, sentence.rstrip("."), remedy.rstrip("."))
