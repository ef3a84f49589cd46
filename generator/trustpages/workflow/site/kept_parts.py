"""Files about an agent of earlier builds, found by a digest over all that its part of the site is composed from.

What its report is made of is said once (`caching/kept_agents`); the rest is what the composition that was narrowed to
it holds besides. Many files name the fingerprint of all inputs, which any change of evidence changes. So they are made
with marks in its place, and in the place of what is computed of it, and what these stand for is put in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from trustpages.compose.composition import Composition
from trustpages.exports.interchange.statement import BoundStatement, digest_canonical, encode_content
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import DIGITS_SHOWN
from trustpages.render.embeds.seal import seal_again
from trustpages.system.cache import FileCache, derive_key
from trustpages.workflow.caching.values import pack, unpack
from trustpages.workflow.site.agent_files import AgentFiles

MOST_PARTS: Final = 4_000


@dataclass(frozen=True)
class KeptParts:
    """The parts in `cache`, the last one of each agent, for a report with that `fingerprint` of its inputs."""

    cache: FileCache
    fingerprint: str

    @cached_property
    def mark(self) -> str:
        """What stands for the fingerprint, and as long: made of a secret, so that no evidence has it."""
        return self._make_mark("fingerprint")

    def mark_statement(self, statement: BoundStatement) -> BoundStatement:
        """The statement with marks for what changes with the fingerprint in it."""
        return replace(statement, digest=self._digest_mark, content=self._content_mark)

    @cached_property
    def _digest_mark(self) -> str:
        return self._make_mark("digest")

    @cached_property
    def _content_mark(self) -> str:
        return self._make_mark("content")

    def _make_mark(self, name: str) -> str:
        return derive_key(self.cache.key, name).hex()

    def list_kept(self, agents: Iterable[str]) -> list[str]:
        """Those of the agents of which something is kept, be it what is wanted or not."""
        return [id_ for id_ in agents if self.cache.has(_name(id_))]

    def find(self, id_: str, digest: str) -> AgentFiles | None:
        """The files of an agent, if those that are kept are of a part with that digest."""
        content = self.cache.get(_name(id_)) or b""
        return self._settle(content[len(digest) :]) if content.startswith(digest.encode()) else None

    def keep(self, files: AgentFiles, statement: bytes, id_: str, digest: str | None) -> AgentFiles:
        """Keeps files that were made with marks, if the part has a digest; they come back with what marks stand for.

        The `statement` is what some of them are bound to.
        """
        packed = pack((statement, *(getattr(files, field.name) for field in fields(files))))
        if digest is not None:
            self.cache.put(_name(id_), digest.encode() + packed)
        return self._settle(packed)

    def trim(self) -> None:
        """Forgets the parts of agents that were built least recently, beyond thousands."""
        self.cache.trim(MOST_PARTS)

    def _settle(self, packed: bytes) -> AgentFiles:
        whole = packed.replace(self.mark.encode(), self.fingerprint.encode())
        short = self.mark[:DIGITS_SHOWN].encode()  # as pages show it
        statement, *values = _read(whole.replace(short, self.fingerprint[:DIGITS_SHOWN].encode()))
        files = AgentFiles(*values)
        digest, content = digest_canonical(statement).encode(), encode_content(statement).encode()
        extension, entry = (
            Artifact(
                made.path,
                made.content.replace(self._digest_mark.encode(), digest).replace(self._content_mark.encode(), content),
            )
            for made in (files.extension, files.entry)
        )
        embeds = tuple(Artifact(file.path, seal_again(file.content)) for file in files.embeds)
        return replace(files, extension=extension, entry=entry, embeds=embeds)


_Fields: TypeAlias = tuple[Any, ...]


def _read(content: bytes) -> _Fields:
    return cast("_Fields", unpack(content))  # sealed: what `keep` packed


def _name(agent: str) -> str:
    return sha256(f"part {agent}".encode()).hexdigest()


def digest_parts(
    known: Mapping[str, str], apart: Composition, narrowed: Mapping[str, Composition], font: Path | None = None
) -> dict[str, str]:
    """SHA-256 over all that the part about each agent is composed from, by id.

    `known` are the digests over what their reports are made of, `narrowed` what the parts see, of which `apart` is what
    they have in common. Pictures are set in `font` as well.
    """
    letters = sha256(font.read_bytes()).hexdigest() if font is not None else ""
    shared = _digest(f"{letters}\n{apart!r}")
    return {
        id_: _digest(f"{known[id_]}\n{shared}\n{_list_own(composition, apart)!r}")
        for id_, composition in narrowed.items()
        if id_ in known
    }


def _list_own(composition: Composition, apart: Composition) -> list[tuple[str, object]]:
    """What a part sees besides what all see, and besides the report, which is known by its digest."""
    held = ((field.name, getattr(composition, field.name)) for field in fields(composition))
    return [(name, value) for name, value in held if name != "report" and value is not getattr(apart, name)]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
