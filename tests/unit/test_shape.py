"""The shape of the program: folders that one look takes in, functions that fit a screen, one meaning a class name."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from statistics import median

import trustpages

ROOT = Path(trustpages.__file__).parent
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}
MOST_NAMES = 16
MOST_NAMES_AT_THE_TOP = 18
"""Three of these are files that Python and its tools ask for."""
MOST_LINES = 50
# They go out with every version, alone: each has its own words, so that it can be read without the program.
ALONE = {ROOT / "publish/verifier/trustverify.py", ROOT / "publish/verifier/trustrecompute.py"}


def test_a_folder_shows_no_more_names_than_one_look_takes_in() -> None:
    shown = {
        folder: [entry for entry in folder.iterdir() if entry.name != "__pycache__"]
        for folder in (ROOT, *ROOT.rglob("*"))
        if folder.is_dir() and folder.name != "__pycache__"
    }
    crowded = {
        folder.relative_to(ROOT).as_posix(): len(entries)
        for folder, entries in shown.items()
        if len(entries) > (MOST_NAMES_AT_THE_TOP if folder == ROOT else MOST_NAMES)
    }
    assert crowded == {}


def test_a_function_fits_on_a_screen() -> None:
    long = [
        (path.relative_to(ROOT).as_posix(), node.name)
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES
    ]
    assert long == []


def test_a_class_name_has_one_meaning() -> None:
    homes = defaultdict(list)
    for path, tree in MODULES.items():
        if path not in ALONE:
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].append(path.relative_to(ROOT).as_posix())
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_modules_hold_an_idea_each() -> None:
    lines = [len(path.read_text("utf-8").splitlines()) for path in MODULES if path.name != "__init__.py"]
    assert 100 <= median(lines) <= 150


def test_loops_name_what_they_go_over() -> None:
    named_one = [
        (path.relative_to(ROOT).as_posix(), node.target.lineno)
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.For, ast.comprehension))
        if isinstance(node.target, ast.Name) and node.target.id == "one"
    ]
    assert named_one == []
