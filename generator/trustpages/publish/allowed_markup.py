"""The elements and attributes that a published page may have: Material's own and those of our templates."""

from __future__ import annotations

import re

# What loads, embeds, submits or styles is absent on purpose: iframe, object, embed, base, style,
# video, audio, template, the attributes style, srcset, action, formaction, ping and all on*.
_EVERYWHERE = frozenset({"id", "class", "title", "lang", "dir", "role", "tabindex", "hidden"})
_PREFIXED = re.compile(r"(?:aria|data)-[a-z0-9-]+")

_PLAIN = (
    "abbr address article aside b blockquote body br caption cite code colgroup dd del dfn div dl dt em "
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
    "img": "src alt width height loading decoding",
    "input": "type name placeholder required checked autocomplete autocapitalize autocorrect spellcheck",
    "label": "for",
    "li": "value",
    "link": "rel href hreflang type",
    "meta": "charset name content http-equiv",
    "ol": "start reversed type",
    "path": "d fill",
    "script": "src type",
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
