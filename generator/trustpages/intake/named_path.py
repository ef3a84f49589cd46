"""The path under which `trust.yml` names an earlier report, known without validating anything."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from trustpages.intake import yaml
from trustpages.intake.paths import read_beneath
from trustpages.intake.snapshot import TRUST_FILE
from trustpages.model.refusal import Refusal

KEY = "previous"


def name_stated(root: Path) -> str | None:
    """The path under `previous` in the `trust.yml` of the workspace `root`, unchecked; None where none is readable."""
    data = read_beneath(root, PurePosixPath(TRUST_FILE), limit=yaml.DEFAULT.size)
    if isinstance(data, Refusal) or (KEY.encode() not in data and b"\\" not in data):
        return None  # only an escape could spell the key otherwise
    located, _ = yaml.load(data, TRUST_FILE)
    value = located.value if located is not None else None
    name = value.get(KEY) if isinstance(value, dict) else None
    return name if isinstance(name, str) else None
