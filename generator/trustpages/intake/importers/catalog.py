"""All importers in the order in which a file is held against them: what is surer to be known stands first."""

from __future__ import annotations

from typing import Final

from trustpages.intake.importers.boards.every_eval_ever import EVERY_EVAL_EVER
from trustpages.intake.importers.boards.harbor import HARBOR
from trustpages.intake.importers.boards.metr import METR
from trustpages.intake.importers.boards.swebench_report import SWEBENCH_REPORT
from trustpages.intake.importers.boards.tau2 import TAU2
from trustpages.intake.importers.boards.tau2_submission import TAU2_SUBMISSION
from trustpages.intake.importers.boards.tau_bench import TAU_BENCH
from trustpages.intake.importers.boards.terminal_bench import TERMINAL_BENCH
from trustpages.intake.importers.cards.abc_checklist import ABC_CHECKLIST
from trustpages.intake.importers.cards.hub_results import HUB_RESULTS
from trustpages.intake.importers.cards.inspect_evals import INSPECT_EVALS
from trustpages.intake.importers.cards.model_index import MODEL_INDEX
from trustpages.intake.importers.evaluations.braintrust import BRAINTRUST
from trustpages.intake.importers.evaluations.deepeval import DEEPEVAL
from trustpages.intake.importers.evaluations.evalite import EVALITE
from trustpages.intake.importers.evaluations.helm import HELM
from trustpages.intake.importers.evaluations.inspect_ai import INSPECT_AI
from trustpages.intake.importers.evaluations.junit_xml import JUNIT_XML
from trustpages.intake.importers.evaluations.lm_eval import LM_EVAL
from trustpages.intake.importers.evaluations.mlflow_genai import MLFLOW_GENAI
from trustpages.intake.importers.evaluations.openai_evals import OPENAI_EVALS
from trustpages.intake.importers.evaluations.openai_evals_api import OPENAI_EVALS_API
from trustpages.intake.importers.evaluations.promptfoo import PROMPTFOO
from trustpages.intake.importers.evaluations.pydantic_evals import PYDANTIC_EVALS
from trustpages.intake.importers.evaluations.ragas import RAGAS
from trustpages.intake.importers.importer import Importer
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.importers.leaderboards.aider import AIDER
from trustpages.intake.importers.leaderboards.bfcl import BFCL
from trustpages.intake.importers.leaderboards.codeclash import CODECLASH
from trustpages.intake.importers.leaderboards.livebench import LIVEBENCH
from trustpages.intake.importers.leaderboards.lmarena import LMARENA
from trustpages.intake.importers.leaderboards.mercor import MERCOR
from trustpages.intake.importers.leaderboards.openhands_index import OPENHANDS_INDEX
from trustpages.intake.importers.leaderboards.swebench_site import SWEBENCH_SITE
from trustpages.intake.importers.leaderboards.vals import VALS
from trustpages.intake.importers.operations.evidently import EVIDENTLY
from trustpages.intake.importers.operations.great_expectations import GREAT_EXPECTATIONS
from trustpages.intake.importers.operations.statuspage import STATUSPAGE
from trustpages.intake.importers.operations.upptime import UPPTIME
from trustpages.intake.importers.red_teams.agentdojo import AGENTDOJO
from trustpages.intake.importers.red_teams.garak import GARAK

IMPORTERS: Final[tuple[Importer, ...]] = (
    INSPECT_AI,
    SWEBENCH_REPORT,
    PROMPTFOO,
    JUNIT_XML,
    LM_EVAL,
    DEEPEVAL,
    OPENAI_EVALS,
    PYDANTIC_EVALS,
    TERMINAL_BENCH,
    EVERY_EVAL_EVER,
    HARBOR,
    METR,
    TAU2,
    TAU2_SUBMISSION,
    BRAINTRUST,
    EVALITE,
    HELM,
    MLFLOW_GENAI,
    OPENAI_EVALS_API,
    RAGAS,
    EVIDENTLY,
    GREAT_EXPECTATIONS,
    STATUSPAGE,
    UPPTIME,
    AGENTDOJO,
    GARAK,
    ABC_CHECKLIST,
    HUB_RESULTS,
    INSPECT_EVALS,
    MODEL_INDEX,
    AIDER,
    BFCL,
    CODECLASH,
    LIVEBENCH,
    LMARENA,
    MERCOR,
    OPENHANDS_INDEX,
    SWEBENCH_SITE,
    VALS,
    TAU_BENCH,
)
"""Every format that can be imported."""


def find_importer(inputs: Inputs) -> tuple[Importer, str] | None:
    """The first importer that knows one of the files, with the reason; None where none does."""
    found = (
        (importer, reason)
        for importer in IMPORTERS
        for file in inputs.files
        if (reason := importer.recognise(file)) is not None
    )
    return next(found, None)
