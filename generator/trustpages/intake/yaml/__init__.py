"""Bounded YAML reader: plain values with their source positions, or located problems, never an exception."""

from __future__ import annotations

from trustpages.intake.yaml.codes import CODES
from trustpages.intake.yaml.reader import load
from trustpages.intake.yaml.source import DEFAULT, Limits

__all__ = ["CODES", "DEFAULT", "Limits", "load"]
