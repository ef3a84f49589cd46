"""Steps of `blame`: who wrote each piece of evidence last, and who else has read it, by the record of git."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.compose.wording.git_history import count_unread, describe_second_reader
from trustpages.compose.wording.said import escape_controls, say
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.history.git_answers import run_git
from trustpages.intake.history.second_readers import find_item_changes
from trustpages.intake.origins import find_item_lines
from trustpages.model.documents.bundle import Bundle
from trustpages.model.pages.blocks import Row, Table
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.model.results.records.json_values import Json, encode_json
from trustpages.model.workspace import LastChange
from trustpages.workflow.assessment import list_intake_complaints
from trustpages.workflow.commands.report import refuse_unknown_agents
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import INVALID, Choice

FORMAT = "trustpages.blame/1"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An evidence item, where it stands, and its last change; None where git does not tell."""

    agent: str
    item: str
    kind: str
    file: str
    first_line: int
    change: LastChange | None


@dataclass(frozen=True, slots=True)
class BlameOutcome:
    """What to print, complaints for stderr, and the exit code."""

    text: str
    complaints: tuple[str, ...]
    exit_code: int


def blame(start: Choice, agents: Sequence[str], form: str, width: int = WIDTH) -> BlameOutcome:
    """The last change of every item, or of those of the named agents, those that nobody else has read first.

    Raises TrustpagesError `git-missing` and its like where git tells nothing, `unknown-agent` for a name that the
    workspace does not have.
    """
    reading = read(start, WIDEST_AUDIENCE)
    if reading.intake.workspace is None:
        return BlameOutcome("", list_intake_complaints(reading), INVALID)
    _refuse_without_history(reading.root)
    known = sorted(evidence.agent.id for evidence in reading.intake.workspace.agents)
    refuse_unknown_agents(agents, known, "there is no agent")
    changes = [change for change in _list_changes(reading) if not agents or change.agent in agents]
    return BlameOutcome(_write_json(changes) if form == "json" else _write_text(changes, width), (), 0)


def _refuse_without_history(root: Path) -> None:
    inside = run_git(root, "rev-parse", "--is-inside-work-tree")
    if isinstance(inside, Fault):
        raise TrustpagesError(inside.code, inside.sentence, inside.remedy)


def _list_changes(reading: ReadWorkspace) -> list[ItemChange]:
    places = find_item_lines(reading.intake.documents)
    found = find_item_changes(reading.root, places)
    kinds = {
        f"{document.model.agent}/{item.id}": item.kind
        for document in reading.intake.documents
        if isinstance(document.model, Bundle)
        for item in document.model.items
    }
    changes = []
    for name, (file, first, _) in places.items():
        agent, _, item = name.partition("/")
        changes.append(ItemChange(agent, item, kinds[name], file, first, found.get(name)))
    return sorted(changes, key=lambda each: (_has_second_reader(each.change) is not False, each.agent, each.item))


def _has_second_reader(change: LastChange | None) -> bool | None:
    return None if change is None else change.is_read


def _write_text(changes: Sequence[ItemChange], width: int) -> str:
    rows = tuple(
        Row(
            (
                f"{each.agent}/{each.item}",
                each.change.day if each.change else "not known",
                each.change.commit or "" if each.change else "",
                each.change.author if each.change else "",
                describe_second_reader(each.change),
                f"{each.file}:{each.first_line}",
            )
        )
        for each in changes
    )
    columns = ("Item", "Changed", "Commit", "By", "Read by", "File")
    table = Table("blame", "Evidence", columns, rows, empty="No evidence is on record.")
    lines = [*TextPrinter(say, width).format_lines((table,)), count_unread(each.change for each in changes)]
    return "".join(f"{escape_controls(line)}\n" for line in lines if line)


def _write_json(changes: Sequence[ItemChange]) -> str:
    known = [each.change.is_read for each in changes if each.change is not None and each.change.is_read is not None]
    items: list[Json] = [
        {
            "agent": each.agent,
            "item": each.item,
            "kind": each.kind,
            "file": each.file,
            "line": each.first_line,
            "commit": each.change.commit if each.change else None,
            "day": each.change.day if each.change and each.change.commit else None,
            "author": each.change.author or None if each.change else None,
            "readers": list(each.change.readers) if each.change else [],
            "read_by_another": _has_second_reader(each.change),
        }
        for each in changes
    ]
    counts: dict[str, Json] = {"items": len(changes), "known": len(known), "read_by_nobody_else": known.count(False)}
    return encode_json({"format": FORMAT, **counts, "changes": items}).decode()
