"""L83, L84: evidence, claims and promises that are contested, and evidence that was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.history.retractions import explain_retraction
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NO_EVIDENCE, NOTHING_NEEDED, Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import format_k_of_n
from trustpages.model.measured import Measured, Quantity, Unmeasured
from trustpages.model.results.disputes import Contest, JointContest, WithoutContested
from trustpages.model.results.evidence import Evidence, Retraction
from trustpages.model.results.limitation import Slot
from trustpages.model.sentence import Reference, Sentence, join, refer, strip_full_stop
from trustpages.model.states import CLAIMS, POSTURES, VERDICTS
from trustpages.model.vocabulary import Severity

NAMED = "The dispute {dispute}, raised by {by} on {date}, contests {items}: {about}."
STANDS = f"{NAMED} No verdict hangs on {{k:it|them}}."
TOGETHER = "The disputes {disputes} are open, and contest {items}. Without all of these {changes}."
UPHELD = "The dispute {dispute} over {items}, raised by {by} on {date}, was upheld: {about}."
HELD = (
    "Evidence {item} was {how}. {promises} {k:is|are} judged as if {k:it|they} still had it: nobody outside has looked."
)
STILL_AGAINST = "Evidence {item} was {how}. It counts against the agent until somebody outside has looked."
BETTER = "Evidence {item} was {how}. The correction is better: {now} instead of {before}."
GONE = "Evidence {item} was {how}. It counts for nothing."


def _find_disputed(agent: AssessedAgent) -> Occasions:
    together = () if agent.contested_together is None else (_describe_together(agent.contested_together),)
    return (*together, *map(_describe_contest, agent.contests))


def _describe_together(joint: JointContest) -> Occasion:
    slots: dict[str, Slot] = {
        "disputes": refer(joint.disputes),
        "items": refer(joint.items),
        "changes": join("; ", _list_changes(joint)),
    }
    return Occasion(slots, (*joint.disputes, *joint.items), _grade(joint), TOGETHER)


def _describe_contest(contest: Contest) -> Occasion:
    contested = (*contest.items, *contest.named)
    slots: dict[str, Slot] = {
        "dispute": Reference(contest.dispute),
        "by": contest.by,
        "date": contest.opened,
        "about": strip_full_stop(contest.about),
        "items": refer(contested) if contested else "this",
        "k": len(contested),
    }
    about = tuple(dict.fromkeys((contest.dispute, *contested, *contest.rests_on)))
    if not contest.is_open:
        return Occasion(slots, about, Severity.HIGH, UPHELD)
    if not contest.items:
        return Occasion(slots, about, Severity.MEDIUM, NAMED)
    if not contest.flips:
        return Occasion(slots, about, Severity.MEDIUM, STANDS)
    slots["changes"] = join("; ", _list_changes(contest))
    return Occasion(slots, about, _grade(contest))


def _list_changes(contest: WithoutContested) -> Iterator[Sentence]:
    for verdict in contest.verdicts:
        before, after = (VERDICTS[state].in_sentence for state in (verdict.before, verdict.after))
        seen = _describe_counts(verdict.quantity)
        figure = f" ({seen})" if seen else ""
        yield Sentence(f'"{strip_full_stop(verdict.promise)}" goes from {before} to {after}{figure}')
    for claim in contest.claims:
        before, after = (CLAIMS[state].in_sentence for state in (claim.before, claim.after))
        yield Sentence(f'"{strip_full_stop(claim.text)}" goes from {before} to {after}')
    if contest.posture is not None:
        yield Sentence(f"the posture is {POSTURES[contest.posture].word}")


def _describe_counts(quantity: Quantity) -> str:
    return format_k_of_n(quantity) if isinstance(quantity, Measured) and quantity.k is not None else ""


def _grade(contest: WithoutContested) -> Severity:
    """The gravest promise whose verdict hangs on it, and high where a claim or the posture does."""
    grave = [verdict.severity for verdict in contest.verdicts]
    if contest.claims or contest.posture is not None:
        grave.append(Severity.HIGH)
    return min((*grave, Severity.MEDIUM), key=lambda severity: severity.rank)


def _find_retracted(agent: AssessedAgent) -> Occasions:
    context = agent.context
    aside = [item for item in context.on_record if item.set_aside is not None]
    if not context.on_record:
        return NO_EVIDENCE
    return tuple(_describe_retraction(agent, item) for item in aside)


def _describe_retraction(agent: AssessedAgent, item: Evidence) -> Occasion:
    slots: dict[str, Slot] = {"item": Reference(item.id), "how": explain_retraction(item)}
    held = [promise for promise in agent.promises if item.id in promise.held_to]
    if held:
        named = tuple(f'"{strip_full_stop(promise.promise)}"' for promise in held)
        slots |= {"promises": named, "k": len(held)}
        return Occasion(slots, (item.id, *(promise.ref for promise in held)), Severity.HIGH, HELD)
    if any(against.evidence == item.id and against.review is None for against in agent.findings.adverse_evidence.items):
        return Occasion(slots, (item.id,), Severity.HIGH, STILL_AGAINST)
    better = _compare_with_correction(agent, item)
    if better is not None:
        before, now = better
        return Occasion(slots | {"before": before, "now": now}, (item.id,), sentence=BETTER)
    is_worse = item.set_aside is not None and item.set_aside.how is Retraction.CORRECTED
    return Occasion(slots, (item.id,), Severity.LOW if is_worse else None)


def _compare_with_correction(agent: AssessedAgent, item: Evidence) -> tuple[str, str] | None:
    """The successes of an item and of its correction, where those are the greater share; else None."""
    name = item.set_aside.correction if item.set_aside is not None else None
    correction = agent.context.item(name) if name is not None else None
    if correction is None:
        return None
    before, now = tally_outcome(agent.context, item), tally_outcome(agent.context, correction)
    if isinstance(before, Unmeasured) or isinstance(now, Unmeasured) or not before.known or not now.known:
        return None
    if now.successes / now.known <= before.successes / before.known:
        return None
    return f"{before.successes:,} of {before.known:,}", f"{now.successes:,} of {now.known:,}"


DISPUTE_RULES = (
    Rule(
        id="L83",
        slug="disputed",
        severity=Severity.CRITICAL,
        graded="as grave as the gravest promise whose verdict hangs on it, high where the posture or a claim does or "
        "where it was upheld, medium where nothing does",
        meaning="Somebody says that a figure on this page does not hold, and it is not settled who is right.",
        fires="a dispute is open, or was upheld against a promise or a claim",
        sentence=f"{NAMED} Without {{k:it|them}} {{changes}}.",
        removed_by="the end of the dispute, on record with how it was settled",
        needs=NOTHING_NEEDED,
        find=_find_disputed,
    ),
    Rule(
        id="L84",
        slug="taken_back",
        severity=Severity.MEDIUM,
        graded="high where nobody outside has looked and it would look better without the item, low where a correction "
        "makes it no better",
        meaning="What was once shown as evidence is none any more; who took it back, and why, tells how far to trust "
        "the rest.",
        fires="an item was withdrawn, corrected, or refuted by a dispute that was upheld",
        sentence=GONE,
        removed_by="a review that names the item, by a role that the decision rights name, not the owner's, with "
        "others than the deploying team; that it was taken back stays on record",
        needs="evidence",
        find=_find_retracted,
    ),
)
