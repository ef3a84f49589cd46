"""Support of claims: each public sentence held against the evidence by an ordered list of tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import read_stated_share
from trustpages.assess.evidence.reported_figures import check_claimed_share, read_claimed_number
from trustpages.assess.evidence.selection import find_hand_picked
from trustpages.assess.history.claim_changes import note_claim_changes
from trustpages.assess.history.effects import AgentHistory
from trustpages.assess.metrics.claims.comparisons import check_better_than, check_rank
from trustpages.assess.metrics.claims.contested import hold_claims
from trustpages.assess.metrics.claims.events import check_never_or_always
from trustpages.assess.metrics.claims.figures import compute_share_figures
from trustpages.assess.metrics.claims.findings import (
    ClaimFinding,
    ClaimThreshold,
    Direction,
    judge_figures,
    report_absence,
    weaken_for_hand_picked,
)
from trustpages.assess.metrics.claims.scope import ScopedEvidence, match_evidence_to_scope
from trustpages.assess.metrics.claims.values import NumericClaim, check_rate, check_value
from trustpages.assess.metrics.freshness import summarise_freshness
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.adverse import format_range
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.evidence import Evidence, FreshnessStatus, FreshnessSummary
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.parts import Counts
from trustpages.model.sentence import Sentence, Term
from trustpages.model.states import CLAIMS as STATES_OF_CLAIMS
from trustpages.model.vocabulary import ClaimVerdict

_NO_EVIDENCE = "no evidence is on record for it"
_CURRENT = frozenset({FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON})
_HARMS = frozenset({"failure", "incident_rate"})


def check_claims(
    context: Context, obligations: Sequence[ObligationResult], freshness: FreshnessSummary
) -> tuple[ClaimResult, ...]:
    """One result for every claim of the agent, withdrawn ones included, by id.

    Order of the tests: unsupported without evidence or below its minimum and not
    contradicted; out of scope; contradicted, however old the evidence; stale; what the operator says.
    """
    results = {obligation.ref: obligation for obligation in obligations}
    statuses = {item.evidence: item.status for item in freshness.items}
    checked = [
        replace(
            _check_claim(context, claim, results, statuses), illustrative=document.illustrative or claim.illustrative
        )
        for document in context.agent.claims
        for claim in document.claims
    ]
    return tuple(sorted(checked, key=lambda claim: claim.id))


def _check_claim(
    context: Context, claim: Claim, results: Mapping[str, ObligationResult], statuses: Mapping[str, FreshnessStatus]
) -> ClaimResult:
    matched = match_evidence_to_scope(context, claim)
    usable = tuple(item for item in matched.inside if statuses.get(item.id, FreshnessStatus.MISSING).is_usable)
    obligation = results.get(claim.obligation or "")
    finding = _find_by_operator(context, claim, usable or matched.inside, matched, obligation)
    picked = find_hand_picked(item for item in map(context.item, finding.inputs) if item is not None)
    if picked is not None:
        finding = weaken_for_hand_picked(finding, picked, by_event=claim.operator in ("never", "always"))
    verdict, reason = _decide_verdict(matched, finding, has_usable=bool(usable))
    quantity, claimed, share = finding.quantity, read_claimed_number(claim), check_claimed_share(claim)
    observed = quantity.value if isinstance(quantity, Measured) else None
    counts = finding.counts or Counts()
    return ClaimResult(
        id=claim.id,
        text=claim.text,
        verdict=verdict,
        reason=reason,
        quantity=quantity,
        claimed=claimed,
        operator=claim.operator,
        evidence=finding.inputs or tuple(item.id for item in matched.inside or matched.outside),
        stale=any(statuses.get(id_, FreshnessStatus.MISSING) not in _CURRENT for id_ in finding.inputs),
        last_verdict=finding.verdict if verdict is ClaimVerdict.STALE else None,
        distance=abs(observed - claimed) if observed is not None and claimed is not None else None,
        possible=share.possible,
        may_be_average=share.may_be_average,
        other_scope=matched.about if verdict is ClaimVerdict.OUT_OF_SCOPE else None,
        attempts=claim.attempts,
        single_attempt=_compute_single_attempt(context, claim),
        where=claim.where,
        on=claim.date,
        withdrawn=claim.withdrawn,
        obligation=claim.obligation,
        line=finding.line,
        counts=replace(counts, hand_picked=None if picked is None else picked.value),
        evidence_from=min((item.collected.from_ for item in matched.inside if item.collected), default=None),
    )


def _decide_verdict(matched: ScopedEvidence, finding: ClaimFinding, *, has_usable: bool) -> tuple[ClaimVerdict, str]:
    """The verdict of the first test that decides, with its reason."""
    contradicted = finding.verdict is ClaimVerdict.CONTRADICTED
    if not matched.inside and not matched.outside:
        return ClaimVerdict.UNSUPPORTED, _NO_EVIDENCE
    if finding.thin and not contradicted:
        if finding.line is not None and finding.line.is_missed_by(finding.quantity):
            return ClaimVerdict.UNSUPPORTED, "the evidence is too small to decide, and falls short of it"
        return ClaimVerdict.UNSUPPORTED, "the evidence is too small to show it"
    if not matched.inside:
        return ClaimVerdict.OUT_OF_SCOPE, Sentence("the evidence is about something else: ", matched.about or "")
    if contradicted:
        return ClaimVerdict.CONTRADICTED, finding.reason
    if isinstance(finding.quantity, Unmeasured):
        return ClaimVerdict.UNSUPPORTED, finding.reason
    if not has_usable:
        return ClaimVerdict.STALE, "the evidence has expired"
    return finding.verdict, finding.reason


def _find_by_operator(
    context: Context,
    claim: Claim,
    evidence: Sequence[Evidence],
    matched: ScopedEvidence,
    obligation: ObligationResult | None,
) -> ClaimFinding:
    """What the evidence in scope says; without any, what the rest would say if it were in scope."""
    looked_at = evidence or matched.outside
    if not looked_at:
        return report_absence(_NO_EVIDENCE)
    value = read_claimed_number(claim)
    match claim.operator:
        case "never" | "always":
            return check_never_or_always(context, claim, looked_at, matched.inside or looked_at)
        case "better_than":
            return check_better_than(context, claim, looked_at)
        case "rank":
            return check_rank(context, claim, looked_at)
    if claim.metric == "rank":
        return check_rank(context, claim, looked_at)
    if value is None:
        return report_absence("the claim states no number")
    numeric = NumericClaim(claim, value, _choose_direction(claim), looked_at, obligation)
    match claim.metric:
        case "success" | "failure":
            return _check_share(context, numeric)
        case "incident_rate":
            return check_rate(context, numeric)
        case "value":
            return check_value(context, numeric)
        case _:
            return report_absence(Sentence(Term(claim.operator), " says nothing of an event"))


def _check_share(context: Context, numeric: NumericClaim) -> ClaimFinding:
    """What the evidence counts of a claimed share; without any counts, what it states."""
    figures = compute_share_figures(context, numeric.claim, numeric.evidence)
    stated = [share for item in numeric.evidence if (share := read_stated_share(item)) is not None]
    if stated and not figures:
        said = " and ".join(sorted({format_range(*share) for share in stated}))
        return report_absence(f"the evidence states success in {said}, without saying of how many")
    line = ClaimThreshold(numeric.direction, numeric.value, context.policy.claim.delta)
    return judge_figures(figures, line, context.policy)


def _choose_direction(claim: Claim) -> Direction:
    """At least or at most; "about" is the one that the reader hopes for: at most for harms."""
    if claim.operator == "about":
        return "at_most" if claim.harm or claim.metric in _HARMS else "at_least"
    return "at_most" if claim.operator == "at_most" else "at_least"


def _compute_single_attempt(context: Context, claim: Claim) -> Quantity | None:
    """The share in one try, beside a claim that allows several; None for claims about single tries."""
    if claim.attempts == 1 or claim.metric not in {"success", "failure"}:
        return None
    results = [(item.id, item.item) for item in context.evidence if isinstance(item.item, BenchmarkResult)]
    benchmarks = {item.benchmark for id_, item in results if id_ in claim.evidence}
    # The claim names its best score; the share in one try is often another result on the same benchmark.
    named = (*claim.evidence, *(id_ for id_, item in results if item.benchmark in benchmarks))
    single = claim.model_copy(update={"attempts": 1, "evidence": named})
    figures = compute_share_figures(context, single, match_evidence_to_scope(context, single).inside)
    if not figures:
        return Unmeasured(Status.MISSING, "no evidence of single tries is on record")
    return max(figures, key=lambda figure: (figure.quantity.n_eff or 0, figure.inputs)).quantity


def assess_claims(
    context: Context, obligations: Sequence[ObligationResult], freshness: FreshnessSummary, history: AgentHistory
) -> tuple[ClaimResult, ...]:
    """One result for every claim, with what changed about it since the earlier report."""

    def check(where: Context) -> tuple[ClaimResult, ...]:
        current = freshness if where is context else summarise_freshness(where, find_recorded_triggers(where))
        return check_claims(where, obligations, current)

    return note_claim_changes(context, hold_claims(context, check), history.past)


def _word(verdict: ClaimVerdict) -> str:
    return STATES_OF_CLAIMS[verdict].in_sentence


CLAIMS = Metric(
    id="claims",
    title="Support of claims",
    question="Does the evidence bear out what is said in public?",
    needs="claims with operator, number and scope, and the evidence or obligation that checks them.",
    smallest="thirty effective outcomes with an interval narrower than 0.30; fewer can contradict only.",
    formula="Tests in order, the first that decides: no evidence or too little, out of scope, "
    f"{_word(ClaimVerdict.CONTRADICTED)} (even by old evidence), {_word(ClaimVerdict.STALE)}, and then the operator. "
    f"At least c is {_word(ClaimVerdict.SUPPORTED)} if the exact lower limit reaches c, "
    f"{_word(ClaimVerdict.CONTRADICTED)} if the upper one stays below, and "
    f"{_word(ClaimVerdict.PARTIALLY_SUPPORTED)} if the value reaches c or the lower limit misses it by little. "
    "Never and always fall with one counterexample, and without any are as good as the rate that is not excluded. "
    "Several tries never support a claim about one. Versions and producers that differ are not averaged: the deployed "
    "version, or the one that says least, stands for all. A published figure that no whole count gives is disclosed.",
    cannot_tell="whether the sentence is understood as its predicate says.",
    sources="Clopper & Pearson 1934; Newcombe 1998c; Miller 2024; Brown & Heathers 2017.",
    compute=assess_claims,
    reads=("obligations", "freshness", "history"),
)
