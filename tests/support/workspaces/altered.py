"""Workspaces that a number chooses: those with records, bad news or the demo, altered at random in many places.

What comes out may be invalid; whoever asks for many looks at those that are not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from ruamel.yaml import YAML

from support.builders import Values
from support.workspaces.bad_news import write_bad_news
from support.workspaces.every_record import write_every_record

REPOSITORY = Path(__file__).parents[3]
_SEVERITIES: Final = {"incident": ("minor", "major", "critical"), "obligation": ("low", "medium", "high", "critical")}
_DAYS: Final = frozenset(
    {"occurred", "detected", "resolved", "date", "enacted_at", "reversed_at", "expires", "opened", "closed"}
    | {"valid_until", "deployed_since", "on", "due", "from", "to"}
)
"""Keys whose day may move; the records of a workspace may then contradict each other, as those of people do."""

_ENDS: Final = frozenset({"expires", "valid_until", "due"})


def write_altered(root: Path, seed: int) -> Path:
    """The folder `root` with the workspace of that number."""
    random = Random(seed)  # noqa: S311  # the same number gives the same workspace
    documents, others = _alter_base(random, ("records", "records", "bad news", "bad news", "demo"), 14)
    return _write(root, documents, others)


def write_altered_twice(first: Path, second: Path, seed: int) -> None:
    """The folder `first` with a workspace of that number, and `second` with one in which a little more is altered."""
    random = Random(seed)  # noqa: S311  # as above
    documents, others = _alter_base(random, ("records", "records", "bad news"), 4)
    _write(first, documents, others)
    for _ in range(random.randint(0, 2)):
        random.choice(_ALTERATIONS)(random, documents)
    _write(second, documents, others)


def _alter_base(random: Random, bases: Sequence[str], most: int) -> tuple[dict[str, Values], dict[str, str]]:
    base, others = _read_base(random.choice(bases))
    documents: dict[str, Values] = json.loads(base)
    for _ in range(random.randint(2, most)):
        random.choice(_ALTERATIONS)(random, documents)
    return documents, others


def _write(root: Path, documents: Mapping[str, Values], others: Mapping[str, str]) -> Path:
    texts = {path: json.dumps(document, ensure_ascii=False, indent=1) for path, document in documents.items()}
    for path, text in {**others, **texts}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return root


@cache
def _read_base(name: str) -> tuple[str, dict[str, str]]:
    """The documents of a workspace by path, as JSON, and its other files; read once."""
    if name == "demo":
        return _read_folder(REPOSITORY)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        return _read_folder(write_bad_news(root) if name == "bad news" else write_every_record(root, 3))


def _read_folder(root: Path) -> tuple[str, dict[str, str]]:
    documents, others = {}, {}
    files = (root / "trust.yml", *(root / "evidence").rglob("*"), *(root / "content").rglob("*.md"))
    for file in sorted((*files, *(root / "history").rglob("report.json"))):
        path = file.relative_to(root).as_posix()
        if file.suffix == ".yml":
            documents[path] = YAML(typ="safe").load(file)
        elif file.is_file():
            others[path] = file.read_text(encoding="utf-8")
    return json.dumps(documents, default=str, ensure_ascii=False), others


def _find(documents: Mapping[str, Any], wanted: Callable[[Values], bool]) -> list[Values]:
    """Every mapping of the documents that is wanted, in their order."""
    return [value for value in _walk(documents) if wanted(value)]


def _walk(value: Any) -> Iterator[Values]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(part)


def _choose(random: Random, documents: Mapping[str, Any], wanted: Callable[[Values], bool]) -> Values:
    """One of them; an empty one where there is none."""
    return random.choice(_find(documents, wanted) or [{}])


def _move(day: str, days: int) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


def _move_report(random: Random, documents: dict[str, Values]) -> None:
    trust = documents["trust.yml"]
    trust["as_of"] = _move(str(trust["as_of"]), random.choice((0, 1, 3, 10, 31, 90, 200, 400)))


def _move_day(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: bool(_DAYS & value.keys()))
    days = random.choice((-400, -60, -20, -5, -1, 1, 5, 20, 60))
    keys = [key for key in sorted(_DAYS & found.keys()) if isinstance(found[key], str) and found[key][:2] == "20"]
    for key in keys if {"from", "to"} & set(keys) else random.sample(keys, min(1, len(keys))):
        moved = _move(found[key], days)
        # What happened did so before the report; only ends of a term lie after it.
        found[key] = moved if key in _ENDS else min(moved, str(documents["trust.yml"]["as_of"]))


def _change_outcomes(random: Random, documents: dict[str, Values]) -> None:
    detailed = {"clusters", "strata", "by_period", "successes_by_task", "data"}
    found = _choose(random, documents, lambda value: "successes" in value and not detailed & value.keys())
    if isinstance(found.get("attempts"), int):
        most = found["attempts"] - found.get("unknown", 0)
        found["successes"] = random.choice((0, 1, most // 2, most - 1, most, random.randint(0, most)))


def _change_severity(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: "severity" in value)
    if found:
        found["severity"] = random.choice(_SEVERITIES["incident" if "visible_event" in found else "obligation"])


def _change_incident(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: "visible_event" in value)
    if found:
        key, value = random.choice(
            (("confirmed", False), ("confirmed", True), ("count", 1), ("count", 2), ("count", 7), ("steps", []))
        )
        found[key] = value


def _change_dispute(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: value.get("kind") == "dispute")
    if found:
        found.pop("closed", None)
        found["status"] = random.choice(("open", "upheld", "rejected", "settled"))
        if found["status"] != "open":
            found |= {"closed": _move(found["opened"], random.randint(0, 12)), "settlement": "By letter."}


def _change_consequence(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: value.get("kind") == "consequence")
    if found:
        for key in ("enacted_at", "reversed_at", "waived", "override"):
            found.pop(key, None)
        happened = _move(found["triggered_at"], random.randint(0, 12))
        found |= random.choice(
            (
                {},
                {"enacted_at": happened},
                {"enacted_at": happened, "reversed_at": _move(happened, random.randint(0, 9))},
                {"waived": "The customer did not mind."},
            )
        )


def _change_terms(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: "promise" in value and "threshold" in value)
    if not found:
        return
    for follow in ("on_breach", "on_leaning_breach", "on_stale", "on_incident"):
        if follow in found and random.random() < 0.5:
            found[follow]["within"] = random.choice((1, 2, 5, 30))
    if isinstance(found["threshold"].get("at_least"), float) and found["threshold"]["at_least"] <= 1:
        found["threshold"]["at_least"] = random.choice((0.3, 0.5, 0.8, 0.9, 0.99))


def _change_agent(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: value.get("kind") == "agent")
    key, value = random.choice(
        (
            ("cadence", {"review": random.choice((7, 30, 90, 365)), "evidence": random.choice((10, 30, 365))}),
            ("blast_radius", random.choice(("low", "medium", "high", "critical"))),
            ("residual_risks", []),
            ("decision_rights", []),
        )
    )
    found[key] = value


def _change_policy(random: Random, documents: dict[str, Values]) -> None:
    policy = documents["trust.yml"].setdefault("policy", {})
    policy["low_n"] = {"n_eff": random.choice((2, 10, 100)), "width": random.choice((0.05, 0.3, 0.9))}


def _remove_item(random: Random, documents: dict[str, Values]) -> None:
    """Removes an item that no other record names."""
    text = json.dumps(documents, ensure_ascii=False)
    bundle = _choose(random, documents, lambda value: isinstance(value.get("items"), list) and len(value["items"]) > 1)
    free = [item for item in bundle.get("items", ()) if text.count(json.dumps(item["id"])) == 1]
    if free:
        bundle["items"].remove(random.choice(free))


def _remove_document(random: Random, documents: dict[str, Values]) -> None:
    wanted = [path for path in sorted(documents) if documents[path]["kind"] in ("claims", "decisions")]
    if len(wanted) > 1:
        del documents[random.choice(wanted)]


def _hide(random: Random, documents: dict[str, Values]) -> None:
    found = _choose(random, documents, lambda value: isinstance(value.get("supports"), list))
    if found:
        found["visibility"] = random.choice(("internal", "nda"))


def _date_ids(random: Random, documents: dict[str, Values]) -> None:
    """Gives an item an id with a day in it, as people do."""
    kinds = ("incident", "runs", "audit", "review", "override", "dispute", "benchmark_result")
    found = _choose(random, documents, lambda value: value.get("kind") in kinds and "id" in value)
    # An id without a dash may be a word of the vocabulary too.
    if found and "-" in found["id"] and not found["id"].endswith("-2024-08-08"):
        old, new = json.dumps(found["id"]), json.dumps(f"{found['id']}-2024-08-08")
        found.pop("title", None)
        text = json.dumps(documents, ensure_ascii=False).replace(old, new)
        documents.clear()
        documents.update(json.loads(text))


_ALTERATIONS: Final[tuple[Callable[[Random, dict[str, Values]], None], ...]] = (
    *(_move_report, _move_day, _move_day, _change_outcomes, _change_outcomes, _change_severity, _change_incident),
    *(_change_dispute, _change_consequence, _change_terms, _change_agent, _remove_item, _remove_document, _hide),
    *(_change_policy, _date_ids),
)
