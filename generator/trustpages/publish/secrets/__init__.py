"""Secrets in what is about to be published: known formats, and assignments of what looks like chance."""

from __future__ import annotations

from trustpages.publish.secrets.codes import CODES
from trustpages.publish.secrets.finding import Finding
from trustpages.publish.secrets.scanning import scan, scan_name

__all__ = ["CODES", "Finding", "scan", "scan_name"]
