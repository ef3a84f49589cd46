"""What secrets look like: every rule, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from trustpages.secrets.contexts import CONTEXTS
from trustpages.secrets.issuers import ISSUERS
from trustpages.secrets.key_files import KEY_FILES
from trustpages.secrets.rule import Rule

RULES: Final[tuple[Rule, ...]] = (*KEY_FILES, *ISSUERS, *CONTEXTS)
"""Every rule; a place is reported by the first that matches it."""
