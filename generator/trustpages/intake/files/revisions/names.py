"""Names of revisions: the commit that one stands for, the main line, and where two lines parted."""

from __future__ import annotations

import re
import shlex
from typing import Final

from trustpages.intake.files.revisions.store import ObjectStore
from trustpages.intake.messages.quoting import find_nearest, quote
from trustpages.model.problem import TrustpagesError

MAIN_LINES: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""What is taken for the main line, the first that there is."""

HEAD: Final = "HEAD"
_LONGEST = 200
_ALIKE = 0.74  # names of branches share much: `origin/main` is no slip of `origin/topic`
_UNFIT = re.compile(r"[\x00-\x20\x7f]")
_FULL_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT_ID = re.compile(r"[0-9a-f]{4,63}")
_STEPS_BACK = re.compile(r"~(\d*)|\^(?!\{)")


def find_commit(store: ObjectStore, name: str) -> str:
    """The full id of the commit that a revision names.

    Raises TrustpagesError `revision-name` for what is no name at all, `unknown-revision` for what the repository does
    not have: with what is missing of a shallow clone, or the nearest name.
    """
    refuse_unfit_name(name)
    found = _resolve(store, name)
    if found is None:
        raise _explain_unknown(store, name)
    return found


def refuse_unfit_name(name: str) -> None:
    """Raises TrustpagesError `revision-name` for a name that git could take for an option, or cannot be one."""
    if not name or name.startswith("-") or len(name) > _LONGEST or _UNFIT.search(name):
        sentence = f"{quote(name)} cannot name a revision"
        raise TrustpagesError("revision-name", sentence, "name a branch, a tag or a commit")


def has_commit(store: ObjectStore, name: str) -> bool:
    """Whether a fit name is that of a commit here."""
    return _resolve(store, name) is not None


def find_main_line(store: ObjectStore) -> str:
    """The name of the main line. Raises TrustpagesError `no-main-line` where none of the usual names is there."""
    name = next((name for name in MAIN_LINES if _resolve(store, name) is not None), None)
    if name is None:
        fetch = " or run `git fetch origin main:refs/remotes/origin/main`" if store.is_shallow else ""
        sentence = f"there is no main line to compare with: neither {', '.join(MAIN_LINES[:-1])} nor {MAIN_LINES[-1]}"
        raise TrustpagesError("no-main-line", sentence, f"name the revision to compare with{fetch}")
    return name


def find_merge_base(store: ObjectStore, name: str, other: str) -> str:
    """The commit at which two lines parted, by their names.

    Raises TrustpagesError `no-merge-base` where they have no commit in common, or a shallow clone does not have it.
    """
    first, second = find_commit(store, name), find_commit(store, other)
    answer = store.ask("merge-base", "--end-of-options", first, second)
    found = answer.out.decode("ascii", "replace").strip()
    if answer.code == 0 and _FULL_ID.fullmatch(found):
        return found
    sentence = f"{quote(name)} and {quote(other)} have no commit in common"
    if store.is_shallow:
        remedy = "run `git fetch --unshallow origin`"
        raise TrustpagesError("no-merge-base", f"{sentence} in this shallow clone", remedy)
    raise TrustpagesError("no-merge-base", sentence, "name the revision to compare with")


def _resolve(store: ObjectStore, name: str) -> str | None:
    answer = store.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = answer.out.decode("ascii", "replace").strip()
    return found if answer.code == 0 and _FULL_ID.fullmatch(found) else None


def _explain_unknown(store: ObjectStore, name: str) -> TrustpagesError:
    where = "this shallow clone" if store.is_shallow else "the repository"
    sentence = f"there is no revision {quote(name)} in {where}"
    if name == HEAD:
        return TrustpagesError("unknown-revision", "the repository has no commit yet", "commit something first")
    if store.ask("rev-parse", "--verify", "--quiet", "--end-of-options", name).code == 0 and not store.is_shallow:
        named = f"{quote(name)} names no commit, or its commit cannot be read"
        remedy = "name a commit, a branch or a tag; `git fsck` tells of damage"
        return TrustpagesError("unknown-revision", named, remedy)
    near, fetch = find_nearest(name, _list_names(store), _ALIKE), _find_fetch(store, name)
    if near is not None and not _STEPS_BACK.search(name) and not (store.is_shallow and "/" in name):
        remedy = f"did you mean {quote(near)}?"
    else:
        remedy = f"run `{fetch}`" if fetch else "`git branch --all` and `git tag` list what there is"
    return TrustpagesError("unknown-revision", sentence, remedy)


def _find_fetch(store: ObjectStore, name: str) -> str | None:
    """The command that fetches what the name stands for, None where nothing says that there is anything to fetch."""
    remotes = store.ask("remote").out.decode("utf-8", "replace").split()
    if not remotes:
        return None
    remote, _, branch = name.partition("/")
    if remote in remotes and branch and not _STEPS_BACK.search(branch):
        return _fetch("--depth=1", remote, f"{branch}:refs/remotes/{remote}/{branch}")
    remote = "origin" if "origin" in remotes else remotes[0]
    if _FULL_ID.fullmatch(name):
        return _fetch("--depth=1", remote, name)
    if not store.is_shallow:
        return None
    if steps := [int(number or 1) for number in _STEPS_BACK.findall(name)]:
        return _fetch(f"--deepen={sum(steps)}", remote)
    if _SHORT_ID.fullmatch(name):
        return _fetch("--unshallow", remote)
    return _fetch("--depth=1", remote, f"{name}:{name}")


def _fetch(*arguments: str) -> str:
    """The command line; a name may hold what a shell would run."""
    return shlex.join(("git", "fetch", *arguments))


def _list_names(store: ObjectStore) -> list[str]:
    listed = store.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    return listed.out.decode("utf-8", "replace").splitlines()
