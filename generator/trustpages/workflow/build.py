"""What `build` does: read, compute, compose, draw, render, and hand it to the site engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from trustpages import __version__
from trustpages.compose.composition import Composition
from trustpages.compose.problems import as_text
from trustpages.compose.site import compose_site
from trustpages.model.problem import Level, Problem
from trustpages.publish.engine import build_site
from trustpages.workflow.choice import Choice
from trustpages.workflow.codes import explained_metrics, explained_rules
from trustpages.workflow.computing import Computed, compute
from trustpages.workflow.provenance import with_commits
from trustpages.workflow.questions import questions_of
from trustpages.workflow.reading import Reading, read
from trustpages.workflow.rendering import render_site

INVALID = 3
DEFAULT_OUT = "site"

Step = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The folder of the site (None: not built), a summary, complaints for stderr, the exit code."""

    out: Path | None
    summary: str
    complaints: tuple[str, ...]
    exit_code: int


def build(choice: Choice, out: Path | None, jobs: int, step: Step) -> BuildOutcome:
    """The site of the workspace in `out` (default: `site/` in the workspace); `step` narrates."""
    with step("Reading the workspace"):
        reading = read(choice)
    with step("Computing the report"):
        computed = compute(reading)
    if computed.report is None:
        return BuildOutcome(None, "", _lines(computed.problems), INVALID)
    with step("Composing pages"):
        composition = compose(reading, computed)
        composed = compose_site(composition)
    with step(f"Drawing charts and rendering {len(composed.pages)} pages"):
        source = render_site(composed, composition, reading.root, jobs)
    with step(f"Building the site of {len(source.pages)} pages"):
        site = build_site(source, out or reading.root / DEFAULT_OUT, processes=jobs)
    errors = tuple(one for one in computed.problems if one.level is Level.ERROR)
    agents = len(computed.report.agents)
    return BuildOutcome(
        site.out, f"{agents} agents, {site.pages} pages, {site.files} files", _lines(errors), 0
    )


def compose(reading: Reading, computed: Computed) -> Composition:
    """What the site of a computed report is composed from."""
    workspace, report = reading.intake.workspace, computed.report
    if workspace is None or report is None:
        raise ValueError("only a valid workspace has a site")
    return Composition(
        report=report,
        trust=workspace.trust,
        origins=with_commits(reading, workspace.trust),
        content=reading.intake.pages,
        metrics=tuple(explained_metrics().values()),
        rules=tuple(explained_rules().values()),
        questions=questions_of(workspace),
        decisions=workspace.decisions,
        version=__version__,
    )


def _lines(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return tuple(as_text(problems, {}).splitlines())
