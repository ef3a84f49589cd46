"""A real font with Japanese, from Debian's package fonts-vlgothic: `make test` installs it, as it does a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

JAPANESE: Final = Path("/usr/share/fonts/truetype/vlgothic/VL-PGothic-Regular.ttf")
needs_japanese = pytest.mark.skipif(not JAPANESE.is_file(), reason="no Japanese font on this machine")
