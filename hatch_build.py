"""Builds the wheel with the file that `trustpages explain` reads, written from the catalogs of the program."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ExplanationsHook(BuildHookInterface[BuilderConfig]):
    """Adds the explanations to a wheel; an editable install has none, since its code may change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes the file beside the checkout rather than into it, and names it for the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "generator")))
        from trustpages.workflow.codes import explain_everything
        from trustpages.workflow.commands.explain import PACKAGED, format_explanations

        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name, PACKAGED.name)
        file.write_text(format_explanations(explain_everything()), encoding="utf-8")
        inside = PACKAGED.relative_to(Path(self.root, "generator")).as_posix()
        build_data["force_include"][str(file)] = inside

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the file."""
        if version != "editable":
            self._folder.cleanup()
