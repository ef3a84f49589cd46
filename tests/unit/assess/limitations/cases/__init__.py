"""Cases of the limitation rules: one module for each family of rules, named as the family."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from unit.assess.limitations.rule_case import RuleCase

FAMILIES: dict[str, tuple[RuleCase, ...]] = {
    path.stem: import_module(f"{__name__}.{path.stem}").CASES
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem not in {"__init__", "shared"}
}
"""The cases by family."""
