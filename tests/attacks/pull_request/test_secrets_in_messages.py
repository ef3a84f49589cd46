"""A secret in the wrong place is a mistake of another kind as well: what is said about that must not quote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, files_below
from trustpages.compose.problems import FORMATS
from trustpages.model.documents.trust import Trust
from trustpages.workflow.commands.check import check
from trustpages.workflow.problems.secret_scanning import list_allowed_secrets
from trustpages.workflow.run import CheckOutcome, Choice

KEY = "".join(["gh", "p_", "Zq3vX9bT7mK2pL8wR4yN6cJ1hF5dS0aGeUoi"])
DESK = "evidence/desk"

# File, text in it, what stands there instead; each is refused for what it is, besides being a secret.
IN_VALUES = (
    ("trust.yml", "as_of: 2026-06-30", f"as_of: {KEY}\nprevious: {KEY}.json\n{KEY}: 1"),
    (f"{DESK}/agent.yml", "visibility: public", f"visibility: {KEY}"),
    (f"{DESK}/agent.yml", "deployed_since: 2026-01-01", f"deployed_since: {KEY}"),
    (f"{DESK}/agent.yml", "blast_radius: low", f"blast_radius: {KEY}\n{KEY}: 1"),
    (f"{DESK}/agent.yml", "id: answer", f"id: {KEY}"),
    (f"{DESK}/claims.yml", "0.9", KEY),
    (f"{DESK}/claims.yml", "[june-runs]", f"[{KEY}]"),
    (f"{DESK}/bundles/june.yml", "service/no-leak", f"service/{KEY}"),
    (f"{DESK}/bundles/june.yml", "june-runs.csv", f"{KEY}.csv, sha256: {KEY}"),
    (f"{DESK}/bundles/june.yml", "steps: [refund]", f"steps: ['{KEY}']"),
    (f"{DESK}/pacts/service.yml", "schema: trustpages/1", f"schema: {KEY}"),
    ("content/how-we-work.md", "visibility: public", f"visibility: public\n{KEY}: 1"),
)
IN_SYNTAX = (
    ("trust.yml", "{name: Example Vendor,", f"{{name: &{KEY} Example Vendor,"),
    (f"{DESK}/agent.yml", ": low", f": *{KEY}"),
    (f"{DESK}/claims.yml", "0.9", f"!{KEY} 0.9"),
    (f"{DESK}/pacts/service.yml", "agent: desk", f"agent: desk\n{KEY}: 1\n{KEY}: 2"),
    (f"{DESK}/bundles/june.yml", "id: june\n", f"id: {KEY}: x: [\n"),
)
IN_REFERENCES = (
    ("content/how-we-work.md", "Plain words.", f'{{{{ claim("{KEY}") }}}} and {{{{ figure("{KEY}") }}}}'),
    (f"{DESK}/bundles/june.yml", "column: outcome, equals: good", f"column: {KEY}, equals: good"),
)
IN_DATA = ((f"{DESK}/bundles/june-runs.csv", "2026", KEY),)


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., Mapping[str, CheckOutcome]]:
    """Checks the valid workspace with changes, in every format."""

    def check_with(changes: Iterable[tuple[str, str, str]], folder: str = "desk") -> Mapping[str, CheckOutcome]:
        files = files_below(CASES / "valid")
        for path, old, new in changes:
            assert old.encode() in files[path], (path, old)
            files[path] = files[path].replace(old.encode(), new.encode(), 1)
        for path, data in files.items():
            file = tmp_path / path.replace("evidence/desk", f"evidence/{folder}")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        choice = Choice(tmp_path, None, None, date(2026, 7, 1), here=tmp_path)
        return {form: check(choice, form) for form in FORMATS}

    return check_with


def is_quoted(text: str) -> bool:
    """Whether a tell-tale part of the key stands in the text."""
    return any(KEY[start : start + 10] in text for start in range(4, len(KEY) - 9))


@pytest.mark.parametrize(
    ("changes", "fewest"),
    [(IN_VALUES, 10), (IN_SYNTAX, 4), (IN_REFERENCES, 2), (IN_DATA, 1)],
    ids=["values", "syntax", "references", "data"],
)
def test_no_problem_quotes_a_secret(
    checked: Callable[..., Mapping[str, CheckOutcome]], changes: tuple[tuple[str, str, str], ...], fewest: int
) -> None:
    for form, outcome in checked(changes).items():
        assert outcome.exit_code == 3
        assert outcome.text.count("[secret]") + outcome.text.count("%5Bsecret") >= fewest, form
        assert not is_quoted(outcome.text), form


def test_what_is_let_through_is_told_with_the_reason() -> None:
    allowed = {"sha256": "0123456789abcdef", "reason": "A sample from the manual"}
    trust = Trust.model_validate(
        {
            "kind": "trust",
            "schema": "trustpages/1",
            "publisher": {"name": "Example Vendor"},
            "secrets": {"allow": [allowed]},
        }
    )
    (line,) = list_allowed_secrets(trust)
    assert all(said in line for said in allowed.values())


def test_no_problem_quotes_a_secret_in_the_name_of_a_folder(checked: Callable[..., Mapping[str, CheckOutcome]]) -> None:
    for form, outcome in checked((), folder=KEY).items():
        assert outcome.exit_code == 3
        assert not is_quoted(outcome.text), form
