"""How to check a published site offline, and what such a check cannot show."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import VerifyPage
from trustpages.compose.views import Fact
from trustpages.model.page import Page

LEAD = (
    "Whoever doubts this site can check a published version of it without asking us, and without a network."
)

NOT_SHOWN = (
    "Whether the evidence is true: somebody who invents evidence before the first publication is not caught.",
    "Whether history was rewritten, unless you kept an earlier checkpoint and give it as the pin.",
    "Whether two readers saw the same site, unless they compare their checkpoints.",
    "Whether a key was stolen: a stolen key signs as well as its owner's hand.",
)

STEPS = (
    Fact("Download the published folder, with its log and all versions", ""),
    Fact(
        "Take the checker from a version, or better from the publisher's source code, and read it",
        "verify/trustverify.py",
    ),
    Fact("Run it; it needs Python alone", "python3 trustverify.py FOLDER --pin CHECKPOINT"),
    Fact("Read the lines that begin with", "not checked"),
    Fact("With the program itself, the same check is", "trustpages verify FOLDER --pin CHECKPOINT"),
)


def _lines(checkpoint: str) -> tuple[str, ...]:
    """The lines of a checkpoint; none for that of a log in which nothing was told yet."""
    lines = tuple(checkpoint.splitlines())
    return () if lines[1:2] == ("0",) else lines


def verify(composition: Composition) -> Page:
    """The page on checking."""
    report = composition.report
    data = VerifyPage(
        frame=composition.frame(),
        lead=LEAD,
        facts=(
            Fact("Digest of the documents behind this site", report.inputs_digest),
            Fact("Digest of the earlier report", report.previous_digest or "none was given"),
            Fact("Made by", f"trustpages {composition.version}"),
            Fact("The whole report for machines", "report.json", paths.REPORT),
        ),
        steps=STEPS,
        not_shown=NOT_SHOWN,
        is_version=composition.log_before is not None,
        log_before=_lines(composition.log_before or ""),
    )
    return Page(paths.VERIFY, "Verify", "verify.md.jinja", data, description=LEAD)
