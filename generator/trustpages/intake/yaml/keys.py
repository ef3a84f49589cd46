"""Keys of mappings: text, each of them once, whatever way its letters are composed."""

from __future__ import annotations

import unicodedata

from ruamel.yaml.events import ScalarEvent

from trustpages.intake.yaml.findings import Findings
from trustpages.intake.yaml.scalars import shown
from trustpages.intake.yaml.source import Source
from trustpages.model.located import Plain

UNUSABLE = ""
"""Stands in for a refused key, so that the rest of its mapping is still looked at."""


class Keys:
    """Checks the keys of all mappings of one document."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._source = source
        self._findings = findings

    def checked(self, event: ScalarEvent, value: Plain, seen: dict[str, int]) -> str:
        """The key that `event` stands for, in NFC; `seen` has the earlier keys of its mapping by offset."""
        start: int = event.start_mark.index
        if not isinstance(value, str):
            self._not_text(start, event.value)
            return UNUSABLE
        if value == "<<" and event.style is None:
            sentence = "'<<' merges another mapping into this one"
            self._findings.add(start, "yaml-merge-key", sentence, "write the keys out in each mapping")
        key = value if value.isascii() else unicodedata.normalize("NFC", value)
        if seen.setdefault(key, start) != start:
            self._repeated(start, key, seen[key])
        return key

    def not_scalar(self, start: int) -> None:
        """Refuses a list or mapping that stands as a key at `start`."""
        sentence = "a list or mapping stands where a key is expected"
        remedy = "use text as key; text that begins with a bracket needs quotes"
        self._findings.add(start, "yaml-key-not-string", sentence, remedy)

    def _not_text(self, start: int, text: str) -> None:
        sentence = f"the key {shown(text)} is not text" if text else "there is no key before the colon"
        remedy = "put it in quotes" if text else "write a key, or put text with a colon in quotes"
        self._findings.add(start, "yaml-key-not-string", sentence, remedy)

    def _repeated(self, start: int, key: str, earlier: int) -> None:
        place = self._source.place(earlier)
        here = self._source.place(start)
        sentence = (
            f"the key {shown(key)} at line {here.line}, column {here.column} "
            f"already stands at line {place.line}, column {place.column}"
        )
        self._findings.add(start, "yaml-duplicate-key", sentence, "keep one of the two")
