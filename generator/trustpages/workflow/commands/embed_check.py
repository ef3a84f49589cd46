"""Steps of `embed check`: read a copy of a card, badge or picture, and hold it against what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from trustpages.model.documents.base import has_passed
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.json_values import Json, encode_json
from trustpages.publish.embeds.fetch import MOST_BYTES, fetch_file
from trustpages.publish.embeds.published import PublishedEmbed, find_published_embed
from trustpages.publish.embeds.tombstones import WITHDRAWN_MARK
from trustpages.publish.files import read_plain
from trustpages.publish.verifier.trustverify import digest_of
from trustpages.render.embeds.seal import Seal, read_seal


class CopyState(StrEnum):
    """What became of a copy."""

    CURRENT = "current"
    UNCONFIRMED = "unconfirmed"
    OUTDATED = "outdated"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"


_EXIT_CODES: Final = {CopyState.CURRENT: 0, CopyState.WITHDRAWN: 5, CopyState.ALTERED: 5}
_NOT_NOW: Final = 4


@dataclass(frozen=True, slots=True)
class CopyFinding:
    """The state of a copy and why, with what it says of itself; `version` is the one that it comes from, if known."""

    state: CopyState
    why: str
    seal: Seal | None = None
    version: str | None = None
    newest: str | None = None

    @property
    def exit_code(self) -> int:
        """0 for one that holds, 4 for one that held or may hold, 5 for one that does not."""
        return _EXIT_CODES.get(self.state, _NOT_NOW)


def read_copy(copy: str) -> bytes:
    """The bytes of the copy: what an address of http or https holds, else a file.

    Raises TrustpagesError `no-copy` for a file that is not there or too large, and what `fetch_file` raises.
    """
    if copy.startswith(("http://", "https://")):
        return fetch_file(copy)
    try:
        return read_plain(Path(copy), MOST_BYTES)
    except (OSError, ValueError) as error:
        raise TrustpagesError("no-copy", f"'{copy}' cannot be read as a file", "name a file, or an address") from error


def check_copy(content: bytes, today: date, against: Path | None) -> CopyFinding:
    """What the copy is today, held against the published folder `against` where one is given.

    Raises TrustpagesError `no-embed` for what does not say of itself that it is an embed, and what reading the
    published folder raises.
    """
    seal, says_withdrawn = read_seal(content), WITHDRAWN_MARK in content
    published = None if against is None else find_published_embed(against, _list_digests(content))
    if published is not None:
        return _judge_published(published, seal, today)
    if says_withdrawn:
        return CopyFinding(CopyState.WITHDRAWN, "it says itself that its version was withdrawn", seal)
    if against is not None:
        return CopyFinding(CopyState.ALTERED, "no version in the published folder has a file with these bytes", seal)
    if seal is None:
        sentence = "no line in it says of which report it is; badge.json has none, and a copy packed anew has lost it"
        raise TrustpagesError("no-embed", sentence, "hold it against the published folder, by --against")
    return _judge_alone(seal, today)


def _list_digests(content: bytes) -> frozenset[str]:
    """Of the bytes as they are, and as they were before a mail or an editor gave them other line ends."""
    return frozenset(map(digest_of, (content, content.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf"))))


def _judge_published(found: PublishedEmbed, seal: Seal | None, today: date) -> CopyFinding:
    until = seal.valid_until if seal is not None else found.valid_until
    newer = "" if found.is_newest else f"; version {found.newest} says something else"

    def tell(state: CopyState, why: str) -> CopyFinding:
        return CopyFinding(state, why, seal, found.version, found.newest)

    if found.withdrawn:
        return tell(CopyState.WITHDRAWN, f"version {found.version} was withdrawn: {found.withdrawn}")
    if has_passed(until, today):
        return tell(CopyState.EXPIRED, f"its last good day was {until}{newer}")
    if not found.is_newest:
        return tell(CopyState.OUTDATED, f"it is of version {found.version}{newer}")
    return tell(CopyState.CURRENT, f"it is what version {found.version} says")


def _judge_alone(seal: Seal, today: date) -> CopyFinding:
    if seal.is_whole is False:
        return CopyFinding(CopyState.ALTERED, "it is not what its own digest says", seal)
    if has_passed(seal.valid_until, today):
        return CopyFinding(CopyState.EXPIRED, f"its last good day was {seal.valid_until}", seal)
    whole = "it is whole by its own digest" if seal.is_whole else "it carries no digest of itself"
    return CopyFinding(
        CopyState.UNCONFIRMED, f"{whole}; whether it was published, and is the newest, only --against can tell", seal
    )


def format_finding(finding: CopyFinding, *, as_json: bool) -> str:
    """What was found, for a person in a few lines or as JSON."""
    seal = finding.seal
    if not as_json:
        about = f"{seal.agent}, as of {seal.as_of}: " if seal else ""
        return f"{finding.state}: {about}{finding.why}\n"
    values: dict[str, Json] = {
        "format": "trustpages.embed-check/1",
        "state": finding.state.value,
        "why": finding.why,
        "agent": seal.agent if seal else None,
        "as_of": seal.as_of.isoformat() if seal else None,
        "valid_until": seal.valid_until.isoformat() if seal and seal.valid_until else None,
        "inputs": seal.inputs if seal else None,
        "version": finding.version,
        "newest": finding.newest,
    }
    return encode_json(values).decode()
