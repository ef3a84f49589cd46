"""The least that a workspace can be."""

from __future__ import annotations

from pathlib import Path

from support.builders import AS_OF, an_agent
from support.workspaces.files import write_files
from trustpages.model.documents.trust import Trust


def write_bare(root: Path) -> Path:
    """One agent without pact, claim or evidence, that was never deployed."""
    trust = {"kind": "trust", "schema": "trustpages/1", "publisher": {"name": "Nobody yet"}, "as_of": AS_OF}
    nothing = an_agent().model_copy(update={"deployed_since": None})
    return write_files(root, [Trust.model_validate(trust), nothing])
