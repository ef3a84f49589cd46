"""An answer: what the evidence says with links to it, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.compose.views import Link


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evidence says to a question about one agent.

    `said` has plain sentences, each resting on something in `links`; where it is empty the question is
    unanswered and `missing` says what would answer it. An answer may say something and still miss something.
    """

    said: tuple[str, ...]
    links: tuple[Link, ...] = ()
    missing: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.said)
