"""Names from the workspace as readers say them: promises by their words instead of by their ids."""

from __future__ import annotations

import re

from trustpages.model.results.report import AgentReport


def spelled_out(text: str, agent: AgentReport) -> str:
    """`text` with each `pact/obligation` of the agent replaced by the promise, in quotation marks."""
    promises = {one.ref: one.promise.rstrip(".") for one in agent.obligations}
    if not any(ref in text for ref in promises):
        return text
    names = "|".join(re.escape(ref) for ref in sorted(promises, key=len, reverse=True))
    return re.sub(rf"(?<![\w/-])(?:{names})(?![\w/-])", lambda found: f"“{promises[found[0]]}”", text)


def sentence(text: str, agent: AgentReport) -> str:
    """`text` spelled out, with a capital letter and a final stop; empty text stays empty."""
    words = spelled_out(text, agent)
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else words


def title_from(identifier: str) -> str:
    """An id in words: `identify-customer` reads `Identify customer`."""
    return identifier.replace("-", " ").replace("_", " ").capitalize()
