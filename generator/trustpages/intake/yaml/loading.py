"""One YAML file from bytes to a document with places, or to everything that is wrong with it."""

from __future__ import annotations

from contextlib import suppress

from trustpages.intake.yaml.findings import Findings, Stopped
from trustpages.intake.yaml.limits import DEFAULT, Limits
from trustpages.intake.yaml.parsing import parse
from trustpages.intake.yaml.source import Source, read_source
from trustpages.intake.yaml.tree import Tree
from trustpages.model.located import Located
from trustpages.model.problem import Place, Problem


def load(data: bytes, file: str, limits: Limits = DEFAULT) -> tuple[Located | None, tuple[Problem, ...]]:
    """The document in `data`, or None and at least one problem; never both, and never an exception.

    `file` is the name that places carry. Keys come in Unicode normal form C. Time and memory are bounded by
    `limits`. Reading is faster while the garbage collector is off, which is the caller's choice.
    """
    source = read_source(data, file, limits)
    if not isinstance(source, Source):
        return None, source
    findings = Findings(source, limits)
    tree = Tree(source, findings, limits)
    with suppress(Stopped):
        _build(tree, source, findings, limits)
    if findings.problems:
        return None, tuple(findings.problems)
    document = tree.located()
    if document is None:
        sentence = "the file holds no document"
        return None, (Problem(Place(file), "yaml-empty", sentence, "write one, or delete the file"),)
    return document, ()


def _build(tree: Tree, source: Source, findings: Findings, limits: Limits) -> None:
    for number, event in enumerate(parse(source, findings), start=1):
        if number > limits.events:
            sentence = f"the file holds more than {limits.events:,} values, lists and mappings"
            remedy = "split it, or move per-run records into a CSV, JSONL or Parquet file beside it"
            findings.stop(event.start_mark.index, "yaml-too-many-events", sentence, remedy)
        tree.take(event)
