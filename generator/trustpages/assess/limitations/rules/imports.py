"""L95, L96: evidence that came from files of other tools, where these say something else than their own records."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.sentence import Reference, strip_full_stop
from trustpages.model.vocabulary import Severity

_NOT_IMPORTED = NotEvaluable("no evidence was imported")


def _list_imports(agent: AssessedAgent) -> tuple[tuple[str, ImportRecord], ...]:
    return tuple(
        (evidence.id, evidence.item.imported)
        for evidence in agent.context.evidence
        if evidence.item.imported is not None and evidence.set_aside is None
    )


def _find_doubtful_imports(agent: AssessedAgent) -> Occasions:
    if not _list_imports(agent):
        return _NOT_IMPORTED
    return tuple(
        Occasion(
            {"id": Reference(id_), "doubt": strip_full_stop(doubt.sentence)},
            (id_,),
            Severity.HIGH if doubt.grave else Severity.MEDIUM,
        )
        for id_, record in _list_imports(agent)
        for doubt in record.doubts
    )


def _find_other_figures(agent: AssessedAgent) -> Occasions:
    if not _list_imports(agent):
        return _NOT_IMPORTED
    return tuple(
        Occasion(
            {
                "id": Reference(id_),
                "name": figure.name,
                "stated": _describe(figure.value, figure.n),
                "found": _describe(figure.recomputed or 0.0, figure.recomputed_n),
            },
            (id_,),
        )
        for id_, record in _list_imports(agent)
        for figure in record.stated
        if figure.differs
    )


def _describe(value: float, n: int | None) -> str:
    return f"{value:.4g}" if n is None else f"{value:.4g} of {n:,}"


IMPORT_RULES = (
    Rule(
        id="L95",
        slug="import_doubtful",
        severity=Severity.MEDIUM,
        meaning="The files that evidence was made from give reason to doubt it.",
        fires="an import found edited scores, records that were declared invalid, a run that ended early, or the like",
        sentence="{id}: {doubt}.",
        graded="high where it could turn what the item shows",
        removed_by="a run without what is doubted",
        needs="evidence that was imported",
        find=_find_doubtful_imports,
    ),
    Rule(
        id="L96",
        slug="import_differs",
        severity=Severity.HIGH,
        meaning="A figure that a tool printed is not what its own records show.",
        fires="an import recomputed a stated figure from the records and came to another one",
        sentence="{id} states {name} as {stated}; its records give {found}, which counts here.",
        removed_by="files whose figures and records agree",
        needs="evidence that was imported with its records",
        find=_find_other_figures,
    ),
)
