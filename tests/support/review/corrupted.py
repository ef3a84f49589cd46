"""A hundred ways in which one of two sides can be damaged, each as what is done to a repository with two commits."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from support.intake.workspaces import valid
from support.system.repositories import GitFolder

SHARED = Path(__file__).parents[4] / "shared/hostile"
_DOCUMENTS = sorted(path for path in valid() if path.endswith(".yml"))
_DATA = "evidence/desk/bundles/june-runs.csv"


@dataclass(frozen=True, slots=True)
class Corruption:
    """One of them: what is done before the second commit to its files, or after it to what git keeps."""

    name: str
    before: Callable[[GitFolder], None] | None = None
    after: Callable[[GitFolder], None] | None = None


def list_corruptions() -> tuple[Corruption, ...]:
    """All of them; those from elsewhere only where they are there."""
    families = (_cut, _remove, _mistype, _replace, _lose, _damage, _cut_packs, _break_references, _take_from_elsewhere)
    return tuple(corruption for family in families for corruption in family())


def _cut() -> Iterator[Corruption]:
    for path in (*_DOCUMENTS, _DATA):
        for share in (0.0, 0.6):
            yield Corruption(f"{path} cut at {share:.0%}", before=partial(_shorten, path, share))


def _shorten(path: str, share: float, repository: GitFolder) -> None:
    """Cuts the file within a line: without whole lines it may be a valid one that says less, which is a change."""
    file = repository.folder / path
    lines = file.read_bytes().splitlines(keepends=True)
    kept = lines[: int(len(lines) * share)]
    file.write_bytes(b"".join(kept) + (b"  [" if path != _DATA and kept else lines[len(kept)][:4] if kept else b""))


def _remove() -> Iterator[Corruption]:
    # To take back decisions of buyers is a change like another, and damages nothing.
    for path in (*(path for path in _DOCUMENTS if "decisions" not in path), _DATA):
        yield Corruption(f"{path} removed", before=partial(_unlink, path))


def _unlink(path: str, repository: GitFolder) -> None:
    (repository.folder / path).unlink()


_WRONG_TYPES = (
    ("trust.yml", r"as_of: .*", "as_of: yesterday"),
    ("trust.yml", r"publisher: .*", "publisher: [1, 2]"),
    ("trust.yml", r"kind: trust", "kind: truth"),
    ("trust.yml", r"schema: .*", "schema: trustpages/9"),
    ("evidence/desk/agent.yml", r"id: desk", "id: 7"),
    ("evidence/desk/agent.yml", r"version: .*", "version: {}"),
    ("evidence/desk/pacts/service.yml", r"at_least: 0.9", "at_least: nan"),
    ("evidence/desk/pacts/service.yml", r"at_least: 0.9", "at_least: .inf"),
    ("evidence/desk/pacts/service.yml", r"at_least: 0.9", "at_least: '0.9'"),
    ("evidence/desk/pacts/service.yml", r"at_least: 0.9", "at_least: 90"),
    ("evidence/desk/pacts/service.yml", r"severity: high", "severity: [high]"),
    ("evidence/desk/pacts/service.yml", r"agent: desk", "agent: chair"),
    ("evidence/desk/bundles/june.yml", r"selection: all", "selection: none"),
    ("evidence/desk/bundles/june.yml", r"column: outcome", "column: outcomes"),
    ("evidence/desk/bundles/june.yml", r"equals: good", "equals: splendid"),
    ("evidence/desk/bundles/june.yml", r"file: june-runs.csv", "file: ../../../../etc/passwd"),
    ("evidence/desk/bundles/june.yml", r"supports: .*", "supports: [service/nothing]"),
    ("evidence/desk/bundles/june.yml", r"kind: runs", "kind: walks"),
    ("evidence/desk/claims.yml", r"kind: claims", "kind: [claims]"),
    ("evidence/benchmarks/desk-bench.yml", r"id: desk-bench", "id: Desk Bench"),
)


def _mistype() -> Iterator[Corruption]:
    for path, pattern, wrong in _WRONG_TYPES:
        yield Corruption(f"{wrong} in {path}", before=partial(_substitute, path, pattern, wrong))


def _substitute(path: str, pattern: str, wrong: str, repository: GitFolder) -> None:
    file = repository.folder / path
    text, count = re.subn(pattern, wrong, file.read_text("utf-8"), count=1)
    assert count, f"{path} does not hold {pattern}"
    file.write_text(text, "utf-8")


_OTHER_FILES: dict[str, bytes] = {
    "bytes that are no text": bytes(range(256)),
    "UTF-16": "kind: bundle\n".encode("utf-16"),
    "an alias": b"a: &a [1]\nb: *a\n",
    "a tag": b"!!python/object/apply:os.system ['true']\n",
    "two documents": b"kind: claims\n---\nkind: claims\n",
    "a key twice": b"kind: claims\nkind: claims\n",
    "depth": b"[" * 4000,
    "nothing": b"",
    "a merge left open": b"<<<<<<< ours\nkind: claims\n=======\nkind: pact\n>>>>>>> theirs\n",
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n",
}


def _replace() -> Iterator[Corruption]:
    for name, data in _OTHER_FILES.items():
        yield Corruption(f"{name} as claims", before=partial(_put, "evidence/desk/claims.yml", data))
    for name in ("bytes that are no text", "UTF-16", "nothing", "a pointer of Git LFS"):
        yield Corruption(f"{name} as data", before=partial(_put, _DATA, _OTHER_FILES[name]))
    yield Corruption("a link as claims", before=partial(_link, "evidence/desk/claims.yml"))
    yield Corruption("a link as data", before=partial(_link, _DATA))
    yield Corruption("a link as evidence", before=partial(_link, "evidence"))


def _put(path: str, data: bytes, repository: GitFolder) -> None:
    (repository.folder / path).write_bytes(data)


def _link(path: str, repository: GitFolder) -> None:
    place = repository.folder / path
    os.rename(place, repository.folder / "elsewhere")
    place.symlink_to(repository.folder / "elsewhere")


_OBJECTS = ("HEAD", "HEAD^{tree}", "HEAD:evidence", "HEAD:evidence/desk", "HEAD:evidence/desk/bundles")


def _lose() -> Iterator[Corruption]:
    for name in (*_OBJECTS, *(f"HEAD:{path}" for path in (*_DOCUMENTS, _DATA))):
        yield Corruption(f"{name} missing", after=partial(_unlink_object, name))


def _unlink_object(name: str, repository: GitFolder) -> None:
    _find_object(name, repository).unlink()


def _find_object(name: str, repository: GitFolder) -> Path:
    id_ = repository.git("rev-parse", name)
    return repository.folder / ".git/objects" / id_[:2] / id_[2:]


def _damage() -> Iterator[Corruption]:
    for name in (*_OBJECTS, "HEAD:trust.yml", f"HEAD:{_DATA}", "HEAD:evidence/desk/agent.yml"):
        yield Corruption(f"{name} cut", after=partial(_write_object, name, lambda data: data[: len(data) // 2]))
        yield Corruption(f"{name} zeroed", after=partial(_write_object, name, lambda data: bytes(len(data))))
    for name in ("HEAD:evidence/desk/claims.yml", "HEAD:evidence/desk/pacts/service.yml"):
        yield Corruption(f"another object as {name}", after=partial(_exchange, name))


def _write_object(name: str, change: Callable[[bytes], bytes], repository: GitFolder) -> None:
    file = _find_object(name, repository)
    data = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(change(data))


def _exchange(name: str, repository: GitFolder) -> None:
    """A whole object under the name of another: git itself does not look at the content when it reads one."""
    other = repository.git("hash-object", "-w", "--stdin", given=b"kind: claims\n")
    data = (repository.folder / ".git/objects" / other[:2] / other[2:]).read_bytes()
    _write_object(name, lambda _: data, repository)


def _cut_packs() -> Iterator[Corruption]:
    for ending in ("pack", "idx"):
        for share in (0.0, 0.2, 0.5, 0.9):
            yield Corruption(f"{ending} cut at {share:.0%}", after=partial(_cut_pack, ending, share))
    yield Corruption("pack removed", after=partial(_cut_pack, "pack", None))


def _cut_pack(ending: str, share: float | None, repository: GitFolder) -> None:
    repository.git("repack", "-a", "-d", "-q")
    (file,) = (repository.folder / ".git/objects/pack").glob(f"*.{ending}")
    data = file.read_bytes()
    file.chmod(0o644)
    file.unlink()
    if share is not None:
        file.write_bytes(data[: int(len(data) * share)])


def _break_references() -> Iterator[Corruption]:
    for name, text in (("nowhere", "0" * 40), ("cut", "0123"), ("no id", "ref: refs/heads/none"), ("empty", "")):
        yield Corruption(f"a branch that leads {name}", after=partial(_write_reference, text))
    yield Corruption("HEAD of garbage", after=partial(_write_head, "garbage"))
    yield Corruption("no objects", after=partial(_move_away, ".git/objects"))


def _write_reference(text: str, repository: GitFolder) -> None:
    (repository.folder / ".git/refs/heads/main").write_text(f"{text}\n", "ascii")


def _move_away(path: str, repository: GitFolder) -> None:
    os.rename(repository.folder / path, repository.folder / "gone")


def _write_head(text: str, repository: GitFolder) -> None:
    (repository.folder / ".git/HEAD").write_text(f"{text}\n", "ascii")


def _take_from_elsewhere() -> Iterator[Corruption]:
    """Files that nobody here wrote, each in the place of the claims."""
    for name in ("pyyaml_error_files", "broken_zip", "markdown"):
        file = SHARED / f"{name}.jsonl"
        lines = file.read_text("utf-8").splitlines()[:8] if file.exists() else []
        for number, line in enumerate(lines):
            value = json.loads(line)
            text = next((str(part) for part in value.values() if isinstance(part, str) and len(part) > 9), line)
            data = text.encode("utf-8", "surrogatepass")
            yield Corruption(f"{name} {number} as claims", before=partial(_put, "evidence/desk/claims.yml", data))
