"""What git knows about the evidence: the commit that last changed each part of it."""

from __future__ import annotations

from trustpages.intake.git.history import NOT_COMMITTED, Change, History, history

__all__ = ["NOT_COMMITTED", "Change", "History", "history"]
