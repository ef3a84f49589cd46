"""All importers in the order in which a file is held against them: what is surer to be known stands first."""

from __future__ import annotations

from typing import Final

from trustpages.intake.importers.boards.tau_bench import TAU_BENCH
from trustpages.intake.importers.boards.terminal_bench import TERMINAL_BENCH
from trustpages.intake.importers.evaluations.braintrust import BRAINTRUST
from trustpages.intake.importers.evaluations.evalite import EVALITE
from trustpages.intake.importers.evaluations.helm import HELM
from trustpages.intake.importers.evaluations.inspect_ai import INSPECT_AI
from trustpages.intake.importers.evaluations.mlflow_genai import MLFLOW_GENAI
from trustpages.intake.importers.evaluations.openai_evals_api import OPENAI_EVALS_API
from trustpages.intake.importers.evaluations.ragas import RAGAS
from trustpages.intake.importers.importer import Importer
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.importers.operations.evidently import EVIDENTLY
from trustpages.intake.importers.operations.great_expectations import GREAT_EXPECTATIONS

IMPORTERS: Final[tuple[Importer, ...]] = (
    INSPECT_AI,
    TAU_BENCH,
    TERMINAL_BENCH,
    MLFLOW_GENAI,
    RAGAS,
    OPENAI_EVALS_API,
    HELM,
    EVALITE,
    GREAT_EXPECTATIONS,
    EVIDENTLY,
    BRAINTRUST,
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
