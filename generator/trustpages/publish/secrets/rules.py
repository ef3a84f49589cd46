"""What secrets look like: every rule, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from trustpages.publish.secrets.contexts import CONTEXTS
from trustpages.publish.secrets.issuers import ISSUERS
from trustpages.publish.secrets.key_files import KEY_FILES
from trustpages.publish.secrets.rule import Rule

RULES: Final[tuple[Rule, ...]] = (*KEY_FILES, *ISSUERS, *CONTEXTS)
"""Every rule; a place is reported by the first that matches it."""
