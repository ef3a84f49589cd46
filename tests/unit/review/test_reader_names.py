"""Names for readers: those of the later state where both have one, of everything that either has."""

from __future__ import annotations

from dataclasses import replace

from support.builders import a_bundle, a_workspace, an_agent_evidence, runs
from support.review.records import a_claim_record, a_limitation, a_record, an_agent_record
from trustpages.model.results.review import ReviewSide
from trustpages.model.vocabulary import ClaimVerdict, Severity
from trustpages.model.workspace import Origins
from trustpages.review.reader_names import collect_names


def a_side(name: str, *items: dict[str, object]) -> ReviewSide:
    limited = replace(a_limitation("L10", Severity.HIGH), slug="stale_evidence")
    agent = replace(an_agent_record(claims=(a_claim_record(ClaimVerdict.SUPPORTED),)), limitations=(limited,))
    evidence = an_agent_evidence(a_bundle(*items))
    return ReviewSide(
        label=name,
        commit=None,
        record=a_record(replace(agent, name=name)),
        workspace=a_workspace(evidence),
        origins=Origins(),
        reads_files={},
    )


def test_everything_has_the_name_that_it_had_last() -> None:
    names = collect_names(a_side("Old desk", runs(id="may", title="Runs of May")), a_side("Desk", runs(id="june")))
    assert names == {"desk": {"": "Desk", "fast": "It is fast", "L10": "stale evidence (L10)", "may": "Runs of May"}}
