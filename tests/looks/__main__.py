"""`python -m looks FOLDER`: documents and workbooks on agents of several workspaces, and a picture of each page."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from support.exports.fonts import JAPANESE
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from support.workspaces.every_record import write_every_record
from trustpages.exports.answers.workbook import write_workbook
from trustpages.workflow.assessment import compute
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.answer_sheets import compose_sheet
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.documents import DOCUMENT_FORMATS, DocumentOptions, print_document

DEMO = Path(__file__).parents[2]
TODAY = date(2026, 11, 30)
MOST_AGENTS = 3
FRAMEWORKS = (None, "nist-ai-rmf")
"""The workbooks: the questions of all roles, and a framework."""
WORKSPACES: dict[str, Callable[[Path], object]] = {
    "bad-news": write_bad_news,
    "bare": write_bare,
    "fourteen": lambda root: write_every_record(root, 14),
}


def print_all(root: Path, target: Path) -> None:
    """Every document on the first agents of the workspace at `root`."""
    reading = read(Choice(root, None, None, TODAY, release="2026-11"))
    composition = gather_composition(reading, compute(reading, tries_policies=False), Disclosed(looks_better=False))
    target.mkdir(parents=True, exist_ok=True)
    font = JAPANESE if JAPANESE.is_file() else None
    for agent in composition.report.agents[:MOST_AGENTS]:
        for form in DOCUMENT_FORMATS:
            printed = print_document(form, composition, agent, DocumentOptions(font))
            (target / f"{agent.id}{form.ending}").write_bytes(printed.content)
            print(target / f"{agent.id}{form.ending}", *printed.left_out)
        for framework in FRAMEWORKS:
            sheet = compose_sheet(composition, agent.id, framework)
            (target / f"{agent.id}.{sheet.id}.xlsx").write_bytes(write_workbook(sheet))


def draw_all(target: Path) -> None:
    """Slides and workbooks as PDF, and each page of each PDF as a picture."""
    opened = sorted((*target.glob("*.pptx"), *target.glob("*.xlsx")))
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        converted = target / "opened"
        subprocess.run([*command, "--outdir", str(converted), *map(str, opened)], check=True, timeout=600)
    for pdf in (*sorted(target.glob("*.pdf")), *sorted(converted.glob("*.pdf"))):
        subprocess.run(["pdftoppm", "-r", "80", "-png", str(pdf), str(pdf.with_suffix(""))], check=True, timeout=600)


def main(target: Path) -> None:
    """Prints and draws everything."""
    print_all(DEMO, target / "demo")
    draw_all(target / "demo")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in WORKSPACES.items():
            root = Path(folder) / name
            root.mkdir()
            write(root)
            print_all(root, target / name)
            draw_all(target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
