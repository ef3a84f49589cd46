"""The report that `trust.yml` names: whom it is for, and the names that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.safe_open import parse_relative_path, read_inside
from trustpages.intake.files.workspace_folder import PREVIOUS_KEY
from trustpages.intake.naming.known_triggers import list_names
from trustpages.intake.previous.report import LARGEST, Problems, parse_previous_report, read_stated_audience
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Fault, Place, Problem
from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class NamedReport:
    """A report that a workspace keeps: its path below the workspace, whom it is for, and what it `names`.

    See `list_names`; none are told of a report for another audience.
    """

    path: str
    audience: Audience
    names: frozenset[str] = frozenset()


def find_named_report(
    root: Path, documents: tuple[LoadedDocument, ...], audience: Audience, as_of: date
) -> NamedReport | Problems:
    """The report that `trust.yml` names, nothing where it names none, or what is wrong with it, placed there.

    Of a report for another audience only that is looked at, unless `audience` sees everything: what stands in it
    says nothing here.
    """
    trust = next((document for document in documents if isinstance(document.model, Trust)), None)
    name = trust.model.previous if trust is not None and isinstance(trust.model, Trust) else None
    if trust is None or name is None:
        return ()
    found = _read_named_report(root, name, audience, as_of)
    if isinstance(found, NamedReport):
        return found
    place = trust.source.place_of((PREVIOUS_KEY,))
    return tuple(replace(problem, place=place, sentence=_add_line(problem)) for problem in found)


def _read_named_report(root: Path, name: str, audience: Audience, as_of: date) -> NamedReport | Problems:
    path = parse_relative_path(name)
    data = path if isinstance(path, Fault) else read_inside(root, path, limit=LARGEST)
    if isinstance(data, Fault):
        return (data.at(Place(name)),)
    stated = read_stated_audience(data, name)
    if isinstance(stated, tuple):
        return stated
    if audience in {stated, WIDEST_AUDIENCE}:
        read = parse_previous_report(data, name, stated, as_of)
        return read if isinstance(read, tuple) else NamedReport(name, stated, list_names(read.record))
    return NamedReport(name, stated)


def _add_line(problem: Problem) -> str:
    """The sentence with the line in the report, since the place is that of its name."""
    line = problem.place.line
    return f"{problem.sentence}, in line {line}" if line else problem.sentence
