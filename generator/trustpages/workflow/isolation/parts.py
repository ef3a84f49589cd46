"""Reports for restricted audiences, held against the one on all of the evidence.

The complete report is computed here, in the process that sees everything. Of it no more reaches a build for a
restricted audience than one answer: whether that audience is shown a better one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trustpages.assess.standing.disclosure import find_differences
from trustpages.compose.problems import format_as_text
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.naming.places import find_places
from trustpages.model.problem import Place, Problem
from trustpages.model.vocabulary import Audience
from trustpages.system.cache import FileCache
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix
from trustpages.workflow.run import GATE, INVALID


def compute_parts(
    whole: ReadWorkspace,
    complete: ComputedReport,
    published: ReadWorkspace | None = None,
    *,
    tries_policies: bool = True,
) -> Iterator[tuple[ReadWorkspace, ComputedReport]]:
    """The workspace as each restricted audience sees it, and what it came to, if that can differ from the whole.

    `complete` is what the whole came to, `published` what is about to be published, with the earlier report that it
    is held against.
    """
    for audience in (audience for audience in Audience if audience is not WIDEST_AUDIENCE):
        is_published = published is not None and published.audience is audience
        part = published if published is not None and is_published else whole.seen_by(audience)
        # A part has no error that the whole has not, and the same inputs and history have the same report.
        if part.intake.workspace is not None and not _is_same(whole, part):
            result = compute(part, tries_policies=tries_policies, beside=(whole, complete))
            if result.report is not None:
                yield part, result


def looks_better(
    reading: ReadWorkspace, computed: ComputedReport | None = None, cache: FileCache | None = None
) -> bool | None:
    """Whether the report for the audience of a valid `reading` looks better than the one on all of the evidence.

    None where that evidence is not valid. `computed` is what `reading` came to, of some agents or of all, where that is
    known already. `cache` has agents of earlier runs; only who sees everything may fill it.
    """
    if reading.audience is WIDEST_AUDIENCE:
        return False
    choice = replace(reading.choice, previous=None, takes_named=True)
    whole = replace(reading, choice=choice).seen_by(WIDEST_AUDIENCE)
    if whole.intake.workspace is None:
        return None
    if _is_same(whole, reading):
        return False
    # What hangs on the policy is not compared, so that it does not matter on which side it was computed.
    known = None if computed is None else (reading, computed)
    complete = compute(whole, tries_policies=False, cache=cache, beside=known)
    if complete.report is None:
        return None
    part = compute(reading, tries_policies=False, cache=cache, beside=known or (whole, complete)).report
    if part is None:
        return False  # nothing will be shown
    return bool(find_differences(complete.report, part))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is shown, in lines for whoever asked, and the exit code that says so."""

    complaints: tuple[str, ...]
    exit_code: int


def refuse_disclosure(reading: ReadWorkspace, found: bool | None) -> Refusal | None:
    """Why nothing may be built for the audience of `reading`, which is shown a better report (None: who knows).

    It tells no more than that: what is printed may be public. Nothing where the gate is switched off.
    """
    workspace = reading.intake.workspace
    if workspace is None or found is False or not workspace.trust.gates.holds_disclosure:
        return None
    place = find_places(reading.intake.documents).get(("", "gates.warnings"), Place("trust.yml"))
    if found is None:
        sentence = "the report cannot be held against all of the evidence, which is not valid"
        problem = Problem(place, "gate-undecided", sentence, "run `trustpages check`, which says what is wrong")
    else:
        sentence = f"the report for the audience '{reading.audience}' looks better than all of the evidence does"
        problem = Problem(place, "gate-selective-disclosure", sentence, "run `trustpages check`, which says where")
    said = format_as_text(add_path_prefix((problem,), reading.prefix), dict)
    return Refusal(tuple(said.splitlines()), INVALID if found is None else GATE)


def _is_same(whole: ReadWorkspace, part: ReadWorkspace) -> bool:
    one, other = whole.intake.workspace, part.intake.workspace
    if one is None or other is None or whole.choice.previous is not None or part.choice.previous is not None:
        return False
    return one.inputs_digest == other.inputs_digest
