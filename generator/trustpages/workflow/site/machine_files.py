"""What a site has for programs: pages as Markdown, `llms.txt`, data of each agent, AI Catalog, extensions of A2A."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.exports.plain import make_plain
from trustpages.compose.exports.reading import compose_llms, frame_page
from trustpages.compose.wording.said import say
from trustpages.exports.interchange.ai_catalog import ENTRIES, write_catalog
from trustpages.exports.twins import write_list, write_twin
from trustpages.model.artifact import Artifact
from trustpages.model.pages.exported import Limits
from trustpages.model.pages.page import Page
from trustpages.model.results.records.json_values import encode_around


def write_twins(pages: Iterable[Page], standings: Mapping[str, Limits]) -> tuple[Artifact, ...]:
    """The pages as Markdown; those about one agent carry its limits."""
    return tuple(write_twin(page, *frame_page(page, standings), say, make_plain) for page in pages)


def write_shared_files(
    composition: Composition, pages: Iterable[Page], standings: Mapping[str, Limits]
) -> tuple[Artifact, ...]:
    """What is about all agents in text: the `pages` that are, and the list."""
    return (
        *write_twins(pages, standings),
        write_list(paths.LLMS, compose_llms(composition, standings), say, make_plain),
    )


def write_whole_catalog(composition: Composition, entries: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes, in pieces, of the catalog with the entry of each agent."""
    publisher = composition.trust.publisher.name if composition.report.agents else ""
    return encode_around(write_catalog(publisher), ENTRIES, entries)
