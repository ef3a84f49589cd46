"""What a site has for programs: pages as Markdown, `llms.txt`, data of each agent, AI Catalog, extensions of A2A."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.exports.agent import compose_export
from trustpages.compose.exports.data import compose_data
from trustpages.compose.exports.plain import make_plain
from trustpages.compose.exports.reading import compose_llms, frame_page
from trustpages.compose.site import ComposedSite
from trustpages.compose.wording.said import say
from trustpages.exports.data_files import write_data_files
from trustpages.exports.interchange.a2a import write_extension
from trustpages.exports.interchange.ai_catalog import write_catalog
from trustpages.exports.twins import write_list, write_twin
from trustpages.model.artifact import Artifact
from trustpages.model.results.records.json_values import encode_json


def make_machine_files(composition: Composition, composed: ComposedSite) -> tuple[Artifact, ...]:
    """All of them, by path."""
    made = (*_write_pages(composed), *_write_data(composition, composed), *_write_statements(composition))
    return tuple(sorted(made, key=lambda file: file.path))


def _write_pages(composed: ComposedSite) -> Iterator[Artifact]:
    for page in composed.pages:
        yield write_twin(page, *frame_page(page, composed.standings), say, make_plain)


def _write_data(composition: Composition, composed: ComposedSite) -> Iterator[Artifact]:
    yield write_list(paths.LLMS, compose_llms(composition, composed.standings), say, make_plain)
    for agent in composition.report.agents:
        limits = composed.standings[agent.id]
        yield from write_data_files(compose_data(composition, agent, limits), limits)


def _write_statements(composition: Composition) -> Iterator[Artifact]:
    exported = [compose_export(composition, agent, ()) for agent in composition.report.agents]
    yield Artifact(paths.CATALOG, encode_json(write_catalog(exported)))
    for agent in exported:
        yield Artifact(paths.agent_a2a(agent.id), encode_json(write_extension(agent)))
