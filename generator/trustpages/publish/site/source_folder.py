"""The source folder for mkdocs-material: Markdown pages, theme overrides, and the configuration `mkdocs.yml`."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from trustpages.model.page import Artifact, NavItem, SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import make_folder, write_file, write_tree

CONFIG_FILE = "mkdocs.yml"
DOCS = "docs"
OVERRIDES = "overrides"

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None

# Keys that change no other page: Material prints icon, status and subtitle of a page in the
# navigation of all others, and dates of a page from its front matter.
_FRONT_MATTER_KEYS = frozenset({"title", "description", "search", "hide", "template", "tags"})
_FRONT_MATTER = re.compile(rb"\A---\n(.*?\n)---\n", re.DOTALL)
_KEY = re.compile(rb"^([^\s#][^:\n]*?)[ \t]*:", re.MULTILINE)
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")

_PALETTE: Json = [
    {
        "media": "(prefers-color-scheme)",
        "toggle": {"icon": "material/brightness-auto", "name": "Switch to light mode"},
    },
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": "material/brightness-7", "name": "Switch to dark mode"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": "material/brightness-4", "name": "Switch to system preference"},
    },
]


def write_source(source: SiteSource, folder: Path) -> None:
    """The folder `docs`, the folder `overrides` and `mkdocs.yml` under the existing `folder`.

    Raises CannotGoOn `front-matter` for a page without a title in its front matter or with a key
    that would reach into other pages, and `unsafe-path` for a path that could leave the folder.
    """
    for page in source.pages:
        _refuse_front_matter(page)
    for name, artifacts in ((DOCS, (*source.pages, *source.assets)), (OVERRIDES, source.theme)):
        make_folder(folder / name)
        write_tree(folder / name, artifacts)
    write_file(folder / CONFIG_FILE, _as_yaml(make_site_config(source)))


def make_site_config(source: SiteSource) -> dict[str, Json]:
    """The configuration for mkdocs-material, paths relative to the source folder.

    No plugin beyond search, no hook, no font or script from elsewhere. Titles in `source` are
    already encoded for HTML: the theme prints them as they are. Raises CannotGoOn `site-language`.
    """
    return {
        "site_name": source.title,
        "site_description": source.description or None,
        "site_url": source.url,
        "docs_dir": DOCS,
        "use_directory_urls": True,
        "theme": _theme(source),
        "nav": _navigation(source.navigation),
        # Obligations are looked up by parts of their names, such as service/task-success.
        "plugins": [{"search": {"separator": r"[\s\-/]+"}}],
        "markdown_extensions": [
            {"tables": {"use_align_attribute": True}},
            "admonition",
            {"toc": {"permalink": True}},
        ],
        "extra": {"generator": False, **_versions(source)},
        "extra_css": _loaded(source.assets, "stylesheets", ".css"),
        "extra_javascript": _loaded(source.assets, "javascripts", ".js"),
        # Nothing that was handed in may be left out silently.
        "exclude_docs": "!.*\n!/templates/\n",
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
    }


def _versions(source: SiteSource) -> dict[str, Json]:
    """What has the theme fetch `versions.json` from beside the site: a selector, and a word on earlier versions."""
    return {"version": {"provider": "mike", "default": "latest"}} if source.versioned else {}


def _theme(source: SiteSource) -> Json:
    if not _LANGUAGE.fullmatch(source.language):
        raise TrustpagesError(
            "site-language", f"{source.language!r} is no language of the theme", "use a code such as 'en'"
        )
    return {
        "name": "material",
        "custom_dir": OVERRIDES,
        "language": source.language,
        "font": False,
        "features": ["navigation.tabs", "navigation.prune", "navigation.indexes", "toc.follow"],
        "palette": _PALETTE,
    }


def _navigation(items: Iterable[NavItem]) -> list[Json]:
    return [{item.title: _entry(item)} for item in items]


def _entry(item: NavItem) -> Json:
    """A page's path, or a section's entries, its own page first: Material shows that as the section's."""
    if not item.children:
        return item.path
    own: list[Json] = [{item.title: item.path}] if item.path else []
    return own + _navigation(item.children)


def _loaded(assets: Iterable[Artifact], folder: str, suffix: str) -> Json:
    """The assets that lie directly in the folder; deeper ones belong to single pages."""
    places = (posixpath.split(asset.path) for asset in assets)
    return [
        *sorted(f"{parent}/{name}" for parent, name in places if parent == folder and name.endswith(suffix))
    ]


def _as_yaml(config: Json) -> bytes:
    """JSON, which is YAML without tags, anchors and surprises; in ASCII, as YAML spells other characters.

    JSON would spell one beyond U+FFFF as a pair of surrogates, and YAML reads these as two characters.
    """
    text = json.dumps(config, indent=2, ensure_ascii=False)
    return _NOT_ASCII.sub(lambda found: f"\\U{ord(found[0]):08x}", text).encode("ascii") + b"\n"


def _refuse_front_matter(page: Artifact) -> None:
    found = _FRONT_MATTER.match(page.content)
    keys = {key.decode("utf-8", "replace") for key in _KEY.findall(found[1])} if found else set()
    # Without a title there, Material decodes the title of the navigation into <title>.
    if "title" not in keys:
        raise TrustpagesError(
            "front-matter", f"{page.path} has no title", "start the page with '---' and 'title:'"
        )
    if foreign := sorted(keys - _FRONT_MATTER_KEYS):
        allowed = ", ".join(sorted(_FRONT_MATTER_KEYS))
        raise TrustpagesError(
            "front-matter", f"{page.path} sets '{foreign[0]}' in its front matter", f"use only {allowed}"
        )
