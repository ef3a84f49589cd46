"""`export` from a workspace on disk: who may see what, the same bytes again, and back by `import`."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pptx import Presentation

from support.intake.workspaces import CASES
from trustpages.cli.commands.export import command
from trustpages.cli.terminal import print_bytes
from trustpages.compose import paths
from trustpages.compose.pages.agent import show_agent
from trustpages.exports.interchange.catalog import EXPORT_FORMATS
from trustpages.model.pages.blocks import LinkList, walk
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands.export import ExportOutcome, export, gather_export, write_as, write_export
from trustpages.workflow.importing.order import ImportOrder
from trustpages.workflow.importing.steps import import_files
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.documents import (
    DOCUMENT_FORMATS,
    DocumentFormat,
    DocumentOptions,
    choose_documents,
    find_documents,
    list_documents,
    print_document,
    print_documents,
)

TODAY = date(2026, 7, 1)
FORMATS = [form.id for form in EXPORT_FORMATS]
LAB = """kind: bundle
schema: trustpages/1
id: lab
agent: desk
visibility: public
producer: {name: Lab, relationship: third_party}
collected: {from: 2026-05-01, to: 2026-05-20}
items:
  - {kind: benchmark_result, id: desk-score, benchmark: desk-bench, score: 0.42, n_tasks: 50, method: deterministic}
  - kind: runs
    id: lab-runs
    setting: benchmark
    benchmark: desk-bench
    attempts: 30
    successes: 21
    unknown: 2
    producer: {name: Other lab, relationship: third_party}
"""
WITHHELD = """kind: bundle
schema: trustpages/1
id: sesame
title: Sesame
agent: desk
producer: {name: Sesame Ltd, relationship: customer}
collected: {from: 2026-05-01, to: 2026-05-20}
items:
  - {kind: benchmark_result, id: sesame-score, title: Sesame, benchmark: desk-bench, score: 0.88, n_tasks: 50}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with results of a lab, and a bundle that the public may not see."""
    root = tmp_path_factory.mktemp("export") / "workspace"
    shutil.copytree(CASES / "valid", root)
    (root / "evidence/desk/bundles/lab.yml").write_text(LAB)
    (root / "evidence/desk/bundles/sesame.yml").write_text(WITHHELD)
    return root


def run(root: Path, form: str, agent: str = "desk") -> ExportOutcome:
    return export(Choice(root, None, None, TODAY), agent, form)


def write_all(root: Path, audience: Audience = Audience.PUBLIC, as_of: date | None = None) -> dict[str, bytes]:
    """The files of all formats, and under the id of each what was left out."""
    reading = read(Choice(root, as_of, audience, TODAY))
    exported = gather_export(reading, compute(reading, tries_policies=False), "desk", is_better=False)
    found = {form.id: write_as(form, exported) for form in EXPORT_FORMATS}
    left_out = {name: "; ".join(sentences).encode() for name, (_, sentences) in found.items()}
    return left_out | {file.path: file.content for files, _ in found.values() for file in files}


def test_nothing_withheld_is_in_an_export(root: Path, tmp_path: Path) -> None:
    public = write_all(root)
    without = tmp_path / "without"
    shutil.copytree(root, without)
    (without / "evidence/desk/bundles/sesame.yml").unlink()
    assert public == write_all(without)
    assert not any(b"esame" in content for content in public.values())


def print_one(root: Path, form: str, as_of: date | None = None, audience: Audience = Audience.PUBLIC) -> bytes:
    """The document on the agent, without the comparison with all evidence that `export` makes first."""
    reading = read(Choice(root, as_of, audience, TODAY))
    composition = gather_composition(reading, compute(reading, tries_policies=False), Disclosed(looks_better=False))
    return print_document(choose_document(form), composition, composition.report.agents[0], DocumentOptions()).content


def choose_document(form: str) -> DocumentFormat:
    return next(known for known in DOCUMENT_FORMATS if known.id == form)


def test_nothing_withheld_is_in_a_document(root: Path, tmp_path: Path) -> None:
    without = tmp_path / "without"
    shutil.copytree(root, without)
    (without / "evidence/desk/bundles/sesame.yml").unlink()
    public = print_one(root, "html")
    assert public == print_one(without, "html")
    assert b"esame" not in public
    assert b"Sesame" in print_one(root, "html", audience=Audience.INTERNAL)


def test_an_expired_document_says_so_first(root: Path) -> None:
    late = date(2027, 3, 1)
    page = print_one(root, "html", late).decode()
    assert page.index("It expired") < page.index("<h1>") < page.index("Expired&#44; was")
    slides = list(Presentation(io.BytesIO(print_one(root, "pptx", late))).slides)
    texts = [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in slides]
    assert "Expired, was" in " ".join(texts[0])
    assert all(any("EXPIRED on" in text for text in slide) for slide in texts)


@pytest.mark.parametrize(
    ("text", "chosen"), [("pptx, pdf", ("pdf", "pptx")), ("html", ("html",)), ("one-page,one-page", ("one-page",))]
)
def test_a_site_takes_a_list_of_documents(text: str, chosen: tuple[str, ...]) -> None:
    assert choose_documents(text) == chosen
    published = [paths.document("desk", ending) for _, ending in list_documents(chosen)]
    assert find_documents([*published, "agents/desk/exports/other.pdf", "agents/desk/report.json"]) == chosen


def test_a_wrong_name_in_the_list_is_refused_with_the_nearest() -> None:
    with pytest.raises(TrustpagesError, match="no document 'pptz'") as refusal:
        choose_documents("pdf,pptz")
    assert refusal.value.remedy == "did you mean 'pptx'?"


def test_documents_of_a_site_name_its_version_and_lie_beside_the_page(root: Path) -> None:
    reading = read(Choice(root, None, None, TODAY, exports=("html",), release="2026-07"))
    composition = gather_composition(reading, compute(reading, tries_policies=False), Disclosed(looks_better=False))
    composition = replace(composition, version_address="https://trust.example/2026-07/")
    ((file, left_out),) = print_documents(("html",), composition, None)
    assert left_out == ()
    assert file.path == "agents/desk/exports/desk.html"
    assert "https&#58;&#47;&#47;trust&#46;example&#47;2026&#45;07&#47;agents&#47;desk&#47;" in file.content.decode()
    links = [
        link.path
        for block in walk(show_agent(composition, composition.report.agents[0]))
        if isinstance(block, LinkList)
        for link in block.links
    ]
    assert file.path in links


@pytest.mark.parametrize(
    ("form", "options", "goes"),
    [
        ("oscal", {"font": Path("x.ttf")}, "one-page, pdf"),
        ("html", {"template": Path("x.pptx")}, "pptx"),
        ("a2a", {"release": "1"}, "html, one-page, pdf"),
    ],
)
def test_an_option_that_does_nothing_is_refused(root: Path, form: str, options: dict[str, Any], goes: str) -> None:
    with pytest.raises(TrustpagesError, match="changes nothing about") as refusal:
        export(Choice(root, None, None, TODAY), "desk", form, DocumentOptions(**options))
    assert refusal.value.code == "export-option"
    assert goes in refusal.value.remedy


def test_who_may_see_more_gets_more(root: Path) -> None:
    internal = write_all(root, Audience.INTERNAL)["desk.oscal.json"]
    assert b"Sesame Ltd" in internal
    assert b"Internal: not for publication" in internal


def test_the_agent_of_others_is_refused(root: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    shutil.copytree(root, hidden)
    for file in (hidden / "evidence/desk").rglob("*.yml"):
        file.write_text(file.read_text().replace("visibility: public\n", ""))
    with pytest.raises(TrustpagesError, match="may not see the agent 'desk'") as refusal:
        run(hidden, "oscal")
    assert refusal.value.code == "export-audience"


@pytest.mark.parametrize(
    ("agent", "form", "code", "remedy"),
    [
        ("desl", "oscal", "unknown-agent", "did you mean 'desk'?"),
        ("desk", "cyclone-dx", "export-format", "did you mean 'cyclonedx'?"),
        ("desk", "word-file", "export-format", "it is one of"),
    ],
)
def test_a_wrong_name_is_refused_with_the_nearest(root: Path, agent: str, form: str, code: str, remedy: str) -> None:
    with pytest.raises(TrustpagesError) as refusal:
        run(root, form, agent)
    assert refusal.value.code == code
    assert remedy in refusal.value.remedy


def test_a_format_without_a_place_for_anything_says_so() -> None:
    with pytest.raises(TrustpagesError, match="june-runs: real use, not an evaluation") as refusal:
        run(CASES / "valid", "model-index")
    assert refusal.value.code == "export-empty"


def test_an_expired_report_says_so(root: Path) -> None:
    files = {path: content for path, content in write_all(root, as_of=date(2027, 3, 1)).items() if "." in path}
    assert len(files) == len(FORMATS) + 1
    assert [path for path, content in files.items() if b"Expired: its last good day was" not in content] == []


def test_a_report_that_looks_better_is_not_exported(root: Path, tmp_path: Path) -> None:
    better = tmp_path / "better"
    shutil.copytree(root, better)
    file = better / "evidence/desk/bundles/sesame.yml"
    file.write_text(
        f"{WITHHELD}  - {{kind: audit, id: worse, date: 2026-06-01, scope: All, auditor: {{name: A}}, result: fail}}\n"
    )
    outcome = run(better, "oscal")
    assert (outcome.exit_code, outcome.files) == (4, ())
    assert "looks better" in outcome.complaints[0]


def test_an_export_is_imported_again_with_the_same_counts(root: Path, tmp_path: Path) -> None:
    outcome = run(root, "every-eval-ever")
    assert len(outcome.files) == 2
    paths = tuple(write_export(outcome, tmp_path / "exports"))
    other = tmp_path / "other"
    shutil.copytree(CASES / "valid", other)
    order = ImportOrder(agent="desk", benchmark="desk-bench", producer="Lab", relationship="third_party")
    choice = Choice(other, None, Audience.INTERNAL, TODAY)
    imported = import_files(paths, order, choice)
    assert imported.edit.refused == ()
    imported.edit.write()
    found = {name.removeprefix("score-on-"): counts for name, counts in counts_of(other).items()}
    assert (
        sorted(found.values())
        == sorted(
            {name: count for name, count in counts_of(root).items() if name in {"desk-score", "lab-runs"}}.values()
        )
        == [(21, 28), (21, 50)]
    )


def counts_of(root: Path) -> dict[str, tuple[int, int]]:
    """Good and known outcomes of each item on a benchmark."""
    computed = compute(read(Choice(root, None, Audience.INTERNAL, TODAY)), tries_policies=False)
    assert computed.report is not None, computed.problems
    items = [item for agent in computed.report.agents for item in agent.evidence]
    return {item.id: counts for item in items if (counts := count(item)) is not None}


def count(evidence: Evidence) -> tuple[int, int] | None:
    item = evidence.item.model_dump()
    if item["kind"] == "benchmark_result" and item["n_tasks"]:
        return round(item["score"] * item["n_tasks"]), item["n_tasks"]
    if item["kind"] == "runs" and item["setting"] == "benchmark":
        return item["successes"], item["attempts"] - item["unknown"]
    return None


def test_a_file_is_replaced_by_the_same_bytes(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "desk.json"
    target.write_text("of before")
    arguments = ["desk", "--format", "a2a", "-o", str(target), "-C", str(root), "-q"]
    result = CliRunner().invoke(command, arguments)
    assert (result.exit_code, result.output) == (0, f"{target}\n")
    assert target.read_bytes() == run(root, "a2a").files[0].content
    assert json.loads(target.read_bytes())["capabilities"]["extensions"][0]["required"] is False
    assert list(tmp_path.iterdir()) == [target]


def test_several_files_want_a_folder(root: Path) -> None:
    result = CliRunner().invoke(command, ["desk", "--format", "every-eval-ever", "-C", str(root), "-q"])
    assert isinstance(result.exception, TrustpagesError)
    assert result.exception.code == "export-folder"


def test_a_document_is_written_to_a_program_and_not_to_a_terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_bytes(b"%PDF")
    assert capfdbinary.readouterr().out == b"%PDF"


def test_a_terminal_gets_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", type("Terminal", (), {"isatty": lambda _: True})())
    with pytest.raises(TrustpagesError, match="is no text") as refusal:
        print_bytes(b"%PDF")
    assert (refusal.value.code, refusal.value.remedy) == ("export-binary", "name a file with -o")


def test_help_lists_every_format() -> None:
    said = " ".join(CliRunner().invoke(command, ["--help"]).output.split()).replace("- ", "-")
    assert f"Formats: {', '.join(FORMATS)}." in said
    assert f"Documents: {', '.join(form.id for form in DOCUMENT_FORMATS)}." in said
