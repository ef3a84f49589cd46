"""The files of a workspace that holds only what an audience may see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from support.intake.workspaces import InMemory, valid
from trustpages.intake import yaml
from trustpages.intake.files.parsed_workspace import parse_workspace, project_files
from trustpages.intake.workspace import validate_for_audience
from trustpages.model.vocabulary import Audience

PUBLIC, NDA, INTERNAL = Audience.PUBLIC, Audience.NDA, Audience.INTERNAL
TODAY = date(2026, 7, 1)
BUNDLE, RUNS = "evidence/desk/bundles/june.yml", "evidence/desk/bundles/june-runs.csv"
DECISIONS = "evidence/decisions/buyers.yml"


def projected(files: Mapping[str, bytes], audience: Audience = PUBLIC) -> dict[str, bytes]:
    """What is left of documents, pages and data files."""
    found = project_files(parse_workspace(InMemory(files)), audience)
    return {file.path: file.content for file in found.files} | {path: files[path] for path in found.data}


def test_workspace_that_is_public_is_left_as_it_is() -> None:
    assert projected(valid()) == valid()


def test_document_that_loses_entries_is_written_anew_without_its_comments() -> None:
    entry = "items:\n  # between us\n  - {kind: audit, id: a, visibility: internal}\n"
    before = valid(june=("items:\n", entry))
    after = projected(before)
    assert b"between us" not in after[BUNDLE]
    assert b"audit" not in after[BUNDLE]
    seen, whole = yaml.load(after[BUNDLE], BUNDLE)[0], yaml.load(valid()[BUNDLE], BUNDLE)[0]
    assert seen is not None
    assert whole is not None
    assert seen.value == whole.value
    assert {**after, BUNDLE: b""} == {**valid(), BUNDLE: b""}
    assert projected(before, INTERNAL) == before


@pytest.mark.parametrize(
    ("change", "is_there"),
    [
        (("kind: runs\n", "kind: runs\n    visibility: internal\n"), False),
        (("kind: incident\n", "kind: incident\n    visibility: internal\n"), True),
    ],
)
def test_data_file_belongs_to_the_items_that_name_it(change: tuple[str, str], *, is_there: bool) -> None:
    assert (RUNS in projected(valid(june=change))) is is_there


@pytest.mark.parametrize(
    "extra",
    [
        {"evidence/desk/bundles/secret.yml": b"kind: bundle\nvisibility: nda\n"},
        {"evidence/desk/bundles/broken.yml": b"visibility: public\nid: [\n"},
        {"content/inside.md": b"# Inside\n"},
        {"content/nda.md": b"---\nvisibility: nda\n---\n# Some\n"},
        {"evidence/desk/bundles/other.csv": b"a,b\n"},
    ],
    ids=lambda extra: next(iter(extra)),
)
def test_nothing_else_comes_along(extra: dict[str, bytes]) -> None:
    assert projected({**valid(), **extra}) == valid()


@pytest.mark.parametrize("audience", Audience)
def test_reading_the_projection_is_reading_what_the_audience_may_see(audience: Audience) -> None:
    files = {
        **valid(
            june=("items:\n", "items:\n  - {kind: audit, id: [], visibility: internal}\n"),
            service=("visibility: public", "visibility: nda"),
        ),
        "content/inside.md": b"# Inside\n",
    }
    in_memory = validate_for_audience(parse_workspace(InMemory(files)), audience, TODAY)
    on_disk = validate_for_audience(parse_workspace(InMemory(projected(files, audience))), audience, TODAY)
    assert on_disk.problems == in_memory.problems
    assert (on_disk.workspace, on_disk.pages, on_disk.as_of) == (in_memory.workspace, in_memory.pages, in_memory.as_of)
    assert on_disk.origins == in_memory.origins


BOUGHT = "{id: desk, date: 2026-05-20, about: A desk, consequence: low, outcome: approved, approver: {name: B}"
ACCEPTED = (
    "{id: cheaper, fingerprint: fp-0123456789abcdef, by: Kim, role: board, date: 2026-05-20, until: 2026-12-31, "
    "reason: Cheaper"
)


@pytest.mark.parametrize(
    ("decision", "acceptance", "left"),
    [
        (", visibility: public}", "}", ["decisions"]),
        ("}", ", visibility: public}", ["acceptances"]),
        (", visibility: public}", ", visibility: public}", ["decisions", "acceptances"]),
    ],
)
def test_decisions_and_acceptances_have_a_visibility_of_their_own(
    decision: str, acceptance: str, left: list[str]
) -> None:
    text = f"decisions:\n  - {BOUGHT}{decision}\nacceptances:\n  - {ACCEPTED}{acceptance}\n"
    files = {**valid(), DECISIONS: f"kind: decisions\nschema: trustpages/1\nid: buyers\n{text}".encode()}
    seen = yaml.load(projected(files)[DECISIONS], DECISIONS)[0]
    assert seen is not None
    assert isinstance(seen.value, dict)
    assert [key for key in seen.value if key.endswith("s")] == left


def test_what_stands_in_place_of_a_list_is_not_shown_beside_an_entry_that_may_be_seen() -> None:
    text = f"decisions: {{secret: x}}\nacceptances:\n  - {ACCEPTED}, visibility: public}}\n"
    files = {**valid(), DECISIONS: f"kind: decisions\nschema: trustpages/1\nid: buyers\n{text}".encode()}
    assert b"secret" not in projected(files)[DECISIONS]
