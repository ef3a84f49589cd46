"""Rules of posture: ordered, worst first, of which the first that matches decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from trustpages.model.results.standing import PostureResult
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Posture, Severity, Verdict

_WORDS = {
    Verdict.BREACHED: f"is {VERDICTS[Verdict.BREACHED].in_sentence}",
    Verdict.MISSING: "has no evidence that counts",
    Verdict.LEANING_BREACH: "leans towards a breach",
    Verdict.LEANING_MET: "is not shown to be kept",
    Verdict.ON_TRACK: f"is {VERDICTS[Verdict.ON_TRACK].in_sentence}, and not judged yet",
    Verdict.AT_RISK: f"is {VERDICTS[Verdict.AT_RISK].in_sentence}",
    Verdict.INCOMPLETE: "is open because outcomes are unknown",
}


@dataclass(frozen=True, slots=True)
class ObligationStanding:
    """How one obligation stands: all that the rules look at.

    `inferred` is the verdict from the interval where another one decided. `overdue` says that an agreed
    consequence is overdue, `stale` that evidence behind the verdict is older than agreed, `unbreakable` that hardly any
    result can break the line.
    """

    ref: str
    severity: Severity
    verdict: Verdict
    inferred: Verdict | None = None
    stale: bool = False
    overdue: bool = False
    unbreakable: bool = False

    @property
    def is_breached(self) -> bool:
        """Whether it is breached, observed or inferred."""
        return Verdict.BREACHED in (self.verdict, self.inferred)

    @property
    def is_broken(self) -> bool:
        """Whether it is breached or without evidence, which ranks the same."""
        return self.is_breached or self.verdict is Verdict.MISSING


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else the rules look at.

    `vanished` names published evidence that is gone, if any is, `against` the worst evidence against the agent that no
    review answers; `against_minor` is the same of evidence for low promises alone.
    """

    blast_radius: Severity = Severity.LOW
    review_overdue: bool = False
    invalid_override: str | None = None
    vanished: str | None = None
    against: str | None = None
    against_minor: str | None = None
    benchmark_only: bool = False
    has_other_evidence: bool = True


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a rule match: the obligation, if it is one, and a sentence without a final stop."""

    obligation: str | None
    reason: str


Match: TypeAlias = Callable[[Sequence[ObligationStanding], Circumstances], Cause | None]


@dataclass(frozen=True, slots=True)
class PostureRule:
    """One rule: its number, the posture it yields, when it matches."""

    number: int
    posture: Posture
    matches: Match


def apply_posture_rules(standings: Iterable[ObligationStanding], circumstances: Circumstances) -> PostureResult:
    """The posture by the first rule that matches, with the obligation that decided it.

    Obligations that do not apply are left out. The order of the obligations does not matter: of several
    causes the worst severity is named, then the first name.
    """
    binding = (standing for standing in standings if standing.verdict is not Verdict.NOT_APPLICABLE)
    applicable = sorted(binding, key=lambda standing: (standing.severity.rank, standing.ref))
    for rule in POSTURE_RULES:
        cause = rule.matches(applicable, circumstances)
        if cause is not None:
            return PostureResult(rule.posture, rule.number, cause.obligation, cause.reason)
    return PostureResult(Posture.SUPPORTED, 5, None, "every promise is shown to be kept")


_WEIGHTS: Final = {
    Severity.CRITICAL: "critical ",
    Severity.HIGH: "important ",
    Severity.MEDIUM: "",
    Severity.LOW: "lesser ",
}


def _find_first(
    standings: Iterable[ObligationStanding],
    severities: frozenset[Severity],
    matches: Callable[[ObligationStanding], bool],
) -> Cause | None:
    """The first obligation of these severities that matches, in words."""
    for standing in standings:
        if standing.severity in severities and matches(standing):
            verdict = Verdict.BREACHED if standing.is_breached else standing.verdict
            promise = Sentence(f"the {_WEIGHTS[standing.severity]}promise ", Reference(standing.ref))
            return Cause(standing.ref, Sentence(promise, f" {_WORDS.get(verdict, verdict)}"))
    return None


def _nothing_promised(standings: Sequence[ObligationStanding], _: Circumstances) -> Cause | None:
    return None if standings else Cause(None, "nothing is promised")


def _broken(severity: Severity) -> Match:
    return lambda standings, _: _find_first(standings, frozenset({severity}), lambda standing: standing.is_broken)


def _critical_near_breach(standings: Sequence[ObligationStanding], _: Circumstances) -> Cause | None:
    near = (Verdict.LEANING_BREACH, Verdict.INCOMPLETE)
    return _find_first(standings, _CRITICAL, lambda standing: standing.verdict.ranked_as in near)


def _critical_overdue(standings: Sequence[ObligationStanding], _: Circumstances) -> Cause | None:
    late = next((standing for standing in standings if standing.severity in _CRITICAL and standing.overdue), None)
    return Cause(late.ref, Sentence("an agreed consequence of ", Reference(late.ref), " is overdue")) if late else None


def _inconclusive(*severities: Severity) -> Match:
    return lambda standings, _: _find_first(
        standings, frozenset(severities), lambda standing: standing.verdict.is_inconclusive
    )


def _review_overdue(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    grave = circumstances.blast_radius in (Severity.CRITICAL, Severity.HIGH)
    return Cause(None, "a review is overdue") if grave and circumstances.review_overdue else None


def _invalid_override(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    override = circumstances.invalid_override
    if override is None:
        return None
    return Cause(None, Sentence("the override ", Reference(override), " is in force and not valid"))


def _vanished(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    gone = circumstances.vanished
    return Cause(None, Sentence("evidence that was published is gone: ", gone)) if gone else None


def _against(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    return _leave_unanswered(circumstances.against)


def _against_minor(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    return _leave_unanswered(circumstances.against_minor)


def _leave_unanswered(against: str | None) -> Cause | None:
    return Cause(None, Sentence("no review answers ", against)) if against else None


def _low_not_met(standings: Sequence[ObligationStanding], _: Circumstances) -> Cause | None:
    low = frozenset({Severity.LOW})
    return _find_first(standings, low, lambda standing: standing.verdict is not Verdict.MET or standing.is_breached)


def _benchmark_only(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    return Cause(None, "all current evidence is benchmark evidence") if circumstances.benchmark_only else None


def _unbreakable(*severities: Severity) -> Match:
    def match(standings: Sequence[ObligationStanding], _: Circumstances) -> Cause | None:
        worst = next((each for each in standings if each.unbreakable and each.severity in severities), None)
        return Cause(worst.ref, Sentence("hardly any result can break ", Reference(worst.ref))) if worst else None

    return match


def _stale(standings: Sequence[ObligationStanding], _: Circumstances) -> Cause | None:
    old = next((standing for standing in standings if standing.stale), None)
    return Cause(old.ref, Sentence("evidence behind ", Reference(old.ref), " is older than agreed")) if old else None


def _no_other_evidence(_: Sequence[ObligationStanding], circumstances: Circumstances) -> Cause | None:
    reason = "no current evidence comes from anything but benchmarks"
    return None if circumstances.has_other_evidence else Cause(None, reason)


_CRITICAL = frozenset({Severity.CRITICAL})

POSTURE_RULES: tuple[PostureRule, ...] = (
    PostureRule(1, Posture.BLOCKED, _nothing_promised),
    PostureRule(1, Posture.BLOCKED, _broken(Severity.CRITICAL)),
    PostureRule(2, Posture.RESTRICTED, _broken(Severity.HIGH)),
    PostureRule(2, Posture.RESTRICTED, _critical_near_breach),
    PostureRule(2, Posture.RESTRICTED, _critical_overdue),
    PostureRule(3, Posture.CONDITIONAL, _inconclusive(Severity.CRITICAL, Severity.HIGH)),
    PostureRule(3, Posture.CONDITIONAL, _broken(Severity.MEDIUM)),
    PostureRule(3, Posture.CONDITIONAL, _unbreakable(Severity.CRITICAL, Severity.HIGH)),
    PostureRule(3, Posture.CONDITIONAL, _review_overdue),
    PostureRule(3, Posture.CONDITIONAL, _invalid_override),
    PostureRule(3, Posture.CONDITIONAL, _vanished),
    PostureRule(3, Posture.CONDITIONAL, _against),
    PostureRule(4, Posture.PROVISIONAL, _inconclusive(Severity.MEDIUM)),
    PostureRule(4, Posture.PROVISIONAL, _low_not_met),
    PostureRule(4, Posture.PROVISIONAL, _unbreakable(Severity.MEDIUM, Severity.LOW)),
    PostureRule(4, Posture.PROVISIONAL, _against_minor),
    PostureRule(4, Posture.PROVISIONAL, _benchmark_only),
    PostureRule(4, Posture.PROVISIONAL, _stale),
    PostureRule(4, Posture.PROVISIONAL, _no_other_evidence),
)
