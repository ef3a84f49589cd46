"""What a stable code means, in words for whoever meets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explained:
    """One code with its title and one paragraph: what it says, a bad and a good example.

    `code` is stable and kebab-case, `title` has no final stop, `paragraph` is Markdown without headings.
    """

    code: str
    title: str
    paragraph: str
