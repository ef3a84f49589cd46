"""Where caches lie: below a marked folder in the user's cache directory, sealed with a key that only the user can read.

Each workspace and audience has a folder of its own there. None lies in the workspace: whoever can bring files into
that could plant results that nothing has computed.
"""

from __future__ import annotations

import os
import re
import stat
import threading
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from trustpages.model.vocabulary import Audience
from trustpages.system.cache import FileCache, derive_key

VARIABLE = "TRUSTPAGES_CACHE"
"""Names the folder to use instead of the one that the system gives to caches."""

OWN_FOLDER = "trustpages"
MARKER = "CACHEDIR.TAG"
# The first line is that of the Cache Directory Tagging Specification (https://bford.info/cachedir/): backups skip it.
MARK = b"Signature: 8a477f597d28d172789f06886806bc55\n# trustpages keeps here what it can compute again.\n"

MOST_WORKSPACES = 20
_LENGTH = 20  # hexadecimal digits of a folder's name: short for the limits of paths, and no two workspaces meet
_OWN_NAME = re.compile(rf"[0-9a-f]{{{_LENGTH}}}", re.ASCII)
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class AudienceCache:
    """The cache of an audience: no build can read, or seal, what is made for another."""

    folder: Path
    key: bytes

    @property
    def agents(self) -> FileCache:
        """Reports on agents of earlier builds."""
        return FileCache(self.folder / "agents", derive_key(self.key, "agents"))

    @property
    def charts(self) -> FileCache:
        """Drawings of earlier builds."""
        return FileCache(self.folder / "charts", derive_key(self.key, "charts"))

    @property
    def documents(self) -> FileCache:
        """Parsed documents of earlier runs."""
        return FileCache(self.folder / "documents", derive_key(self.key, "documents"))

    @property
    def parts(self) -> FileCache:
        """All that sites of earlier builds had of an agent."""
        return FileCache(self.folder / "parts", derive_key(self.key, "parts"))

    @property
    def pages(self) -> FileCache:
        """Pages of earlier builds."""
        return FileCache(self.folder / "pages", derive_key(self.key, "pages"))

    @property
    def steps(self) -> FileCache:
        """Next steps that were tried for agents of earlier builds."""
        return FileCache(self.folder / "steps", derive_key(self.key, "steps"))


def prepare_audience_cache(root: Path, audience: Audience) -> AudienceCache | None:
    """The cache of an audience; None where it cannot be written."""
    prepared = _prepare_folder(root, audience.value)
    return AudienceCache(prepared.folder, prepared.key) if prepared else None


def prepare_result_cache(root: Path) -> FileCache | None:
    """Results of commands; None where they cannot be kept."""
    return _prepare_folder(root, "outcomes")


def prepare_explanations_cache(package: Path) -> FileCache | None:
    """What the program in `package` explains; None where it cannot be kept."""
    return _prepare_folder(package, "explanations")


def _prepare_folder(root: Path, name: str) -> FileCache | None:
    named = os.environ.get(VARIABLE)
    caches = named or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    home = Path(os.path.abspath(caches), OWN_FOLDER)  # the process that builds works in another folder
    workspace = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:_LENGTH]
    own = home / workspace
    try:
        if not _mark(home):
            return None
        key = _load_key()
        is_new = not own.is_dir()
        # Only for the user: it holds what was made of evidence that others may not see.
        (own / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(own)  # the least recently used go first
    except OSError:
        return None
    if is_new:
        _forget_oldest(home)
    return FileCache(own / name, derive_key(key, f"{workspace}/{name}"))


def _mark(home: Path) -> bool:
    """Whether `home` is a folder of this program: made here, or with its marker. Nothing in another is touched."""
    marker = home / MARKER
    try:
        home.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        # In this order: another run may mark it meanwhile, and puts nothing there before.
        if home.is_symlink() or (any(home.iterdir()) and not marker.exists()):
            return False
    _create(marker, MARK, home.with_name(f".{home.name}"))
    return marker.read_bytes() == MARK


def _load_key() -> bytes:
    """The user's secret, made at the first call. OSError if it cannot be kept, or others can read or replace it.

    It lies outside of the cache: who restores or shares a cache, as CI systems do, does not bring the key to it.
    """
    states = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    path = Path(states, "trustpages", "cache.key")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _create(path, os.urandom(_KEY_BYTES), path.with_name(f".{path.name}"))
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        key = file.read(_KEY_BYTES + 1)
    is_own = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o077
    if not is_own or len(key) != _KEY_BYTES:
        raise PermissionError(f"{path} is not a key that only its user can read")
    return key


def _create(path: Path, content: bytes, draft: Path) -> None:
    """Writes a new file that only the user can read, as a whole: of several runs at once all use the first one's.

    It is made under a name like `draft`, and linked to its `path`; one that is there stays.
    """
    if path.exists():
        return
    own = draft.with_name(f"{draft.name}-{os.getpid()}-{threading.get_ident()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        with suppress(FileExistsError):
            os.link(own, path)
    finally:
        own.unlink()


def _forget_oldest(home: Path) -> None:
    """Deletes the least recently used folders of workspaces; nothing that has another kind of name, or is a link."""
    import shutil  # late, as a command that only reads ends before it is imported

    with suppress(OSError):
        own = [path for path in home.iterdir() if _OWN_NAME.fullmatch(path.name) and not path.is_symlink()]
        own.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for folder in own[MOST_WORKSPACES:]:
            shutil.rmtree(folder, ignore_errors=True)
