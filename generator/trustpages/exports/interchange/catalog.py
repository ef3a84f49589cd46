"""All formats of other tools, in the order in which the documentation lists them."""

from __future__ import annotations

from trustpages.exports.interchange.a2a import A2A
from trustpages.exports.interchange.ai_catalog import AI_CATALOG
from trustpages.exports.interchange.cyclonedx import CYCLONEDX
from trustpages.exports.interchange.definition import ExportFormat
from trustpages.exports.interchange.every_eval_ever import EVERY_EVAL_EVER
from trustpages.exports.interchange.model_index import MODEL_INDEX
from trustpages.exports.interchange.openslo import OPENSLO
from trustpages.exports.interchange.oscal import OSCAL

EXPORT_FORMATS: tuple[ExportFormat, ...] = (EVERY_EVAL_EVER, MODEL_INDEX, OPENSLO, OSCAL, CYCLONEDX, AI_CATALOG, A2A)
