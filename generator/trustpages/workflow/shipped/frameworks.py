"""The frameworks that ship with the program, extended or replaced by those of the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from trustpages.intake import yaml
from trustpages.intake.files.authored_page import LoadYaml
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.workspace import Workspace

FOLDER: Final = Path(__file__).with_name("frameworks")
SHIPPED: Final = (
    "nist-ai-rmf",
    "nist-ai-600-1",
    "omb-m-26-04",
    "eu-ai-act",
    "iso-42001",
    "aiuc-1",
    "csa-aicm",
    "mit-ai-agent-index",
)
"""In the order of the menu: those whose wording is free before those of which ids alone are shown."""


def load_shipped_frameworks(load: LoadYaml = yaml.load) -> tuple[Framework, ...]:
    """The frameworks that come with the program; `load` reads YAML."""
    return tuple(_load(FOLDER / f"{name}.yml", load) for name in SHIPPED)


def _load(file: Path, load: LoadYaml) -> Framework:
    located, problems = load(file.read_bytes(), file.name)
    if located is None:
        raise ValueError(f"a shipped framework cannot be read: {problems[0]}")
    return Framework.model_validate(located.value)


def collect_frameworks(workspace: Workspace, load: LoadYaml = yaml.load) -> tuple[Framework, ...]:
    """All frameworks in order; one of the workspace replaces the shipped one of the same id, others follow."""
    found = {framework.id: framework for framework in load_shipped_frameworks(load)}
    found.update({framework.id: framework for framework in workspace.frameworks})
    return tuple(found.values())


def list_framework_ids(workspace: Workspace) -> tuple[str, ...]:
    """The ids of all of them, read from nothing but the workspace."""
    return tuple(dict.fromkeys((*SHIPPED, *(framework.id for framework in workspace.frameworks))))
