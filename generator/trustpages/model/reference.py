"""References in authored text: `{{ claim("…") }}` and `{{ figure("…") }}`, their spelling and what they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

REFERENCE: Final = re.compile(r'\{\{\s*(?P<kind>[a-z-]+)\("(?P<id>[^"]*)"\)\s*\}\}')
"""One reference; `kind` is `claim` or `figure`, `id` names what is referred to."""

KINDS: Final = ("claim", "figure")


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands for a reference in authored text: words, and the path of the page behind them."""

    text: str
    path: str
