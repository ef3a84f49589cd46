"""L25 to L28: who measured a published score, what it was picked from, whether it can be what it says."""

from __future__ import annotations

from trustpages.assess.evidence.reported_figures import print_share
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.rules.benchmarks.benchmark_scores import A_RESULT, NO_RESULT, find_benchmark_item
from trustpages.assess.limitations.rules.claims import NO_CLAIM
from trustpages.assess.limitations.sentences import format_k_of_n, format_points
from trustpages.model.measured import Measured
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import Reference, refer, strip_full_stop
from trustpages.model.vocabulary import Severity

ONE_OWN = "The score {items} was measured by the vendor or somebody it pays, and not borne out by anyone else."
NOT_BORNE_OUT = " What others measured on the same tasks speaks against the agent: {others}."
SEVERAL_OWN = (
    "{k} of {n} scores were measured by the vendor or somebody it pays, and not borne out by anyone else: {items}."
)
UNKNOWN_VARIANTS = (
    "Whether {items} {k:is the best|are the best ones} of several variants was not recorded; what chance alone adds "
    "cannot be stated."
)
UNKNOWN_GAIN = (
    "The score {evidence} may be the best of {N} variants; without a sample size what chance alone adds cannot be "
    "stated."
)
CLAIMED = '"{claim}": {s} is not a possible result of {n}; sample size or rounding is misreported.'
AVERAGE = "The score {item} ({s}) is not a whole share of {n}: it may be an average, and nobody says of what."
CLAIMED_AVERAGE = '"{claim}": {s} is not a whole share of {n}: it may be an average, and nobody says of what.'
UNKNOWN_SINGLE = (
    'The score quoted in "{claim}" allows {k} attempts per task; users get {users}. The single-attempt score is not '
    "known."
)


def _find_self_reported(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    # A repetition that speaks against the agent does not bear its score out.
    against = agent.findings.adverse_evidence.ids
    alone = [
        result
        for result in agent.results
        if result.first_party and not result.replicated and set(result.repeated_in) <= against
    ]
    if not alone:
        return ()
    own = tuple(result.evidence for result in alone)
    others = tuple(sorted({name for result in alone for name in result.repeated_in}))
    slots: dict[str, Slot] = {"k": len(own), "n": len(agent.results), "items": refer(own), "others": refer(others)}
    sentence = SEVERAL_OWN if len(own) > 1 else ONE_OWN
    return (Occasion(slots, own, sentence=sentence + NOT_BORNE_OUT if others else sentence),)


def _find_best_of_unknown(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    occasions = []
    unknown = tuple(result.evidence for result in agent.results if result.variants is None)
    if unknown:
        occasions.append(Occasion({"items": refer(unknown), "k": len(unknown)}, unknown, sentence=UNKNOWN_VARIANTS))
    for result in agent.results:
        if result.variants is None or result.variants < 2:
            continue
        slots: dict[str, Slot] = {"N": result.variants, "evidence": Reference(result.evidence)}
        if result.selection_points is None:
            occasions.append(Occasion(slots, (result.evidence,), sentence=UNKNOWN_GAIN))
        else:
            occasions.append(Occasion({**slots, "x": format_points(result.selection_points)}, (result.evidence,)))
    return occasions


def _find_impossible_number(agent: AssessedAgent) -> Occasions:
    checked = [claim for claim in agent.live_claims if claim.possible is not None or claim.may_be_average]
    if not agent.results and not checked:
        return NotEvaluable("no score is printed beside its number of tasks")
    scores = [_describe_score(agent, result) for result in agent.results if _is_doubtful(result)]
    claims = [_describe_impossible_claim(agent, claim) for claim in checked if _is_doubtful(claim)]
    unknown = [result.evidence for result in agent.results if result.possible is None and not result.may_be_average]
    return check_unknown([*scores, *claims], unknown, "some scores do not say on how many tasks they rest")


def _is_doubtful(score: ResultQuality | ClaimResult) -> bool:
    return score.possible is False or score.may_be_average


def _describe_score(agent: AssessedAgent, result: ResultQuality) -> Occasion:
    item = find_benchmark_item(agent, result)
    slots: dict[str, Slot] = {
        "item": Reference(result.evidence),
        "s": print_share(item.reported if item is not None else None, item.score if item is not None else result.score),
        "n": _describe_sample(agent, result),
    }
    if result.may_be_average:
        return Occasion(slots, (result.evidence,), Severity.MEDIUM, AVERAGE)
    return Occasion(slots, (result.evidence,))


def _describe_impossible_claim(agent: AssessedAgent, result: ClaimResult) -> Occasion:
    claims = (claim for document in agent.context.agent.claims for claim in document.claims)
    claim = next(claim for claim in claims if claim.id == result.id)
    slots: dict[str, Slot] = {
        "claim": strip_full_stop(result.text),
        "s": print_share(claim.reported, claim.value or 0.0),
        "n": f"{claim.tries or 0:,} {'try' if claim.tries == 1 else 'tries'}",
    }
    if result.may_be_average:
        return Occasion(slots, (result.id,), Severity.MEDIUM, CLAIMED_AVERAGE)
    return Occasion(slots, (result.id,), sentence=CLAIMED)


def _describe_sample(agent: AssessedAgent, result: ResultQuality) -> str:
    item = find_benchmark_item(agent, result)
    # A task that counts as solved after several tries is one observation, however often it was tried.
    repeated = item is not None and item.attempts_allowed == 1 and (result.trials or 1) > 1
    tasks = f"{result.n_tasks or 0:,} {'task' if result.n_tasks == 1 else 'tasks'}"
    return f"{tasks} tried {result.trials} times each" if repeated else tasks


def _find_pass_at_k_quoted(agent: AssessedAgent) -> Occasions:
    if not agent.live_claims:
        return NO_CLAIM
    occasions, users = [], agent.document.workflow.attempts
    for claim in agent.live_claims:
        if claim.attempts <= users:
            continue
        slots: dict[str, Slot] = {
            "claim": strip_full_stop(claim.text),
            "k": claim.attempts,
            "users": "one" if users == 1 else f"{users}",
        }
        if isinstance(claim.single_attempt, Measured):
            occasions.append(Occasion({**slots, "x": format_k_of_n(claim.single_attempt)}, (claim.id,)))
        else:
            occasions.append(Occasion(slots, (claim.id,), sentence=UNKNOWN_SINGLE))
    return occasions


REPORTING_RULES = (
    Rule(
        id="L25",
        slug="self_reported",
        severity=Severity.HIGH,
        meaning="The seller marked its own work, and nobody has checked it.",
        fires="the vendor or a contractor measured the score, and no third party repeated it or has a result on the "
        "same tasks, or none but such as speak against the agent",
        sentence=ONE_OWN,
        removed_by="a run by a third party",
        needs=A_RESULT,
        find=_find_self_reported,
    ),
    Rule(
        id="L26",
        slug="best_of_unknown",
        severity=Severity.MEDIUM,
        meaning="The best of many tries looks better than it is, by chance alone.",
        fires="the published variant was chosen among several, or nobody says among how many",
        sentence="The score {evidence} may be the best of {N} variants; chance alone then adds about {x} points.",
        removed_by="the number of variants, or preregistration",
        needs=A_RESULT,
        find=_find_best_of_unknown,
    ),
    Rule(
        id="L27",
        slug="impossible_number",
        severity=Severity.HIGH,
        graded="medium where nobody says that the score is the share of tasks: it may be an average of something else",
        meaning="The number cannot have come from the test that it is said to come from, or nobody says how it did.",
        fires="no whole number of solved tasks gives the printed score (GRIM), and it is not said to be a mean over "
        "categories or of credit in parts",
        sentence="The score {item} ({s}) is not a possible result of {n}; sample size or rounding is misreported.",
        removed_by="raw counts, or `average`, which says what the score is the mean of",
        needs="a printed score beside its number of tasks",
        find=_find_impossible_number,
    ),
    Rule(
        id="L28",
        slug="pass_at_k_quoted",
        severity=Severity.HIGH,
        meaning="The number counts a task as solved if one of several tries worked; users do not get several.",
        fires="a claim rests on more attempts for each task than users of the workflow have",
        sentence='The score quoted in "{claim}" allows {k} attempts per task; users get {users}. The single-attempt '
        "score is {x}.",
        removed_by="a score for single attempts (pass@1)",
        needs="a public claim",
        find=_find_pass_at_k_quoted,
    ),
)
