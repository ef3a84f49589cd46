"""Decide the newest version of a published folder again, by the second implementation that each version carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from trustpages.publish.verifier import trustrecompute
from trustpages.publish.verifier.trustverify import NOT_RECOMPUTED, OVER, Outcome, plain
from trustpages.publish.versions.layout import LATEST


def recompute_newest(published: Path, out: Outcome) -> None:
    """Adds to `out` which verdicts of the newest version differ from those by its counts, and which nobody can tell.

    For a folder whose bytes and signatures hold; of another one it is said that no verdict was looked at.
    """
    if any(not failure.startswith(OVER) for failure in out.failures):
        return
    number = out.unchecked.index(NOT_RECOMPUTED)
    try:
        found = trustrecompute.check(published / LATEST)
    except trustrecompute.CannotRun as error:
        out.unchecked[number] = f"verdicts: {plain(str(error))}"
        return
    out.failures += found.failures
    decided, all_ = len(found.same), len(found.same) + len(found.failures) + len(found.undecided)
    if decided:
        out.passed.append(f"verdicts of {LATEST}: {decided} of {all_} decided again from the counts")
    out.unchecked[number : number + 1] = _tell_undecided(found.undecided, all_)


def _tell_undecided(undecided: Sequence[str], all_: int) -> Sequence[str]:
    """One line for all that counts do not decide, with each reason once; none if they decide everything."""
    why = Counter(line.partition(": ")[2].partition(";")[0] for line in undecided)
    told = "; ".join(f"{count} times: {reason}" if count > 1 else reason for reason, count in why.most_common())
    return [f"verdicts: {len(undecided)} of {all_} that counts do not decide ({told})"] if undecided else []
