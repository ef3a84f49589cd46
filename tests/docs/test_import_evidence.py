"""The how-to on imports: what a section shows of a format is known by its importer alone."""

from __future__ import annotations

import re

import pytest

from support.imports import PAGES, SNIPPETS
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.mapped.mapping_file import make_importer
from trustpages.model.documents.items.mapping import RowMapping

INDEX = (PAGES[0].parents[1] / "import-evidence.md").read_text("utf-8")
SHOWN = [importer for importer in IMPORTERS if importer.id in SNIPPETS]

NAMES = {
    "helm": "per_instance_stats.json",
    "ragas": "x.jsonl",
    "agent-slo": "x.yaml",
    "federal-ai-inventory": "x.csv",
    "openslo": "x.yaml",
    "sla4oai": "x.yml",
    "abc-checklist": "x.yaml",
    "aider-leaderboard": "x.yml",
    "bfcl": "x.csv",
    "hub-results": "x.yaml",
    "openhands-index": "scores.json",
    "every-eval-ever": "x_samples.jsonl",
    "garak": "x.report.jsonl",
    "harbor": "result.json",
    "metr-time-horizon": "x.jsonl",
    "terminal-bench": "results.json",
    "inspect-evals-card": "eval.yaml",
    "livebench": "table_2026_03_01.csv",
}
"""Names of the files, where a format is known by them, too."""

CATEGORIES = InputFile(
    "categories_2026_03_01.json", b'{"Mathematics": ["AMPS_Hard", "olympiad"], "Reasoning": ["zebra_puzzle"]}'
)
BESIDE = {"livebench": (CATEGORIES,)}
"""What has to lie beside the file, as its section says."""


def test_every_format_has_a_section_and_a_row_that_leads_to_it() -> None:
    sections = {
        (id_, f"import/{page.name}#{re.sub(r'[^a-z0-9 -]', '', heading.lower()).replace(' ', '-')}")
        for page in PAGES
        for heading in re.findall(r"^## (.*)$", page.read_text("utf-8"), re.MULTILINE)
        for id_ in re.findall(r"`([a-z0-9-]+)`", heading)
    }
    rows = re.findall(r"^\| \[[^]]+\]\(([^)]+)\) \| `([^`]+)` \| [a-z].* \|$", INDEX, re.MULTILINE)
    assert sorted((id_, link) for link, id_ in rows) == sorted(sections)
    assert sorted(id_ for _, id_ in rows) == sorted(importer.id for importer in IMPORTERS)


@pytest.mark.parametrize("importer", SHOWN, ids=lambda importer: importer.id)
def test_what_is_shown_of_a_format_can_be_imported(importer: Importer) -> None:
    file = InputFile(NAMES.get(importer.id, "x.json"), SNIPPETS[importer.id].encode())
    assert [known.id for known in IMPORTERS if known.recognise(file)] == [importer.id]
    imported = importer.read(Inputs((file, *BESIDE.get(importer.id, ()))))
    assert isinstance(imported, Imported), imported
    telling = [item for item in imported.items if item.outcome is not None]
    known = (record.good is not None for item in telling for record in item.records)
    assert any(known) or not any(item.records for item in telling)


MAPPING_PAGE = next(page for page in PAGES if page.name == "mappings.md").read_text("utf-8")
MAPPINGS = re.findall(r"```yaml\n(kind: .*?)```", MAPPING_PAGE, re.DOTALL)


@pytest.mark.parametrize("text", MAPPINGS, ids=lambda text: text.splitlines()[0])
def test_mappings_that_are_shown_are_valid(text: str) -> None:
    assert isinstance(make_importer(InputFile("reviews.yml", text.encode())), Importer)


def test_every_key_of_a_mapping_is_told() -> None:
    assert len(MAPPINGS) == 2
    assert {key for key in RowMapping.model_fields if f"`{key}`" not in MAPPING_PAGE} == set()
