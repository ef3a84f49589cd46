"""All importers in the order in which a file is held against them: what is surer to be known stands first."""

from __future__ import annotations

from typing import Final

from trustpages.intake.importers.boards.swebench_report import SWEBENCH_REPORT
from trustpages.intake.importers.boards.tau_bench import TAU_BENCH
from trustpages.intake.importers.boards.terminal_bench import TERMINAL_BENCH
from trustpages.intake.importers.evaluations.deepeval import DEEPEVAL
from trustpages.intake.importers.evaluations.inspect_ai import INSPECT_AI
from trustpages.intake.importers.evaluations.junit_xml import JUNIT_XML
from trustpages.intake.importers.evaluations.lm_eval import LM_EVAL
from trustpages.intake.importers.evaluations.openai_evals import OPENAI_EVALS
from trustpages.intake.importers.evaluations.promptfoo import PROMPTFOO
from trustpages.intake.importers.evaluations.pydantic_evals import PYDANTIC_EVALS
from trustpages.intake.importers.importer import Importer
from trustpages.intake.importers.inputs import Inputs

IMPORTERS: Final[tuple[Importer, ...]] = (
    INSPECT_AI,
    TAU_BENCH,
    TERMINAL_BENCH,
    SWEBENCH_REPORT,
    PROMPTFOO,
    JUNIT_XML,
    LM_EVAL,
    DEEPEVAL,
    OPENAI_EVALS,
    PYDANTIC_EVALS,
)
"""Every format that can be imported."""


def find_importers(inputs: Inputs) -> dict[str, str]:
    """The ids of formats that some file is of, each with the reason."""
    found: dict[str, str] = {}
    for importer in IMPORTERS:
        reason = next((reason for file in inputs.files if (reason := importer.recognise(file))), None)
        if reason is not None:
            found[importer.id] = reason
    return found
