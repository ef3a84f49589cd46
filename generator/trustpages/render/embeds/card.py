"""Cards: whole HTML files with their own style and script, which a policy in each of them names by digest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustpages.model.artifact import Artifact
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.problem import TrustpagesError
from trustpages.render.document import hash_inline
from trustpages.render.embeds.seal import seal, write_seal
from trustpages.render.encoder import Safe
from trustpages.render.templates import Templates, render_text

FOLDER: Final = "embeds"
FORMS: Final = (("card.html", False), ("compact.html", True))
"""The file of each form of a card, and whether it is the compact one; `#light` and `#dark` choose the colours."""


@dataclass(frozen=True, slots=True)
class CardPlace:
    """What a card's template needs besides what is said: the policy, the seal, style and script, two addresses."""

    policy: Safe
    seal: Safe
    style: Safe
    script: Safe
    page: str
    verify: str


def make_policy(style: str, script: str) -> str:
    """What a browser may do with a card: apply its own style, run its own script, and nothing else."""
    return (
        f"default-src 'none'; style-src 'sha256-{hash_inline(style)}'; script-src 'sha256-{hash_inline(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def render_cards(view: EmbedView, folder: str, templates: Templates) -> tuple[Artifact, ...]:
    """The cards of an agent in both forms, in `folder` of the site, which ends in a slash.

    Raises TrustpagesError `template-error` for what a template does wrong.
    """
    style, script = (read_template_file(templates, f"{FOLDER}/{name}") for name in ("card.css", "card.js"))
    place = CardPlace(
        policy=Safe(make_policy(style, script)),
        seal=Safe(write_seal(view)),
        style=Safe(style),
        script=Safe(script),
        page=f"{templates.site.address(folder + FORMS[0][0], view.page)}index.html",
        verify=f"{templates.site.address(folder + FORMS[0][0], view.frame.verify)}index.html",
    )
    return tuple(
        Artifact(f"{folder}{name}", _render(view, place, templates, is_compact=is_compact))
        for name, is_compact in FORMS
    )


def _render(view: EmbedView, place: CardPlace, templates: Templates, *, is_compact: bool) -> bytes:
    names = {"view": view, "here": place, "compact": is_compact}
    return seal(f"{render_text(f'{FOLDER}/card.html.jinja', names, templates).strip()}\n".encode())


def read_template_file(templates: Templates, name: str) -> str:
    """The file beside the templates, that of the workspace before the shipped one.

    Raises TrustpagesError `template-error` where it is not there, or would end the element that it stands in.
    """
    found = next((path for path in (Path(folder, name) for folder in templates.directories) if path.is_file()), None)
    text = found.read_text("utf-8").replace("\r\n", "\n") if found else ""
    if not text or "</s" in text.lower():
        fault = "is empty or not there" if not text else "holds '</s', which would end the element around it"
        raise TrustpagesError("template-error", f"{name}: it {fault}", "mend the file, or the override of it")
    return text
