"""Sample pages of every kind as a built site, for looking at: `python tests/site/gallery.py /tmp/gallery`."""

from __future__ import annotations

import sys
from pathlib import Path

from support.compose.every_block import OTHERS, PAGE
from support.compose.rendered import a_source
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.mkdocs import Mkdocs

sys.path.insert(0, str(Path(__file__).parents[1]))


def main(folder: str) -> None:
    """Builds the gallery in `folder`, replacing an earlier one."""
    outcome = build_site(a_source((*OTHERS, PAGE)), Path(folder), Mkdocs())
    print(f"{outcome.pages} pages in {outcome.out}")


if __name__ == "__main__":
    main(*sys.argv[1:])
