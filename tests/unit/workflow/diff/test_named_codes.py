"""Every code that a side can end with is explained, and ends the command as the design says."""

from __future__ import annotations

import ast
from pathlib import Path

from trustpages.intake.files import revisions
from trustpages.workflow import diff
from trustpages.workflow.codes import explain_everything
from trustpages.workflow.diff.steps import NOT_FOUND


def codes_in(package: Path) -> set[str]:
    """The codes with which the modules of a package refuse something."""
    trees = (ast.parse(file.read_text("utf-8")) for file in package.glob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in {"TrustpagesError", "Fault"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_code_is_explained() -> None:
    used = {code for package in (diff, revisions) for code in codes_in(Path(str(package.__file__)).parent)}
    assert {"unknown-revision", "git-object", "side-withdrawn"} <= used
    assert used | NOT_FOUND <= explain_everything().keys()
