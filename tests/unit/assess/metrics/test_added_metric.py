"""A metric is added to a copy of the program: three files, and it is computed, reported, explained and documented."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import trustpages

PROGRAM = Path(trustpages.__file__).parent
TESTS = Path(__file__).parents[3]

RESULT = '''
@dataclass(frozen=True, slots=True)
class KeptPromises:
    """The share of promises that are kept."""

    kept: int
    share: Quantity

    @property
    def headline(self) -> Quantity:
        """The share."""
        return self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
'''
METRIC = """
from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.metric import Metric
from trustpages.model.measured import Measured
from trustpages.model.results.findings import KeptPromises
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


def compute_kept(context: Context, obligations: Sequence[ObligationResult]) -> KeptPromises:
    kept, n = sum(promise.verdict is Verdict.MET for promise in obligations), len(obligations)
    return KeptPromises(kept, Measured(kept / n, None, None, 0.95, "population", kept, n, n, "share"))


KEPT_PROMISES = Metric(
    id="kept-promises",
    title="Kept promises",
    question="How many promises are kept?",
    needs="verdicts.",
    smallest="one promise.",
    formula="Kept of all.",
    cannot_tell="how much each matters.",
    sources="own definition.",
    compute=compute_kept,
    reads=("obligations",),
)
"""
FINDINGS, CATALOG = "model/results/findings.py", "assess/metrics/catalog.py"
HEAD, FIELD = RESULT[RESULT.rindex("\n@dataclass") :], "    diversity: Diversity\n"
IMPORT = "from trustpages.assess.metrics.metric import Metric\n"
EDITS = (
    (FINDINGS, HEAD, RESULT),
    (FINDINGS, FIELD, f"{FIELD}    kept_promises: KeptPromises\n"),
    (FINDINGS, "import annotations\n", "import annotations\nfrom trustpages.model.measured import Quantity\n"),
    (CATALOG, IMPORT, f"{IMPORT}from trustpages.assess.metrics.kept import KEPT_PROMISES\n"),
    (CATALOG, "    DIVERSITY,\n", "    DIVERSITY,\n    KEPT_PROMISES,\n"),
)
ASK = """
import json
from reference_pages.report import METRICS
from support.builders import AS_OF, a_workspace
from trustpages.assess.report import assess
from trustpages.model.vocabulary import Audience
from trustpages.review.records import make_record, write_record
from trustpages.workflow.codes import explain_metrics

report = json.loads(write_record(make_record(assess(a_workspace(), AS_OF, Audience.PUBLIC))))
print(json.dumps({
    "metric": report["agents"][0]["metrics"]["kept-promises"],
    "paragraph": explain_metrics()["kept-promises"].paragraph,
    "is_documented": "kept-promises" in dict(METRICS),
}))
"""


def a_copy(folder: Path, *edits: tuple[str, str, str], **added: str) -> Mapping[str, str]:
    """The environment of a copy of the program with these edits (file, old text, new text) and these new files."""
    program = folder / "trustpages"
    shutil.copytree(PROGRAM, program, ignore=shutil.ignore_patterns("__pycache__"))
    for name, old, new in edits:
        file = program / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        file.write_text(text.replace(old, new), encoding="utf-8")
    for name, text in added.items():
        (program / name).write_text(text, encoding="utf-8")
    path = (str(folder), str(TESTS), str(TESTS.parent / "docs"))
    return os.environ | {"PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}


def ask(environment: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_metric_is_a_result_a_file_and_a_line(tmp_path: Path) -> None:
    environment = a_copy(tmp_path, *EDITS, **{"assess/metrics/kept.py": METRIC})
    found = ask(environment)
    assert found["metric"]["value"] == found["metric"]["details"]["kept"] == 1
    assert found["paragraph"].startswith("How many promises are kept?")
    assert found["is_documented"]
