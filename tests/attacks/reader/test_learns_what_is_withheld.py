"""What the public may not see changes nothing that it gets: no value, no page, no message, no date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.intake.withheld_changes import Files, public_base, workspaces
from support.intake.workspaces import InMemory, valid
from trustpages.intake.files.parsed_workspace import parse_workspace, project_files
from trustpages.intake.workspace import Intake, validate_for_audience
from trustpages.model.vocabulary import Audience

PUBLIC = Audience.PUBLIC
TODAY = date(2026, 7, 1)
BASES = {
    "valid": public_base(),
    "with a warning": valid(service=("{kind: proportion}", "{kind: proportion, good: solved}")),
    "with an error": valid(service=("severity: high", "severity: huge")),
    "with an error beside what is withheld": valid(
        june=("items:\n", "items:\n  - {kind: audit, visibility: internal}\n  - {kind: audit}\n")
    ),
    "broken": valid(service=("id: service", "id: [service")),
}


def outcome(intake: Intake) -> tuple[object, ...]:
    """All that a report or a site is made of, and all that is printed about it."""
    return intake.workspace, intake.problems, intake.as_of, intake.pages, intake.files, intake.origins


def for_the_public(files: Files) -> tuple[object, ...]:
    return outcome(validate_for_audience(parse_workspace(InMemory(files)), PUBLIC, TODAY))


def after_projection(files: Files) -> tuple[object, ...]:
    """What the process finds that builds for the public."""
    found = project_files(parse_workspace(InMemory(files)), PUBLIC)
    projected = {file.path: file.content for file in found.files} | {path: files[path] for path in found.data}
    return outcome(validate_for_audience(parse_workspace(InMemory(projected)), PUBLIC, TODAY))


@pytest.mark.parametrize("name", BASES)
def test_what_the_public_may_not_see_changes_nothing(
    name: str, count: Callable[[int, int], int], figure: Callable[[int, str, str], None]
) -> None:
    tried = Counter[str]()

    @settings(max_examples=count(200, 25))
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        tried[name] += 1
        _changes_nothing(data, name)

    holds()
    figure(3, "workspaces with other withheld parts: the public sees a change", f"0/{tried[name]}")


def _changes_nothing(data: st.DataObject, name: str) -> None:
    base = BASES[name]
    files = data.draw(workspaces(base))
    assert for_the_public(files) == for_the_public(base)
    if name in {"valid", "with a warning"}:
        assert after_projection(files) == for_the_public(base)
