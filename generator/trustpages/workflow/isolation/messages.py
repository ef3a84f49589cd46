"""Messages between the command and the isolated build process, one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import WithheldCount
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.run import BuiltSite

Message: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A build to be done: of the projected `workspace`, into `folder`, told what may be told about the whole.

    `previous` is the earlier report, `cache` the folder of what was made before; `log_before` as in `Choice`.
    `prefix` stands before a path where one is shown.
    """

    workspace: Path
    folder: Path
    audience: Audience
    as_of: date
    previous: Path | None
    cache: Path | None
    jobs: int
    told: Disclosed
    log_before: str | None = None
    prefix: str = ""

    def to_json(self) -> str:
        """The errand in one line."""
        return json.dumps(asdict(self), default=str)


def parse_request(text: str) -> BuildRequest:
    """The errand that `to_json` wrote."""
    said = json.loads(text)
    told, withheld = said["told"], said["told"]["withheld"]
    return BuildRequest(
        workspace=Path(said["workspace"]),
        folder=Path(said["folder"]),
        audience=Audience(said["audience"]),
        as_of=date.fromisoformat(said["as_of"]),
        previous=None if said["previous"] is None else Path(said["previous"]),
        cache=None if said["cache"] is None else Path(said["cache"]),
        jobs=said["jobs"],
        log_before=said["log_before"],
        prefix=said["prefix"],
        told=Disclosed(
            commits={key: (commit, day) for key, (commit, day) in told["commits"].items()},
            withheld=None if withheld is None else tuple(WithheldCount(**count) for count in withheld),
        ),
    )


def make_result_message(made: BuiltSite) -> Message:
    """The answer that the site was made, or that the evidence is invalid."""
    return {"made": asdict(made)}


def make_failure_message(error: TrustpagesError | OSError) -> Message:
    """The answer that it could not be made."""
    if isinstance(error, TrustpagesError):
        return {"refused": [error.code, error.sentence, error.remedy]}
    return {"system": [error.errno, error.strerror, error.filename]}


def parse_result(event: Message) -> BuiltSite:
    """What became of the errand, from its last event.

    Raises the CannotGoOn or the OSError that stopped it, and CannotGoOn `build-ended` where nothing is said.
    """
    match event:
        case {
            "made": {
                "folder": folder,
                "summary": str(summary),
                "complaints": complaints,
                "inputs_digest": digest,
            }
        }:
            return BuiltSite(None if folder is None else Path(folder), summary, tuple(complaints), digest)
        case {"refused": [code, sentence, remedy]}:
            raise TrustpagesError(code, sentence, remedy)
        case {"system": [number, reason, file]}:
            raise OSError(number, reason, file)
    raise TrustpagesError("build-ended", "the process that built the site has ended early", "build again")
