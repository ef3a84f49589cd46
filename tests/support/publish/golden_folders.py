"""Published folders as they were once made: what was published then must stay verifiable for ever.

`python tests/golden_folders.py` writes the folder of this version of the program, beside those of older ones. One
that is there is never written again.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from support.publish.versions import NOW, a_key, a_published_folder, a_withdrawal, allowed_signers, kept_checkpoint
from trustpages import __version__

GOLDEN = Path(__file__).parents[2] / "gold/published"
STAMP = (2026, 11, 26, 0, 0, 0)


def write_golden(name: str, place: Path) -> Path:
    """The archive of that name: `published/` with three versions, the first withdrawn, the last signed; what a buyer
    of that time kept: `pin`, `early-pin`, `allowed_signers`, and in `now` a day on which nothing had expired."""
    key = a_key(place)
    root = a_published_folder(place, versions=2)
    (place / "early-pin").write_text(kept_checkpoint(root))
    a_published_folder(place, versions=3, key=key)
    a_withdrawal(root, key=key)
    (place / "pin").write_text(kept_checkpoint(root))
    (place / "now").write_text(NOW)
    kept = [place / "pin", place / "early-pin", place / "now", allowed_signers(place, key)]
    archive = GOLDEN / f"{name}.zip"
    GOLDEN.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "x", zipfile.ZIP_DEFLATED) as made:
        for path in sorted([*kept, *(path for path in root.rglob("*") if path.is_file())]):
            info = zipfile.ZipInfo(path.relative_to(place).as_posix(), STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, path.read_bytes())
    return archive


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        print(write_golden(sys.argv[1] if sys.argv[1:] else f"trustpages-{__version__}", Path(folder)))
