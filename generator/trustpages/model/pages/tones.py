"""In which ink a state stands where no style sheet says so: on paper, on slides, in a file that stands alone."""

from __future__ import annotations

from typing import Final

from trustpages.model.pages.values import StateLabel

KEPT, BROKEN, LEANING, UNKNOWN = "kept", "broken", "leaning", "unknown"
_TONES: Final = {
    **dict.fromkeys(("supported", "met", "rely", "fresh"), KEPT),
    **dict.fromkeys(("restricted", "blocked", "breached", "no", "critical", "high", "expired"), BROKEN),
    **dict.fromkeys(("conditional", "leaning-breach", "at-risk", "care", "medium", "due-soon", "stale"), LEANING),
}
LIGHT: Final = {KEPT: "#0067a3", BROKEN: "#ad4200", LEANING: "#7d5800", UNKNOWN: "#596373"}
DARK: Final = {KEPT: "#6cbdee", BROKEN: "#ff9c66", LEANING: "#e9b13c", UNKNOWN: "#a6aebb"}
LIGHT_WASHES: Final = {KEPT: "#e7f0f6", BROKEN: "#fbeee5", LEANING: "#f8f1dd", UNKNOWN: "#eff0f2"}
DARK_WASHES: Final = {KEPT: "#223443", BROKEN: "#3c2c25", LEANING: "#383022", UNKNOWN: "#2b303a"}
"""The inks of the site and the washes behind them, as its style sheet has them."""


def find_tone(state: StateLabel) -> str:
    """Kept, broken, leaning, or for all others unknown: no state is green for want of a tone."""
    return _TONES.get(state.name, UNKNOWN)
