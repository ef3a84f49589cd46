"""Impossible thresholds and windows: what the measure of an obligation cannot have, or no number of runs can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.measures import ThresholdFault
from trustpages.model.documents.pact import Obligation, Pact, Window
from trustpages.model.problem import Problem

_GIVE_ONE = "give 'rolling', or 'from' and 'to'"


def check_thresholds(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of the thresholds and windows of all obligations that apply."""
    for document in documents:
        if isinstance(document.model, Pact):
            for number, obligation in enumerate(document.model.obligations):
                for fault in (*_check_threshold(obligation), *_check_window(obligation.window)):
                    place = document.source.place_of(("obligations", number, *fault.path))
                    yield Problem(place, fault.code, fault.sentence, fault.remedy, fault.level)


def _check_threshold(obligation: Obligation) -> Iterator[ThresholdFault]:
    if obligation.not_applicable is None:
        yield from obligation.measure.check_threshold(obligation.threshold)


def _check_window(window: Window) -> Iterator[ThresholdFault]:
    fixed = [key for key, day in (("from", window.from_), ("to", window.to)) if day is not None]
    if window.rolling is not None and fixed:
        yield _refuse_window("the window is both rolling and fixed", _GIVE_ONE)
    elif window.rolling is None and len(fixed) < 2:
        yield _refuse_window("the window is open" if fixed else "the window has no length", _GIVE_ONE)
    elif window.rolling == 0:
        yield _refuse_window("a window of 0 days holds nothing", "write how many days count", "rolling")
    for key in ("expected_runs", "population"):
        most = getattr(window, key)
        if most is not None and window.min_samples > most:
            sentence = f"'min_samples' is {window.min_samples}, more than the {most} of {quote(key)}"
            yield _refuse_window(sentence, "correct one of the two numbers", "min_samples")


def _refuse_window(sentence: str, remedy: str, *keys: str) -> ThresholdFault:
    return ThresholdFault(("window", *keys), sentence, remedy, "window-impossible")
