"""Gates of `trust.yml`, held against a report: what stops a publication although the evidence is valid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from trustpages.assess.standing.disclosure import READERS, HiddenDifference, find_differences
from trustpages.model.documents.trust import Gates
from trustpages.model.problem import Explanation, Place, Problem, ProblemLevel
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import CLAIMS, POSTURES

TRUST: Final = Place("trust.yml")

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
        "Some readers are shown a better report than the complete one",
        "What is left out of the public report, or of the one under NDA, makes an agent look better than all of the "
        "evidence does: its posture, its authority, a verdict, a claim. Or an incident, a dispute, a grave limitation, "
        "evidence against the agent, or an agent that may be the same product is not there. Show what decides, or "
        "withdraw the agent's pages. `gates.selective_disclosure: {off_by: {name: …}, since: …, reason: …}` turns "
        "it into warnings, and every page then says so.",
    ),
    Explanation(
        "gate-undecided",
        "A report cannot be held against the complete one",
        "Whether a report for some readers looks better than all of the evidence is not known while that evidence is "
        "not valid, so `build` stops. `trustpages check` says what is wrong.",
    ),
)


Places: TypeAlias = Mapping[tuple[str, str], Place]
"""Where a promise, a claim or an item stands, by agent and id; an agent itself has an empty id, what belongs to none of
them an empty agent.
"""


@dataclass(frozen=True, slots=True)
class HeldReports:
    """The reports that gates are held against: the complete one, the one that is published, those for fewer readers."""

    complete: Report
    published: Report
    partial: tuple[Report, ...] = ()


def find_unmet_gates(gates: Gates, held: HeldReports, warnings: int, places: Places) -> tuple[Problem, ...]:
    """Every gate that is not met, each placed at the promise, claim or item that it is about.

    Order: posture, limitations, claims by agent, then warnings and selective disclosure. What holds for the complete
    report is not said of the published one again.
    """
    complete, published = (_find_unmet(gates, report, places) for report in (held.complete, held.published))
    problems = list(dict.fromkeys((*complete.values(), *(published[key] for key in published if key not in complete))))
    if gates.warnings and warnings:
        place = places.get(("", "gates.warnings"), TRUST)
        problems.append(
            _problem(place, "gate-warning", f"there are {warnings} warnings", "mend them, or allow warnings")
        )
    problems += find_selective_disclosure(gates, held, places)
    return tuple(problems)


def find_selective_disclosure(gates: Gates, held: HeldReports, places: Places) -> Iterator[Problem]:
    """What the readers of each partial report would not learn; warnings where the gate is switched off."""
    level = ProblemLevel.ERROR if gates.holds_disclosure else ProblemLevel.WARNING
    readers: dict[HiddenDifference, list[str]] = {}
    for report in held.partial:
        for difference in find_differences(held.complete, report):
            readers.setdefault(difference, []).append(READERS[report.audience])
    for hidden, who in readers.items():
        place = _find_place(places, hidden.agent, (hidden.subject,))
        sentence = f"to {' and '.join(who)}, {hidden.sentence}"
        yield replace(_problem(place, "gate-selective-disclosure", sentence, hidden.remedy), level=level)


Subject: TypeAlias = tuple[str, str, str]
"""What a gate is not met by: its code, an agent, and an id or a sentence."""


def _find_unmet(gates: Gates, report: Report, places: Places) -> dict[Subject, Problem]:
    return {
        subject: problem for agent in report.agents for subject, problem in _find_unmet_by_agent(gates, agent, places)
    }


def _find_unmet_by_agent(gates: Gates, agent: AgentReport, places: Places) -> Iterator[tuple[Subject, Problem]]:
    posture, least = agent.posture.posture, gates.posture_at_least
    if least is not None and posture.rank < least.rank:
        decided = agent.posture.decided_by or ""
        yield (
            ("gate-posture", agent.id, ""),
            _problem(
                _find_place(places, agent.id, (decided,)),
                "gate-posture",
                f"agent '{agent.id}' is {POSTURES[posture].word}, the gate asks for {POSTURES[least].word} or better",
                f"decided by {decided or 'the whole'}: {agent.posture.reason}",
            ),
        )
    if gates.limitations_below is not None:
        for limitation in agent.limitations.triggered:
            if limitation.severity.rank <= gates.limitations_below.rank:
                yield (
                    ("gate-limitation", agent.id, f"{limitation.rule} {limitation.text}"),
                    _problem(
                        _find_place(places, agent.id, limitation.subjects),
                        "gate-limitation",
                        f"agent '{agent.id}', {limitation.rule}: {limitation.text}",
                        limitation.removed_by,
                    ),
                )
    for claim in agent.findings.claims:
        if claim.verdict.value in gates.claims and claim.withdrawn is None:
            yield (
                ("gate-claim", agent.id, claim.id),
                _problem(
                    _find_place(places, agent.id, (claim.id,)),
                    "gate-claim",
                    f"agent '{agent.id}': the claim '{claim.id}' is {CLAIMS[claim.verdict].in_sentence}",
                    claim.reason,
                ),
            )


def _find_place(places: Places, agent: str, subjects: Iterable[str]) -> Place:
    """The place of the first subject that has one, else of the agent."""
    wanted = [(owner, subject) for subject in subjects if subject for owner in (agent, "")]
    return next((places[key] for key in (*wanted, (agent, "")) if key in places), TRUST)


def _problem(place: Place, code: str, sentence: str, remedy: str) -> Problem:
    return Problem(place, code, sentence.rstrip("."), remedy.rstrip("."))
