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
from trustpages.model.workspace import LastChange, WithheldCount
from trustpages.system.cache_folder import AudienceCache
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.run import BuiltSite, OwnTemplates

Message: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the worker is to build: the projected `workspace`, into `folder`, with facts that may be disclosed.

    `documents` is the file that has its documents and pages; its data files and templates lie in the folder.
    `previous` is the earlier report, `cache` has cached charts and pages; `log_before` as in `Choice`.
    `prefix` stands before a path where one is shown. `exports` and `release` as in `Choice`.
    """

    workspace: Path
    documents: Path
    folder: Path
    audience: Audience
    as_of: date
    previous: Path | None
    cache: AudienceCache | None
    jobs: int
    disclosed: Disclosed
    log_before: str | None = None
    prefix: str = ""
    own_templates: OwnTemplates = OwnTemplates.SANDBOXED
    exports: tuple[str, ...] = ()
    release: str = ""

    def to_json(self) -> str:
        """The request as one line of JSON."""
        return json.dumps(asdict(self), default=lambda value: value.hex() if isinstance(value, bytes) else str(value))


def parse_request(text: str) -> BuildRequest:
    """The request that `to_json` wrote."""
    values = json.loads(text)
    cache, disclosed, withheld = values["cache"], values["disclosed"], values["disclosed"]["withheld"]
    return BuildRequest(
        workspace=Path(values["workspace"]),
        documents=Path(values["documents"]),
        folder=Path(values["folder"]),
        audience=Audience(values["audience"]),
        as_of=date.fromisoformat(values["as_of"]),
        previous=None if values["previous"] is None else Path(values["previous"]),
        cache=None if cache is None else AudienceCache(Path(cache["folder"]), bytes.fromhex(cache["key"])),
        jobs=values["jobs"],
        log_before=values["log_before"],
        prefix=values["prefix"],
        own_templates=OwnTemplates(values["own_templates"]),
        exports=tuple(values["exports"]),
        release=values["release"],
        disclosed=Disclosed(
            changes={
                key: LastChange(**{**change, "readers": tuple(change["readers"])})
                for key, change in disclosed["changes"].items()
            },
            withheld=None if withheld is None else tuple(WithheldCount(**count) for count in withheld),
        ),
    )


def make_holding_message(found: bool | None) -> str:
    """What follows a request as a line of its own: whether the report looks better than all of the evidence does."""
    return json.dumps({"looks_better": found})


def parse_holding(text: str) -> bool | None:
    """The answer that `make_holding_message` wrote."""
    found: bool | None = json.loads(text)["looks_better"]
    return found


def make_result_message(made: BuiltSite) -> Message:
    """The result of a build that ran to its end: the site, or complaints about invalid evidence."""
    return {"made": asdict(made)}


def make_failure_message(error: TrustpagesError | OSError) -> Message:
    """The error that ended the build."""
    if isinstance(error, TrustpagesError):
        return {"refused": [error.code, error.sentence, error.remedy]}
    return {"system": [error.errno, error.strerror, error.filename]}


def parse_result(event: Message, complaints: str) -> BuiltSite:
    """The result of the build, from the last message of the worker and what it has complained about.

    Raises the TrustpagesError or OSError that ended it, and TrustpagesError `build-ended` if there is no result.
    """
    match event:
        case {"made": {"folder": folder, "summary": str(summary), "complaints": complaints, "inputs_digest": digest}}:
            return BuiltSite(None if folder is None else Path(folder), summary, tuple(complaints), digest)
        case {"refused": [code, sentence, remedy]}:
            raise TrustpagesError(code, sentence, remedy)
        case {"system": [number, reason, file]}:
            raise OSError(number, reason, file)
    said = "".join(f": {line.strip()}" for line in complaints.strip().splitlines()[-1:])
    sentence = f"the process that built the site has ended early{said}"
    raise TrustpagesError("build-ended", sentence, "build again with --jobs 1; if it ends so again, report it")
