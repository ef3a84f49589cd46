"""Workspaces that differ in what the public may not see, and in nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from hypothesis import strategies as st

from support.intake.workspaces import valid
from trustpages.intake import yaml
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.source_map import Plain

Files: TypeAlias = Mapping[str, bytes]

LISTS = {
    "evidence/desk/bundles/june.yml": "items",
    "evidence/desk/claims.yml": "claims",
    "evidence/decisions/buyers.yml": "decisions",
}
"""Documents of the base whose entries have a visibility of their own, and the key of the list."""

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
_SCALARS: st.SearchStrategy[Plain] = st.one_of(_TEXT, st.integers(-9, 10**6), st.booleans(), st.none())
_LISTS: st.SearchStrategy[Plain] = st.lists(_SCALARS, max_size=2).map(list)
_VALUES: st.SearchStrategy[Plain] = st.one_of(_SCALARS, _LISTS)
_KEYS = st.sampled_from(["id", "kind", "severity", "occurred", "data", "supports", "score", "text", "agent"])
_ABOVE = st.sampled_from(["internal", "Public", "publik", "secret"])
_KNOWN: tuple[dict[str, Plain], ...] = (
    {"kind": "incident", "id": "late-refund", "severity": "critical", "occurred": "2026-06-29"},
    {"kind": "runs", "id": "june-runs", "attempts": 10, "successes": 0, "setting": "production"},
    {"kind": "audit", "id": "inside", "supports": ["service/task-success"]},
    {"kind": "runs", "id": "more", "data": {"file": "inside.csv"}},
    {"id": "most-requests", "text": "Nobody is unhappy"},
)


@st.composite
def entries(draw: st.DrawFn) -> Plain:
    """An entry that the public may not see: plausible, invalid, or like one that it does see."""
    known = draw(st.sampled_from(_KNOWN))
    random = draw(st.dictionaries(_KEYS, _VALUES, max_size=3))
    return {**draw(st.sampled_from([known, {}])), **random, "visibility": draw(_ABOVE)}


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A document that the public may not see, or that nobody can read."""
    kind = draw(st.sampled_from(["agent", "pact", "bundle", "claims", "benchmark", "decisions", "nonsense"]))
    value: dict[str, Plain] = {"kind": kind, "schema": "trustpages/1", **draw(st.dictionaries(_KEYS, _VALUES))}
    value["kind"] = kind
    value |= draw(st.sampled_from([{}, {"visibility": "internal"}, {"visibility": "Public"}]))
    value |= {"items": draw(st.lists(entries(), max_size=2))}
    text = format_yaml(value).encode()
    return draw(st.sampled_from([text, text + b"\nid: [unclosed\n", text[: len(text) // 2] + b"\t: :\n", b"\xff\xfe"]))


_PAGES = st.sampled_from(
    [b"# Inside\n", b"---\nvisibility: internal\n---\n99 % fine\n", b"---\nvisibility: [\n---\n", b"caf\xe9"]
)
_NAMES = st.sampled_from(["a", "June", "june2", "zz", "SERVICE", "how-we-work2", "inside", "0"])
_PLACES = st.sampled_from(
    [
        "evidence/desk/bundles",
        "evidence/desk/pacts",
        "evidence/desk",
        "evidence/benchmarks",
        "evidence/decisions",
        "evidence/other",
        "evidence/other/pacts",
        "evidence/x/y/z",
    ]
)


@st.composite
def workspaces(draw: st.DrawFn, base: Files) -> dict[str, bytes]:
    """The base with entries, documents, pages and data files that the public may not see, in any order."""
    files = dict(base)
    for path in draw(st.lists(st.sampled_from(sorted(LISTS)), unique=True)):
        files[path] = draw(_with_entries(path, files[path]))
    for path, content in draw(st.lists(st.tuples(_places(), documents()), max_size=3)):
        files.setdefault(path, content)
    for name, content in draw(st.lists(st.tuples(_NAMES, _PAGES), max_size=2)):
        files.setdefault(f"content/{name}.md", content)
    for name in draw(st.lists(_NAMES, max_size=2)):
        files.setdefault(f"evidence/desk/bundles/{name}.csv", draw(st.binary(max_size=20)))
    return dict(draw(st.permutations(sorted(files.items()))))


def _places() -> st.SearchStrategy[str]:
    return st.builds("{}/{}{}".format, _PLACES, _NAMES, st.sampled_from([".yml", ".yaml"]))


@st.composite
def _with_entries(draw: st.DrawFn, path: str, content: bytes) -> bytes:
    value = plain(content)
    mixed = list(value[LISTS[path]])  # type: ignore[arg-type]  # the base has lists there
    for entry in draw(st.lists(entries(), min_size=1, max_size=3)):
        mixed.insert(draw(st.integers(0, len(mixed))), entry)
    remark = draw(st.sampled_from(["", "# between us\n", "# twice\n\n# as long\n"]))
    return (remark + format_yaml({**value, LISTS[path]: mixed})).encode()


def plain(content: bytes) -> dict[str, Plain]:
    """The value of a document."""
    located, problems = yaml.load(content, "x.yml")
    assert located is not None, problems
    assert isinstance(located.value, dict)
    return located.value


def public_base() -> dict[str, bytes]:
    """A workspace of which the public sees everything."""
    return valid()
