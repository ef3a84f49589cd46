"""Final check of what others may frame or show: cards held to their own policy, pictures to a few plain elements.

A card passes only if its policy names its one style and its one script by digest and allows nothing else, and all the
rest of it is what any page may hold. So an override of a template can make a card ugly, and not dangerous.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import unescape
from typing import Final
from xml.etree import ElementTree

from trustpages.model.artifact import SiteFile
from trustpages.model.problem import Place, Problem
from trustpages.publish.site.gate import PageFacts, check_page

EMBEDS: Final = "embed/"
"""The folder of all that others may frame or fetch; no page of the site lies in it."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_REMEDY = "mend the template, or the override of it"

_SVG = "{http://www.w3.org/2000/svg}"
_PICTURE_ELEMENTS = frozenset({"svg", "title", "desc", "metadata", "g", "rect", "path", "circle", "text"})
_PICTURE_ATTRIBUTES = frozenset(
    {"width", "height", "viewBox", "role", "aria-label", "x", "y", "rx", "d", "cx", "cy", "r", "fill", "stroke"}
    | {"stroke-width", "font-family", "font-size", "font-weight", "text-anchor"}
)


def check_embeds(files: Iterable[SiteFile]) -> tuple[PageFacts, ...]:
    """What was found in each embed that browsers read as markup; links of cards are checked as those of pages."""
    return tuple(
        _check_card(file.path, file.content.decode()) if file.path.endswith(".html") else _check_picture(file)
        for file in files
        if file.path.startswith(EMBEDS) and file.path.endswith((".html", ".svg"))
    )


def _check_card(path: str, html: str) -> PageFacts:
    facts = check_page(path, _SCRIPT.sub("", _STYLE.sub("", html)))
    faults = (Problem(Place(path), "unsafe-markup", sentence, _REMEDY) for sentence in _find_card_faults(html))
    return PageFacts(path, facts.anchors, facts.links, (*facts.problems, *faults))


def _find_card_faults(html: str) -> Iterator[str]:
    styles, scripts, policies = _STYLE.findall(html), _SCRIPT.findall(html), _POLICY.findall(html)
    if (len(styles), len(scripts), len(policies)) != (1, 1, 1):
        yield "a card has one style, one script and one policy, each in its plainest form"
        return
    style, script = map(hash_inline, (styles[0], scripts[0]))
    wanted = (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
    if unescape(policies[0]) != wanted:
        yield "the policy of a card names its style and its script by digest, and allows nothing else"
    if html.find("Content-Security-Policy") > html.find("<style>"):
        yield "the policy of a card stands above what it is about"
    if re.search(r"url\s*\(|@import", styles[0], re.IGNORECASE):
        yield "the style of a card loads nothing"


def hash_inline(text: str) -> str:
    """The digest by which a policy knows a style or a script in a page."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _check_picture(file: SiteFile) -> PageFacts:
    faults = (Problem(Place(file.path), "unsafe-markup", sentence, _REMEDY) for sentence in _find_faults(file.content))
    return PageFacts(file.path, frozenset(), (), tuple(faults))


def _find_faults(content: bytes) -> Iterator[str]:
    if b"<!" in content or b"<?" in content:  # no entity is declared, so none can grow
        yield "a picture begins with its element"
        return
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # it has no declaration
    except ElementTree.ParseError as error:
        yield f"a picture is no XML: {error}"
        return
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        if name not in _PICTURE_ELEMENTS or not str(element.tag).startswith(_SVG):
            yield f"element <{name}> is not allowed in a picture"
        for attribute in sorted(element.attrib.keys() - _PICTURE_ATTRIBUTES):
            yield f"attribute '{attribute}' of <{name}> is not allowed in a picture"
