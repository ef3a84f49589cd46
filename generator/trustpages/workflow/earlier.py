"""The earlier report that a published version was held against, found again in its folder or the workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from trustpages.compose.paths import REPORT
from trustpages.publish.verifier.trustverify import Outcome
from trustpages.publish.versions.manifest import MANIFEST
from trustpages.publish.versions.recorded import Recorded


@dataclass(frozen=True, slots=True)
class Earlier:
    """The file of the earlier report, None where the version had none."""

    report: Path | None


def earlier_report(recorded: Recorded, named: Path | None, out: Outcome) -> Earlier | None:
    """The earlier report as it was published; None, with the reason in `out`, where the version had another one.

    It is that of the newest version that stood when this one was published, and of the first the one `named` by the
    workspace.
    """
    version, before = recorded.version, recorded.before
    if before is None and recorded.previous_report is None:
        return Earlier(None)
    if before is None:
        if named is not None and sha256(named.read_bytes()).hexdigest() == recorded.previous_report:
            return Earlier(named)
        sentence = (
            "it was held against an earlier report that is neither in this folder nor named by trust.yml"
        )
        out.unchecked.append(f"rebuild of {version}: {sentence}")
        return None
    if recorded.previous_report != _recorded_digest(before):
        sentence = f"the earlier report that is recorded is not that of {before.name}, the version before it"
        out.fail("other-previous", version, sentence)
        return None
    report = before / REPORT
    if sha256(report.read_bytes()).hexdigest() == recorded.previous_report:
        return Earlier(report)
    out.unchecked.append(
        f"rebuild of {version}: the report of {before.name}, which it was held against, is not there any more"
    )
    return None


def _recorded_digest(folder: Path) -> str | None:
    """The digest of a version's report as its manifest has it, also where the version was withdrawn since."""
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        return next((digest for path, _, digest in files if path == REPORT), None)
    except (OSError, ValueError, KeyError, TypeError):
        return None
