"""Secrets in what is about to be published: known formats, and assignments of what looks like chance."""

from __future__ import annotations

from trustpages.secrets.codes import CODES
from trustpages.secrets.finding import Finding
from trustpages.secrets.scanning import masked, scan, scan_name, without_secrets

__all__ = ["CODES", "Finding", "masked", "scan", "scan_name", "without_secrets"]
