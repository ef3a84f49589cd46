"""What concerns the whole workspace: policy, gates, dates, benchmarks, decisions, questions, pages and templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from trustpages.model.documents.decisions import Acceptance, Decision, Decisions
from trustpages.model.documents.trust import Gates
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Reference
from trustpages.model.workspace import Workspace
from trustpages.review.comparison import SideComparison
from trustpages.review.typed.note import note
from trustpages.review.typed.values import ValueMove, compare_values, join_states, read_values

_SETTINGS: Final = ("publisher", "site", "audience", "illustrative", "secrets")
_TITLES: Final = frozenset({"name", "illustrative", "source", "url", "status_source", "leaderboard_source"})
_CONTENT, _TEMPLATES, _TRUST = "content/", "site_templates/", "trust:trust"


def find_workspace_changes(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """What changed for all agents, and what no agent has."""
    if comparison.workspaces is None:
        return
    for find in (_find_settings, _find_gates, _find_policy, _find_benchmarks, _find_decisions, _find_files):
        yield from find(comparison, *comparison.workspaces)


def _find_settings(comparison: SideComparison, before: Workspace, after: Workspace) -> Iterator[ReviewedChange]:
    place = comparison.place_document(_TRUST)
    for move in compare_values(before.trust, after.trust):
        if move.key in _SETTINGS:
            title = (f"{move.name.capitalize()}: {move.told}",)
            yield note("settings", "", "trust.yml", move.states, title, aspect=move.key, place=place)
        elif move.key == "as_of":
            title = (f"Date of the report: {move.told}",)
            yield note("report-date", "", "trust.yml", move.states, title, aspect="as_of", place=place)
        elif move.key == "previous":
            title = (f"Earlier report: {move.told}",)
            yield note("comparison", "", "trust.yml", move.states, title, aspect="previous", place=place)
    questions = ({page.id: page for page in side.questions} for side in (before, after))
    for name, moves in _match(*questions):
        asked = ("Questions ", Reference(name), f": {', '.join(move.name for move in moves)}")
        yield note("settings", "", name, join_states(moves), asked, aspect="questions")
    frameworks = ({page.id: page for page in side.frameworks} for side in (before, after))
    for name, moves in _match(*frameworks):
        mapped = ("Framework ", Reference(name), f": {', '.join(move.name for move in moves)}")
        yield note("settings", "", name, join_states(moves), mapped, aspect="frameworks")


def _find_gates(comparison: SideComparison, before: Workspace, after: Workspace) -> Iterator[ReviewedChange]:
    old, new = before.trust.gates, after.trust.gates
    # What holds unless something is said holds, too.
    for move in compare_values(*(gates.model_dump(mode="json") for gates in (old, new))):
        title = (f"Gate {move.name}: {move.told}",)
        turn = _find_gate_turn(move.key, old, new)
        place = comparison.place_document(_TRUST)
        yield note("gates", "", "trust.yml", move.states, title, aspect=move.key, turn=turn, place=place)


def _find_gate_turn(key: str, old: Gates, new: Gates) -> Turn:
    """Whether the gate stops less (worse) or more than it did."""
    before, after = getattr(old, key), getattr(new, key)
    match key:
        case "posture_at_least":
            sides = tuple(-1 if posture is None else posture.rank for posture in (before, after))
        case "limitations_below":
            sides = tuple(-1 if severity is None else severity.rank for severity in (before, after))
        case "warnings":
            sides = (int(before), int(after))
        case "selective_disclosure":
            sides = (int(old.holds_disclosure), int(new.holds_disclosure))
        case _:
            gone, more = set(before) - set(after), set(after) - set(before)
            return Turn.WORSE if gone else Turn.BETTER if more else Turn.NEUTRAL
    return Turn.BETTER if sides[1] > sides[0] else Turn.WORSE if sides[1] < sides[0] else Turn.NEUTRAL


def _find_policy(comparison: SideComparison, before: Workspace, after: Workspace) -> Iterator[ReviewedChange]:
    old, new = ({name: str(value) for name, value, _ in side.trust.policy.parameters()} for side in (before, after))
    place = comparison.place_document(_TRUST)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            title = ("Policy ", Reference(name), f": {new.get(name, 'nothing')}, was {old.get(name, 'nothing')}")
            yield note("policy", "", name, (old.get(name), new.get(name)), title, place=place)


def _find_benchmarks(comparison: SideComparison, before: Workspace, after: Workspace) -> Iterator[ReviewedChange]:
    old, new = ({board.id: board for board in side.benchmarks} for side in (before, after))
    for name in sorted(old.keys() | new.keys()):
        place = comparison.place_document(f"benchmark:{name}")
        if name not in old or name not in new:
            is_new = name in new
            states = (None, "described") if is_new else ("described", None)
            title = ("Benchmark ", Reference(name), " is new" if is_new else " is gone")
            yield note("benchmark-facts", "", name, states, title, place=place)
            continue
        for move in compare_values(old[name], new[name], leave_out=("kind", "schema", "id", "visibility")):
            rule = "wording" if move.key in _TITLES else "benchmark-facts"
            title = (f"{move.name.capitalize()} of benchmark ", Reference(name), f": {move.told}")
            yield note(rule, "", name, move.states, title, aspect=move.key, place=place)


def _find_decisions(comparison: SideComparison, before: Workspace, after: Workspace) -> Iterator[ReviewedChange]:
    del comparison
    for rule, word, kind in (("decision", "Decision", Decision), ("acceptance", "Acceptance", Acceptance)):
        old, new = (
            {
                entry.id: _read_effective(document, entry)
                for document in side.decisions
                for entry in (*document.decisions, *document.acceptances)
                if isinstance(entry, kind)
            }
            for side in (before, after)
        )
        for name, moves in _match(old, new):
            told = ", ".join(f"{move.name} {move.told}" for move in moves)
            how = "is new" if name not in old else "is gone" if name not in new else told
            agent = str(new.get(name, old.get(name, {})).get("agent") or "")
            yield note(rule, agent, name, join_states(moves), (f"{word} ", Reference(name), f": {how}"))


def _read_effective(document: Decisions, entry: Decision | Acceptance) -> Mapping[str, Json]:
    """What an entry says, with its audience as it takes effect."""
    audiences = (document.visibility, entry.visibility or document.visibility)
    return dict(read_values(entry)) | {"visibility": max(audiences, key=lambda audience: audience.rank).value}


def _match(
    before: Mapping[str, BaseModel | Mapping[str, Json]], after: Mapping[str, BaseModel | Mapping[str, Json]]
) -> Iterator[tuple[str, tuple[ValueMove, ...]]]:
    for name in sorted(before.keys() | after.keys()):
        moves = tuple(compare_values(before.get(name), after.get(name), leave_out=("id", "kind", "schema")))
        if moves:
            yield name, moves


def _find_files(comparison: SideComparison, before: Workspace, after: Workspace) -> Iterator[ReviewedChange]:
    """Pages, templates, and the earlier report: files that no document of evidence stands for."""
    old, new = (side.reads_files for side in comparison.sides)
    earlier = {side.trust.previous for side in (before, after)}
    for path in sorted(old.keys() | new.keys()):
        digests, rule = (old.get(path), new.get(path)), _find_file_rule(path, earlier)
        if digests[0] == digests[1] or rule is None:
            continue
        how = "is new" if digests[0] is None else "is gone" if digests[1] is None else "has other content"
        states = tuple(None if digest is None else f"sha256 {digest[:16]}" for digest in digests)
        yield note(rule, "", path, (states[0], states[1]), (Reference(path), f" {how}"))


def _find_file_rule(path: str, earlier: set[str | None]) -> str | None:
    if path.startswith(_CONTENT):
        return "page"
    if path.startswith(_TEMPLATES):
        return "template"
    return "comparison" if path in earlier else None
