"""Final check of built pages: an allow-list of elements, attributes and addresses.

A page passes only if each `<` in it begins a tag of the plainest form: a name, double-quoted attribute values
without `<`, nothing else. Such a page is parsed alike by this regular expression and by every browser, in linear time.
A lenient HTML parser would accept pages that browsers read differently (mutation XSS).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from trustpages.model.problem import Place, Problem

# What loads, embeds, submits or styles is absent on purpose, but for the frame of a card: object, embed, base, style,
# video, audio, template, the attributes style, srcset, action, formaction, ping and all on*.
_EVERYWHERE = frozenset({"id", "class", "title", "lang", "dir", "role", "tabindex", "hidden"})
_PREFIXED = re.compile(r"(?:aria|data)-[a-z0-9-]+")

_PLAIN = (
    "abbr address article aside b bdi blockquote body br caption cite code colgroup dd del dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i ins kbd main mark nav p pre q s samp "
    "section small span strong sub summary sup table tbody tfoot thead title tr ul var wbr"
)
_WITH_OWN = {
    "a": "href rel target download hreflang type name",
    "button": "type",
    "col": "span",
    "data": "value",
    "details": "open",
    "form": "name",
    "iframe": "src width height sandbox loading",
    "img": "src alt width height loading decoding",
    "input": "type name placeholder required checked autocomplete autocapitalize autocorrect spellcheck",
    "label": "for",
    "li": "value",
    "link": "rel href hreflang type",
    "meta": "charset name property content http-equiv",
    "ol": "start reversed type",
    "path": "d fill",
    "script": "src type defer",
    "svg": "xmlns viewbox width height fill focusable",
    "td": "colspan rowspan headers align",
    "th": "colspan rowspan headers align scope",
    "time": "datetime",
}
_ALLOWED = {name: frozenset[str]() for name in _PLAIN.split()} | {
    name: frozenset(own.split()) for name, own in _WITH_OWN.items()
}

LINK_RELATIONS = frozenset({"canonical", "alternate", "feed", "prev", "next", "icon", "stylesheet"})
DATA_SCRIPTS = frozenset({"application/json", "application/ld+json"})


def is_allowed_element(name: str) -> bool:
    """True if a page may have this element; `name` is in lower case."""
    return name in _ALLOWED


def is_allowed_attribute(element: str, name: str) -> bool:
    """True if this element may have this attribute; both names are in lower case."""
    return name in _EVERYWHERE or name in _ALLOWED[element] or _PREFIXED.fullmatch(name) is not None


_DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
_TAG = re.compile(r'</?[A-Za-z][A-Za-z0-9]*+(?:\s++[A-Za-z][A-Za-z0-9:-]*+(?:="[^"<]*+")?+)*+\s*+/?>')
_ATTRIBUTE = re.compile(r'\s([A-Za-z][A-Za-z0-9:-]*+)(?:="([^"]*+)")?+')
_SCRIPT_FILE = re.compile(r"(?:[\w.-]*/)*javascripts/(?:[\w.-]+/)*[\w.-]+\.js")
_CARD = re.compile(r"(?:\.\./)*embed/[\w.-]+/[\w-]+\.html")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20]+")  # browsers drop them inside an address


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The result of checking one page: its anchors, its links within the site, its problems.

    `path` is the file's path in the site, `links` are relative addresses as a browser sees them, sorted. A set of them
    would take five times the memory, and those of all pages are held.
    """

    path: str
    anchors: frozenset[str]
    links: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Tag:
    anchors: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    faults: tuple[tuple[str, str], ...] = ()
    is_policy: bool = False


def check_page(path: str, html: str) -> PageFacts:
    """Checks one page; `path` is its path in the site.

    Codes of the problems: `unsafe-markup` for an element, attribute, address or spelling that is
    not allowed, `foreign-request` for what a browser would load from elsewhere, `no-policy` for a
    page without a content security policy.
    """
    tags = _TAG.findall(html)
    read = {tag: _read_tag(tag) for tag in sorted(set(tags))}
    faults = {fault: tag for tag, facts in read.items() for fault in facts.faults}
    problems = [_make_problem(path, html, html.find(tag), *fault) for fault, tag in faults.items()]
    # One `<` besides those of tags, that of the doctype.
    if html.count("<") != len(tags) + 1 or not _DOCTYPE.match(html):
        problems.append(
            _make_problem(path, html, _find_first_stray(html), "unsafe-markup", "a '<' begins no plain tag")
        )
    if not any(facts.is_policy for facts in read.values()):
        problems.append(_make_problem(path, html, -1, "no-policy", "the page has no content security policy"))
    return _gather_facts(path, read.values(), tuple(sorted(problems)))


def check_part(html: str) -> PageFacts | None:
    """The facts of a part of a page, None if a page with that part in it would not pass.

    Each `<` of a part begins a tag that ends in it, and what is said of a tag hangs on nothing but the tag. So a page
    put together of parts that pass has the facts of all of them, and passes as a whole.
    """
    tags = _TAG.findall(html)
    read = [_read_tag(tag) for tag in set(tags)]
    if html.count("<") != len(tags) or any(facts.faults for facts in read):
        return None
    return _gather_facts("", read, ())


@lru_cache(maxsize=4096)  # most stand around several pages
def _check_piece(html: str) -> PageFacts | None:
    return check_part(html)


def check_pieces(pieces: Iterable[str]) -> PageFacts | None:
    """The facts of short parts, each of which passes by itself; None if one would not."""
    found = [_check_piece(piece) for piece in pieces]
    passed = [facts for facts in found if facts is not None]
    return join_facts("", passed) if len(passed) == len(found) else None


def join_facts(path: str, parts: Collection[PageFacts]) -> PageFacts:
    """The facts of a page that is put together of parts without problems."""
    return _gather_facts(path, parts, ())


def _gather_facts(path: str, parts: Collection[_Tag | PageFacts], problems: tuple[Problem, ...]) -> PageFacts:
    anchors = frozenset[str]().union(*(facts.anchors for facts in parts))
    links = frozenset[str]().union(*(facts.links for facts in parts))
    return PageFacts(path, anchors, tuple(sorted(links)), problems)


@lru_cache(maxsize=16384)  # most tags occur on every page
def _read_tag(tag: str) -> _Tag:
    """The facts of one tag."""
    element = tag.strip("</>").split(maxsplit=1)[0].lower()
    if not is_allowed_element(element):
        return _Tag(faults=(("unsafe-markup", f"element <{element}> is not allowed"),))
    attributes = [(name.lower(), unescape(value)) for name, value in _ATTRIBUTE.findall(tag)]
    faults = (*_find_attribute_faults(element, attributes), *_find_element_faults(tag, element, dict(attributes)))
    return _Tag(
        frozenset(value for name, value in attributes if name == "id" or (element, name) == ("a", "name")),
        frozenset(value for name, value in attributes if name in ("href", "src") and not _SCHEME.match(value)),
        faults,
        any(name == "http-equiv" for name, _ in attributes) and not faults,
    )


def _find_attribute_faults(element: str, attributes: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    names = [name for name, _ in attributes]
    for name in names:
        if not is_allowed_attribute(element, name):
            yield "unsafe-markup", f"attribute '{name}' of <{element}> is not allowed"
    if len(set(names)) != len(names):
        yield "unsafe-markup", f"an attribute of <{element}> is there twice"


def _find_element_faults(tag: str, element: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    # Material's script loads mermaid.js from unpkg.com for this class.
    if "mermaid" in attributes.get("class", "").split():
        yield "foreign-request", "Material would load a script from elsewhere for the class 'mermaid'"
    if "http-equiv" in attributes and attributes["http-equiv"].lower() != "content-security-policy":
        yield "unsafe-markup", f"<meta http-equiv> may only be a policy, not '{attributes['http-equiv']}'"
    if attributes.get("charset", "utf-8").lower() != "utf-8":
        yield "unsafe-markup", "a page is in UTF-8 and says nothing else"
    is_code = element == "script" and not tag.startswith("</") and attributes.get("type") not in DATA_SCRIPTS
    if is_code and not _SCRIPT_FILE.fullmatch(attributes.get("src", "")):
        yield "unsafe-markup", "a script is not a file in a folder for scripts"
    if element == "iframe" and not tag.startswith("</"):
        yield from _find_frame_faults(attributes)
    if element == "link" and not LINK_RELATIONS.issuperset(attributes.get("rel", "").split()):
        yield "unsafe-markup", f'<link rel="{attributes.get("rel", "")}"> is not allowed'
    for name in ("href", "src"):
        if name in attributes:
            yield from _find_address_faults(element, attributes.get("rel", ""), attributes[name])


def _find_frame_faults(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A page frames cards of its own site alone, and none of them as if it were the page itself."""
    is_card = _CARD.fullmatch(attributes.get("src", ""))
    if not is_card or "allow-same-origin" in attributes.get("sandbox", "allow-same-origin").split():
        yield "unsafe-markup", "<iframe> may show a card of this site, in a sandbox without 'allow-same-origin'"


def _find_address_faults(element: str, relation: str, address: str) -> Iterator[tuple[str, str]]:
    seen = _BLANKS.sub("", address)
    scheme = _SCHEME.match(seen)
    may_leave = element == "a" or (element == "link" and relation in ("canonical", "alternate"))
    if "\\" in seen or seen.startswith("//") or seen != address.replace(" ", ""):
        yield "unsafe-markup", f"a browser reads the address '{address}' in a way of its own"
    elif scheme and scheme[1].lower() not in ("http", "https", "mailto"):
        yield "unsafe-markup", f"an address begins with '{scheme[1]}:'"
    elif scheme and not may_leave:
        yield "foreign-request", f"<{element}> loads '{address}' from elsewhere"


def _find_first_stray(html: str) -> int:
    start = _DOCTYPE.match(html)
    position = start.end() if start else 0
    while (position := html.find("<", position)) >= 0 and (tag := _TAG.match(html, position)):
        position = tag.end()
    return position


def _make_problem(path: str, html: str, position: int, code: str, sentence: str) -> Problem:
    line = html.count("\n", 0, position) + 1 if position >= 0 else 0
    return Problem(Place(path, line, 1 if line else 0), code, sentence, "mend the template or report it")
