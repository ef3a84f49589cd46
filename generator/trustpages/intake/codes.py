"""Every problem code that reading a workspace can give, with its explanation."""

from __future__ import annotations

from typing import Final

from trustpages.intake.checks.codes import CODES as CHECK_CODES
from trustpages.intake.data.codes import CODES as DATA_CODES
from trustpages.intake.files.codes import CODES as FILE_CODES
from trustpages.intake.history.git_answers import HISTORY_CODES
from trustpages.intake.previous.codes import PREVIOUS_REPORT_CODES
from trustpages.intake.validation.codes import CODES as VALIDATION_CODES
from trustpages.intake.yaml.codes import CODES as YAML_CODES
from trustpages.model.problem import Explanation

CODES: Final[tuple[Explanation, ...]] = (
    *YAML_CODES,
    *FILE_CODES,
    *VALIDATION_CODES,
    *CHECK_CODES,
    *DATA_CODES,
    *HISTORY_CODES,
    *PREVIOUS_REPORT_CODES,
)
"""All codes, in the order of the documentation: files, documents, documents together, data, history, earlier report."""
