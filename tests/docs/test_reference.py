"""What the documentation says, held against the code."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from reference_pages.catalog import pages
from reference_pages.report import METRICS
from trustpages.cli.main import COMMANDS
from trustpages.intake.validation.json_schema import build_json_schema
from trustpages.model.documents.catalog import KINDS
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.records.findings import ClaimRecord
from trustpages.model.results.records.json_values import encode_json
from trustpages.model.vocabulary import Audience
from trustpages.review.records import write_record
from trustpages.workflow.assessment import compute
from trustpages.workflow.codes import explain_everything
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
HANDWRITTEN = [*(ROOT / f"{one}.md" for one in ("README", "CHANGELOG", "CONTRIBUTING")), *sorted(DOCS.rglob("*.md"))]
PAGES = pages()
KIND_NAMES = [kind.name for kind in KINDS]


@pytest.mark.parametrize("path", sorted(PAGES))
def test_generated_pages_say_what_the_code_says(path: str) -> None:
    assert (REFERENCE / path).read_text("utf-8") == PAGES[path], "run `make reference`"


@pytest.mark.parametrize("name", KIND_NAMES)
def test_published_schemas_are_those_of_the_code(name: str) -> None:
    assert (REFERENCE / f"schemas/{name}.json").read_bytes() == encode_json(build_json_schema(name)), (
        "run `make reference`"
    )


def test_no_schema_is_left_over() -> None:
    assert sorted(path.stem for path in (REFERENCE / "schemas").iterdir()) == sorted([*KIND_NAMES, "diff"])


@pytest.mark.parametrize("name", KIND_NAMES)
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(build_json_schema(name))


def test_every_code_of_the_program_is_in_the_reference() -> None:
    names = ("metrics.md", "formulas.md", "limitation-rules.md", "changes.md", "problems.md", "refusals.md")
    listed = "\n".join(PAGES[name] for name in names)
    missing = [code for code in explain_everything() if f"\n## {code}\n" not in listed]
    assert missing == []


def test_every_refusal_can_be_explained() -> None:
    known = explain_everything()
    assert sorted(code for code in _refused() if code not in known) == []


def _refused() -> set[str]:
    """The codes of all exceptions that the program raises, as far as they are written where it raises them."""
    return {
        call.args[0].value
        for file in sorted((ROOT / "generator").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"TrustpagesError", "TryAgain"}
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def test_the_page_on_the_report_names_every_metric_of_a_real_one() -> None:
    computed = compute(read(Choice(ROOT, None, Audience.PUBLIC, date(2026, 11, 1))))
    assert computed.report is not None
    agent = json.loads(write_record(computed.record))["agents"][0]
    assert list(agent["metrics"]) == [name for name, _ in METRICS]


def test_the_page_on_the_report_tells_of_a_claim_what_its_record_has() -> None:
    assert [field.name for field in fields(ClaimRecord)] == [field.name for field in fields(ClaimResult)]


@pytest.mark.parametrize("file", HANDWRITTEN, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_of_the_documentation_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _outside_of_code(file.read_text("utf-8"))):
        path, _, anchor = target.partition("#")
        if path.startswith(("https:", "mailto:")):
            continue
        aim = (file.parent / path).resolve() if path else file
        assert aim.exists(), target
        if anchor:
            assert anchor in _anchors(aim.read_text("utf-8")), target


@pytest.mark.parametrize("file", HANDWRITTEN, ids=lambda file: str(file.relative_to(ROOT)))
def test_commands_in_the_documentation_exist(file: Path) -> None:
    blocks = re.findall(r"```(?:sh|console|yaml)\n(.*?)```", file.read_text("utf-8"), re.DOTALL)
    words = [pair for block in blocks for pair in pairwise(block.split())]
    used = {after for before, after in words if before == "trustpages" and after.isalpha()}
    assert used <= set(COMMANDS)


def test_every_page_of_the_documentation_can_be_reached() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        file = waiting.pop()
        if file in reached or file.suffix != ".md":
            continue
        reached.add(file)
        targets = re.findall(r"\]\(([^)#\s]+)", _outside_of_code(file.read_text("utf-8")))
        aims = [(file.parent / target).resolve() for target in targets if "://" not in target]
        waiting.extend(page for aim in aims for page in ([*aim.glob("*.md")] if aim.is_dir() else [aim]))
    assert [str(path.relative_to(ROOT)) for path in HANDWRITTEN if path not in reached] == []


def _outside_of_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def _anchors(text: str) -> set[str]:
    """The anchors that a forge gives to the headings of a page."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
