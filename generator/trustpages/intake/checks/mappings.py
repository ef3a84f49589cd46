"""Links of benchmarks that say more than they can: a step tested directly, or what no benchmark measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.checks.items import index_measures
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.problem import Problem, ProblemLevel


def check_mappings(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each link that is called direct and counts as partial."""
    documents = tuple(documents)
    measures = index_measures(documents)
    for document in documents:
        links = document.model.mapping if isinstance(document.model, Benchmark) else ()
        for number, link in enumerate(links):
            measure = measures.get((link.agent or "", link.obligation or ""))
            if link.strength != link.most:
                sentence = "a step names no promise, so the link counts as partial"
                remedy = "name the `agent` and `obligation` that the tasks test, or call it partial"
            elif link.strength == "direct" and measure is not None and not measure.is_tested_by_benchmarks:
                sentence = f"a benchmark does not measure a {measure.kind}, so the link counts as partial"
                remedy = "call it partial or none"
            else:
                continue
            place = document.source.place_of(("mapping", number, "strength"))
            yield Problem(place, "mapping-not-direct", sentence, remedy, ProblemLevel.WARNING)
