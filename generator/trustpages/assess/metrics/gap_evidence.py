"""The runs in real use that a claim can be held against."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.context import Context
from trustpages.assess.counts import Tally, combined
from trustpages.assess.metrics.claim_subject import outcome_of, result_of
from trustpages.assess.metrics.production import of_current_version, production_runs
from trustpages.assess.tallies import tally
from trustpages.assess.versions import changes_since, match_of
from trustpages.model.documents.claims import Claim
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence, VersionMatch

_NO_EXPOSURE = Unmeasured(Status.MISSING, "no exposure: nothing can be concluded")


def seen_in_use(context: Context, claim: Claim) -> Tally | Unmeasured:
    """The outcomes of all production runs of the claim's version, workflow and period, pooled.

    A claim is about the version that it names, else about that of the benchmark result that it names, else
    about what is deployed. Versions that differ are compared only where the log shows that nothing material
    lies between. Missing, with the reason, where there are no such runs.
    """
    workflow = claim.scope.workflow
    if workflow is not None and workflow != context.agent.agent.workflow.id:
        return Unmeasured(Status.MISSING, f"the claim is about '{workflow}', real use is not")
    runs = _about(claim, production_runs(context))
    if not runs:
        return _NO_EXPOSURE
    comparable = _of_version(context, claim, runs)
    if isinstance(comparable, Unmeasured):
        return comparable
    outcome = outcome_of(context, claim)
    found = (tally(context, item, outcome) for item in comparable)
    tallies = [one for one in found if not isinstance(one, Unmeasured) and one.known]
    if not tallies:
        return Unmeasured(Status.MISSING, f"no exposure: no run in real use has a recorded '{outcome}'")
    return combined(tallies)


def _about(claim: Claim, runs: Sequence[Evidence]) -> list[Evidence]:
    """The runs inside the claim's period, and of those the ones that bear on its obligation, if any do."""
    period = claim.scope.period
    inside = [
        run
        for run in runs
        if period is None
        or (
            run.collected is not None
            and period.from_ <= run.collected.from_
            and run.collected.to <= period.to
        )
    ]
    bearing = [one for one in inside if claim.obligation in one.item.supports]
    return bearing or inside


def _of_version(
    context: Context, claim: Claim, runs: Sequence[Evidence]
) -> tuple[Evidence, ...] | Unmeasured:
    result = result_of(context, claim)
    version = claim.scope.version or (result.version if result is not None else None)
    if version is None:
        current = of_current_version(context, runs)
        absent = "all real use was seen before the last material change of the agent"
        return current or Unmeasured(Status.MISSING, absent)
    stated = claim.scope.version is not None
    is_current = version == context.agent.agent.version if stated else _is_current(context, result)
    same = tuple(run for run in runs if run.version == version or (is_current and _is_current(context, run)))
    if same:
        return same
    seen = ", ".join(sorted({run.version or "an unknown version" for run in runs}))
    return Unmeasured(Status.MISSING, f"claimed for {version}, seen on {seen}: versions are not compared")


def _is_current(context: Context, evidence: Evidence | None) -> bool:
    """Whether it is about the deployed version, or one that differs from it in minor ways only."""
    if evidence is None:
        return False
    agent = context.agent.agent
    match = match_of(agent, evidence, changes_since(agent, evidence, context.as_of))
    return match in {VersionMatch.SAME, VersionMatch.CHANGED_MINOR}
