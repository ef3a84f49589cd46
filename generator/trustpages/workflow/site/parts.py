"""The parts of a site: the files about each agent, kept or made, and what is said of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeAlias

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.site import SharedPages, compose_agent, compose_shared, set_apart
from trustpages.compose.wording.said import say
from trustpages.exports.interchange.statement import bind_statement
from trustpages.model.artifact import Artifact, LaidFile, SiteFile
from trustpages.publish.files import FileTree, lay_down, lay_down_pages, make_folder, write_pieces
from trustpages.publish.processes import ALONE, Workers
from trustpages.render.addresses import PageAddresses
from trustpages.render.charts.files import ChartStore
from trustpages.render.templates import Templates, open_templates
from trustpages.review.records import record_agent
from trustpages.system.cache import FileCache
from trustpages.workflow.run import OwnTemplates
from trustpages.workflow.site.agent_files import AgentFiles, render_agent
from trustpages.workflow.site.brand import Brand
from trustpages.workflow.site.kept_parts import KeptParts, digest_parts
from trustpages.workflow.site.own_paths import list_own_paths


@dataclass(frozen=True, slots=True)
class LaidSite:
    """Two private folders: what becomes the `site`, with files in their places, and `pages` before they are built."""

    site: Path
    pages: Path

    @classmethod
    def make_in(cls, folder: Path) -> LaidSite:
        """Both, empty, in a folder that has nothing of these names."""
        laid = cls(folder / "site", folder / "pages")
        for own in (laid.site, laid.pages):
            make_folder(own)
        return laid


@dataclass(frozen=True)
class Means:
    """What pages, charts and embeds are made with, in whatever process.

    Templates from `folders`, and how those of the workspace are used; the `brand` as `make_brand` has it; `pictures`
    that were drawn before and the `store` of parts, None where nothing is kept; a `font` for characters that ours lack.
    Files of agents are laid down in the `place`, None where they stay in memory.
    """

    folders: tuple[Path, ...]
    site: PageAddresses
    brand: Brand
    use: OwnTemplates
    pictures: FileCache | None = None
    store: KeptParts | None = None
    font: Path | None = None
    place: LaidSite | None = None

    @cached_property
    def templates(self) -> Templates:
        """The templates, opened once in each process; trusted where all of them are the program's own."""
        return open_templates(self.folders, self.site, say, trusted=len(self.folders) == 1)

    def lay_down(self, id_: str, files: AgentFiles) -> AgentFiles:
        """The files about an agent, on the disk: those of hundreds do not fit into memory."""
        if self.place is None:
            return files
        kinds = (files.assets, files.beside, files.embeds, (files.record, files.extension))
        assets, beside, embeds, (record, extension) = (lay_down(self.place.site, kind) for kind in kinds)
        *pages, entry = lay_down_pages(self.place.pages / id_, (*files.pages, *files.offered, files.entry))
        return replace(
            files,
            pages=tuple(pages[: len(files.pages)]),
            offered=tuple(pages[len(files.pages) :]),
            assets=assets,
            beside=beside,
            embeds=embeds,
            record=record,
            extension=extension,
            entry=entry,
        )

    def lay_down_pieces(self, path: str, pieces: Iterable[bytes]) -> SiteFile:
        """A large file, which is never in memory as a whole where there is a place on the disk."""
        if self.place is None:
            return Artifact(path, b"".join(pieces))
        laid = LaidFile(path, f"{self.place.site}/{path}")
        FileTree(self.place.site).make_parent(path)
        write_pieces(laid.place, pieces)
        return laid


@dataclass(frozen=True, slots=True)
class SiteParts:
    """The files about each agent, by its id and in the order of the report, and what is said of all.

    `made` are the agents whose files are not those of an earlier build, `means` what they were made with.
    """

    composition: Composition
    means: Means
    agents: Mapping[str, AgentFiles]
    shared: SharedPages
    made: frozenset[str]


def find_addresses(composition: Composition) -> PageAddresses:
    """The addresses of all pages that the site will have."""
    own = list_own_paths(composition.report, composition.questions, (each.id for each in composition.frameworks))
    last = () if composition.next_steps is None else (paths.NEXT,)
    return PageAddresses(own.union((path for path, _ in composition.content), last))


_FEWEST_AGENTS: Final = 12  # to start a process costs as much as to compose and render so many
_FEWEST_KEPT: Final = 100  # and as much as to take so many from the store

_Found: TypeAlias = Sequence[tuple[str, AgentFiles]]


def make_parts(composition: Composition, known: Mapping[str, str], means: Means, workers: Workers = ALONE) -> SiteParts:
    """The parts of a site, those of agents from the store where they would be made as they were.

    `known` are the digests over what the reports on agents are made of, by id. Those that are made now are kept.
    """
    store = means.store
    fingerprint = store.mark if store else composition.report.inputs_digest
    apart = set_apart(replace(composition, report=replace(composition.report, inputs_digest=fingerprint)))
    narrowed = {agent.id: composition.narrow(apart, agent) for agent in composition.report.agents}
    digests = digest_parts(known, apart, narrowed, means.font) if store else {}
    hopeful = [(id_, digests[id_]) for id_ in store.list_kept(digests)] if store else []
    kept = _join(workers.run(partial(_find_share, means), workers.divide(hopeful, _FEWEST_KEPT)))
    tasks = [(part, digests.get(id_)) for id_, part in narrowed.items() if id_ not in kept]
    made = _join(workers.run(partial(_make_share, means), workers.divide(tasks, _FEWEST_AGENTS)))
    if tasks and store:
        store.trim()
    if tasks and means.pictures:
        ChartStore(means.pictures).trim()
    agents = {id_: kept[id_] if id_ in kept else made[id_] for id_ in narrowed}
    shared = compose_shared(composition, {id_: files.in_short for id_, files in agents.items()})
    return SiteParts(composition, means, agents, shared, frozenset(made))


def _join(shares: Iterable[_Found]) -> dict[str, AgentFiles]:
    return {id_: files for share in shares for id_, files in share}


def _find_share(means: Means, wanted: Sequence[tuple[str, str]]) -> _Found:
    """Those of the agents, named by id and digest, whose files are kept."""
    if means.store is None:
        return ()
    found = ((id_, means.store.find(id_, digest)) for id_, digest in wanted)
    return [(id_, means.lay_down(id_, files)) for id_, files in found if files is not None]


def _make_share(means: Means, tasks: Sequence[tuple[Composition, str | None]]) -> _Found:
    """The files about some agents: of each what its part is composed from, and the digest over that, if any."""
    return [_make_part(means, composition, digest) for composition, digest in tasks]


def _make_part(means: Means, composition: Composition, digest: str | None) -> tuple[str, AgentFiles]:
    part = compose_agent(composition)
    record = record_agent(part.exported.report, composition.changes)
    statement = bind_statement(part.exported)
    if means.store:
        statement = means.store.mark_statement(statement)
    files = render_agent(part, record, statement, means.templates, means.pictures, means.font)
    if means.store:
        files = means.store.keep(files, statement.canonical, part.id, digest)
    return part.id, means.lay_down(part.id, files)
