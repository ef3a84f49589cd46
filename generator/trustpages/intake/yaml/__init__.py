"""Reading one YAML file within bounds: plain values with places, or located problems, never an exception."""

from __future__ import annotations

from trustpages.intake.yaml.codes import CODES
from trustpages.intake.yaml.limits import DEFAULT, Limits
from trustpages.intake.yaml.loading import load

__all__ = ["CODES", "DEFAULT", "Limits", "load"]
