"""The earlier report that `trust.yml` names: where it is, and whether it is for the audience that asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from trustpages.intake.audience import COMPLETE
from trustpages.intake.documents import Document
from trustpages.intake.named_path import KEY
from trustpages.intake.paths import read_beneath, safe_relative
from trustpages.intake.previous import LARGEST, read_previous, stated_audience
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Place, Problem
from trustpages.model.refusal import Refusal
from trustpages.model.vocabulary import Audience

Problems: TypeAlias = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NamedReport:
    """A report that a workspace keeps: its path below the workspace, and whom it is for."""

    path: str
    audience: Audience


def named_report(
    root: Path, documents: tuple[Document, ...], audience: Audience, as_of: date
) -> NamedReport | Problems:
    """The report that `trust.yml` names, nothing where it names none, or what is wrong with it, placed there.

    Of a report for another audience only that is looked at, unless `audience` sees everything: what stands in it
    says nothing here.
    """
    trust = next((document for document in documents if isinstance(document.model, Trust)), None)
    name = trust.model.previous if trust is not None and isinstance(trust.model, Trust) else None
    if trust is None or name is None:
        return ()
    found = _looked_at(root, name, audience, as_of)
    if isinstance(found, NamedReport):
        return found
    place = trust.source.place_of((KEY,))
    return tuple(replace(problem, place=place, sentence=_with_line(problem)) for problem in found)


def _looked_at(root: Path, name: str, audience: Audience, as_of: date) -> NamedReport | Problems:
    path = safe_relative(name)
    data = path if isinstance(path, Refusal) else read_beneath(root, path, limit=LARGEST)
    if isinstance(data, Refusal):
        return (data.at(Place(name)),)
    stated = stated_audience(data, name)
    if isinstance(stated, tuple):
        return stated
    if audience in {stated, COMPLETE}:
        read = read_previous(data, name, stated, as_of)
        if isinstance(read, tuple):
            return read
    return NamedReport(name, stated)


def _with_line(problem: Problem) -> str:
    """The sentence with the line in the report, since the place is that of its name."""
    line = problem.place.line
    return f"{problem.sentence}, in line {line}" if line else problem.sentence
