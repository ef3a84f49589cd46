"""Values that do not fit together: a claim and its operator, the weights of a decision, the order of policy parameters,
the threshold and window of an obligation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.claims import Claim, Claims
from trustpages.model.documents.decisions import Decision, Decisions
from trustpages.model.documents.pact import Pact, Window
from trustpages.model.documents.thresholds import ThresholdFault
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Problem, ProblemLevel

_SHARES = frozenset({"success", "failure"})
_AS_SHARE = frozenset({None, "share"})
_COMPARED_WITH_A_NUMBER = frozenset({"at_least", "at_most", "about", "rank"})


def check_claim_values(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of the values of all claims."""
    for document in documents:
        if isinstance(document.model, Claims):
            for number, claim in enumerate(document.model.claims):
                for sentence, remedy in _check_value(claim):
                    place = document.source.place_of(("claims", number, "value"))
                    yield Problem(place, "claim-impossible", sentence, remedy)
                for sentence, remedy in _check_operator(claim):
                    place = document.source.place_of(("claims", number, "operator"))
                    yield Problem(place, "claim-incomplete", sentence, remedy)


def _check_value(claim: Claim) -> Iterator[tuple[str, str]]:
    """What is wrong with the value, as pairs of sentence and remedy."""
    value = claim.value
    if value is None:
        return
    if claim.metric == "rank" or claim.operator == "rank":
        if value < 1 or not value.is_integer():
            yield f"a position cannot be {value:g}", "write a whole number, 1 for the best"
    elif claim.metric in _SHARES and claim.unit in _AS_SHARE and not 0 <= value <= 1:
        remedy = f"{value:g} % is {value / 100:g}" if 1 < value <= 100 else "write a share from 0 to 1"
        yield f"a share of {claim.metric} lies between 0 and 1, not at {value:g}", remedy
    elif claim.metric == "incident_rate" and value < 0:
        yield f"a rate cannot be {value:g}", "write how many incidents there are per run"


def _check_operator(claim: Claim) -> Iterator[tuple[str, str]]:
    """What the comparison lacks, as a sentence and its remedy."""
    is_counted = claim.k is not None and claim.n is not None
    if claim.operator in _COMPARED_WITH_A_NUMBER and claim.value is None and not is_counted:
        remedy = "give 'value'" if claim.operator == "rank" else "give 'value', or the counts 'k' and 'n'"
        yield f"{quote(claim.operator)} compares with a number, and there is none", remedy
    if claim.metric != "value" and (claim.quantile is not None or claim.of_value is not None):
        yield f"{quote(claim.metric)} is not about a measured value", "write 'metric: value', or leave the value out"
    if claim.operator == "better_than" and claim.than is None:
        yield "'better_than' compares with another item, and none is named", "name it in 'than'"


_IN_ORDER: Final = (
    ("freshness", "due_soon", "stale"),
    ("freshness", "stale", "expired"),
    ("rank", "exploratory_from", "ok_from"),
    ("procurement", "consequential_cap", "cap"),
    ("diversity", "concentration", "strong_concentration"),
    ("review", "medium_from", "high_above"),
    ("review", "high_factor", "medium_factor"),
)
"""Group, and two keys of it of which the first must not be above the second."""


def check_policy_order(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of the policy in `trust.yml`: a state between two steps that could never be reached."""
    for document in documents:
        if not isinstance(document.model, Trust):
            continue
        for group, lower, upper in _IN_ORDER:
            parameters = getattr(document.model.policy, group)
            low, high = getattr(parameters, lower), getattr(parameters, upper)
            if low <= high:
                continue
            # The one that somebody wrote: the other may be a default, which stands nowhere.
            written = upper if upper in parameters.model_fields_set else lower
            place = document.source.place_of(("policy", group, written))
            sentence = f"'{lower}' is {low:g}, above '{upper}', which is {high:g}"
            yield Problem(place, "policy-order", sentence, "correct one of the two; the other may be a default")


def check_weights(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of weights that are given for some only, or do not add up to 1."""
    for document in documents:
        if isinstance(document.model, Decisions):
            for number, decision in enumerate(document.model.decisions):
                yield from _check_decision(document, number, decision)


def _check_decision(document: LoadedDocument, number: int, decision: Decision) -> Iterator[Problem]:
    weights = [cited.weight for cited in decision.cited]
    given = [weight for weight in weights if weight is not None]
    if not given:
        return
    place = document.source.place_of(("decisions", number, "cited"))
    if len(given) < len(weights):
        sentence = f"{len(given)} of {len(weights)} cited pieces of evidence have a weight"
        yield Problem(place, "weights-incomplete", sentence, "weigh all of them or none")
    elif not math.isclose(math.fsum(given), 1, abs_tol=0.01):  # thirds are written 0.33
        sentence = f"the weights add up to {math.fsum(given):g}, not to 1"
        yield Problem(
            place, "weights-sum", sentence, "correct them; only their proportions count", ProblemLevel.WARNING
        )


_GIVE_ONE = "give 'rolling', 'months', or 'from' and 'to'"


def check_thresholds(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of the thresholds and windows of all obligations that apply."""
    for document in documents:
        if isinstance(document.model, Pact):
            for number, obligation in enumerate(document.model.obligations):
                applies = obligation.not_applicable is None
                faults = obligation.measure.check_threshold(obligation.threshold) if applies else ()
                for fault in (*faults, *_check_window(obligation.window)):
                    place = document.source.place_of(("obligations", number, *fault.path))
                    yield Problem(place, fault.code, fault.sentence, fault.remedy, fault.level)


def _check_window(window: Window) -> Iterator[ThresholdFault]:
    fixed = [key for key, day in (("from", window.from_), ("to", window.to)) if day is not None]
    if window.is_rolling and fixed:
        yield _refuse_window("the window is both rolling and fixed", _GIVE_ONE)
    elif window.rolling is not None and window.months is not None:
        yield _refuse_window("the window is given in days and in months", _GIVE_ONE, "months")
    elif not window.is_rolling and len(fixed) < 2:
        yield _refuse_window("the window is open" if fixed else "the window has no length", _GIVE_ONE)
    elif window.rolling == 0:
        yield _refuse_window("a window of 0 days holds nothing", "write how many days count", "rolling")
    yield from _check_reviews(window)
    for key in ("expected_runs", "population"):
        most = getattr(window, key)
        if most is not None and window.min_samples > most:
            sentence = f"'min_samples' is {window.min_samples}, more than the {most} of {quote(key)}"
            yield _refuse_window(sentence, "correct one of the two numbers", "min_samples")


def _check_reviews(window: Window) -> Iterator[ThresholdFault]:
    if window.reviews is not None and window.review_dates:
        yield _refuse_window("the days of review are given twice", "give 'reviews' or 'review_dates'", "review_dates")
    for number, day in enumerate(window.review_dates):
        if (window.from_ or day) > day or day > (window.to or day):
            remedy = "name days from its first to its last; that one is a review already"
            yield _refuse_window(f"the review of {day} lies outside of the window", remedy, "review_dates", number)


def _refuse_window(sentence: str, remedy: str, *keys: str | int) -> ThresholdFault:
    return ThresholdFault(("window", *keys), sentence, remedy, "window-impossible")
