"""The site engine mkdocs with the theme Material: its source folder, configuration, scripts and search index.

`mkdocs_run.py` runs it. This module does not import mkdocs, which takes half a second.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.artifact import PageFile, PiecedFile, SiteFile
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import make_folder, write_file, write_tree
from trustpages.publish.site.csp import INLINE_SCRIPT
from trustpages.publish.site.engine import SITEMAP, Arrangement, EngineRun, Json, ReadPage, SearchIndex
from trustpages.publish.site.mkdocs_shells import arrange_pages, read_page, write_entries

CONFIG_FILE = "mkdocs.yml"
NAMES_FILE = "names.json"
DOCS = "docs"
OVERRIDES = "overrides"
SEARCH_INDEX = "search/search_index.json"
_SITEMAPS = frozenset({SITEMAP, f"{SITEMAP}.gz"})

# Keys that change no other page: Material prints icon, status and subtitle of a page in the
# navigation of all others, and dates of a page from its front matter.
_FRONT_MATTER_KEYS = frozenset({"title", "description", "search", "hide", "template", "tags", "embeds"})
_FRONT_MATTER = re.compile(rb"\A---\n(.*?\n)---\n", re.DOTALL)
_KEY = re.compile(rb"^([^\s#][^:\n]*?)[ \t]*:", re.MULTILINE)
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")

_PALETTE: Json = [
    {"media": "(prefers-color-scheme)", "toggle": {"icon": "material/brightness-auto", "name": "Switch to light mode"}},
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


@dataclass(frozen=True, slots=True)
class Mkdocs:
    """The engine mkdocs with Material: https://www.mkdocs.org, https://squidfunk.github.io/mkdocs-material."""

    name: str = "mkdocs"
    reserved_files: frozenset[str] = frozenset({"404.html", SEARCH_INDEX}) | _SITEMAPS
    reserved_folders: frozenset[str] = frozenset({"assets/", "search/"})
    index_names: frozenset[str] = frozenset({"README.md"})
    whole_site_files: frozenset[str] = frozenset({SEARCH_INDEX}) | _SITEMAPS

    def configure(self, source: SiteSource) -> Json:
        """The values of `mkdocs.yml`."""
        return make_site_config(source)

    def write_source(self, source: SiteSource, folder: Path, only: Collection[str] | None = None) -> None:
        """The folder `docs`, the folder `overrides` and `mkdocs.yml` under the existing `folder`.

        With `only`, the names of what is not in `docs` stand in a file beside it.
        """
        for page in source.pages:
            _refuse_front_matter(page)
        files = (*source.pages, *source.assets)
        written = files if only is None else tuple(page for page in source.pages if page.path in only)
        for name, artifacts in ((DOCS, written), (OVERRIDES, source.theme)):
            make_folder(folder / name)
            write_tree(folder / name, artifacts)
        write_file(folder / CONFIG_FILE, _to_yaml(make_site_config(source)))
        if only is not None:
            names = sorted({file.path for file in files}.difference(only))
            write_file(folder / NAMES_FILE, json.dumps(names).encode("ascii"))

    def read_page(self, page: PageFile) -> ReadPage | None:
        """Pages of blocks."""
        return read_page(page)

    def arrange(self, source: SiteSource, read: Mapping[str, ReadPage]) -> Arrangement:
        """All pages of blocks, where the theme is the one that this engine knows."""
        return Arrangement() if source.own_theme else arrange_pages(source, self.configure(source), read)

    def build_pages(self, folder: Path, site: Path, pages: Collection[str], *, with_theme: bool) -> EngineRun:
        """Runs mkdocs in this process."""
        from trustpages.publish.site.mkdocs_run import run_mkdocs  # late: half a second of imports

        names = folder / NAMES_FILE
        absent = json.loads(names.read_bytes()) if names.exists() else ()
        warnings, templates = run_mkdocs(folder / CONFIG_FILE, site, pages, absent, with_theme=with_theme)
        return EngineRun(warnings, compile_theme_scripts(templates))

    def read_search_index(self, site: Path) -> SearchIndex:
        """The index of the plugin `search`: an entry for each page and each of its sections."""
        index = json.loads((site / SEARCH_INDEX).read_bytes())
        entries: dict[str, list[Json]] = {}
        for entry in index["docs"]:
            entries.setdefault(entry["location"].partition("#")[0] + "index.html", []).append(entry)
        return SearchIndex(index["config"], {path: write_entries(tuple(own)) for path, own in entries.items()})

    def make_search_index(self, index: SearchIndex) -> PiecedFile:
        """`search_index.json`: pages of one name lie together, whoever they are about, their sections in their order.

        Such pages are alike, and a packer finds what is alike where it is near.
        """
        by_name = sorted(index.entries, key=lambda path: path.split("/")[-2::-1])
        entries = filter(None, map(index.entries.__getitem__, by_name))
        settings = json.dumps(index.settings, separators=(",", ":"))
        listed = [piece for entry in entries for piece in (",", entry)][1:]
        return PiecedFile(SEARCH_INDEX, (f'{{"config":{settings},"docs":[', *listed, "]}"))


def compile_theme_scripts(folders: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches exactly the inline scripts that the theme's templates can print.

    `folders` are the theme's template folders. A value that a template puts into a script may be
    any relative address, so that nothing else can pass for a script of the theme.
    """
    shapes = sorted(
        {
            r"[\w./%-]*".join(re.escape(part) for part in _EXPRESSION.split(script))
            for folder in folders
            for template in Path(folder).glob("partials/javascripts/*.html")
            for script in INLINE_SCRIPT.findall(template.read_text("utf-8"))
        }
    )
    return re.compile("|".join(shapes))


def make_site_config(source: SiteSource) -> dict[str, Json]:
    """The configuration for mkdocs-material, paths relative to the source folder.

    No plugin beyond search, no hook, no font or script from elsewhere. Titles in `source` are
    already encoded for HTML: the theme prints them as they are. Raises TrustpagesError `site-language`.
    """
    return {
        "site_name": source.title,
        "site_description": source.description or None,
        "site_url": source.url,
        "docs_dir": DOCS,
        "use_directory_urls": True,
        "theme": _configure_theme(source),
        "nav": _list_entries(source.navigation),
        # Obligations are looked up by parts of their names, such as service/task-success.
        "plugins": [{"search": {"separator": r"[\s\-/]+"}}],
        "markdown_extensions": [{"tables": {"use_align_attribute": True}}, "admonition", {"toc": {"permalink": True}}],
        "extra": {
            "generator": False,
            **_configure_versions(source),
            **_configure_logo(source),
            **_configure_twins(source),
        },
        "extra_css": _list_loaded(source.assets, "stylesheets", ".css"),
        "extra_javascript": _list_loaded(source.assets, "javascripts", ".js"),
        # By default mkdocs leaves out dot files and /templates/, silently.
        "exclude_docs": "!.*\n!/templates/\n",
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
    }


def _configure_versions(source: SiteSource) -> dict[str, Json]:
    """Settings with which the theme reads `../versions.json`, for its version selector and outdated-version banner."""
    return {"version": {"provider": "mike", "default": "latest"}} if source.versioned else {}


def _configure_logo(source: SiteSource) -> dict[str, Json]:
    """What `theme/partials/logo.html` shows in place of our mark."""
    logo = source.logo
    return {"logo": {"path": logo.path, "width": logo.width, "height": logo.height}} if logo is not None else {}


def _configure_twins(source: SiteSource) -> dict[str, Json]:
    """A setting by which our theme links each page to its twin in Markdown, where there are such."""
    return {"twins": True} if any(file.path == "index.md" for file in source.beside) else {}


def _configure_theme(source: SiteSource) -> Json:
    if not _LANGUAGE.fullmatch(source.language):
        raise TrustpagesError(
            "site-language", f"{source.language!r} is no language of the theme", "use a code such as 'en'"
        )
    return {
        "name": "material",
        "custom_dir": OVERRIDES,
        "language": source.language,
        "font": False,  # else pages load Google Fonts
        "features": ["navigation.tabs", "navigation.prune", "navigation.indexes", "toc.follow"],
        "palette": _PALETTE,
    }


def _list_entries(items: Iterable[NavItem]) -> list[Json]:
    return [{item.title: _make_entry(item)} for item in items]


def _make_entry(item: NavItem) -> Json:
    """A page's path, or a section's entries, its own page first: `navigation.indexes` makes that the section's."""
    if not item.children:
        return item.path
    own: list[Json] = [{item.title: item.path}] if item.path else []
    return own + _list_entries(item.children)


def _list_loaded(assets: Iterable[SiteFile], folder: str, suffix: str) -> Json:
    """The assets directly in the folder, loaded on every page; deeper ones belong to single pages."""
    places = (posixpath.split(asset.path) for asset in assets)
    return [*sorted(f"{parent}/{name}" for parent, name in places if parent == folder and name.endswith(suffix))]


def _to_yaml(config: Json) -> bytes:
    """JSON, which is valid YAML without tags and anchors; characters other than ASCII as escapes of YAML.

    JSON escapes a character beyond U+FFFF as a pair of surrogates, which YAML reads as two characters.
    """
    text = json.dumps(config, indent=2, ensure_ascii=False)
    return _NOT_ASCII.sub(lambda found: f"\\U{ord(found[0]):08x}", text).encode("ascii") + b"\n"


def _refuse_front_matter(page: PageFile) -> None:
    found = _FRONT_MATTER.match(page.content)
    keys = {key.decode("utf-8", "replace") for key in _KEY.findall(found[1])} if found else set()
    # Without a title there, Material decodes the title of the navigation into <title>.
    if "title" not in keys:
        raise TrustpagesError("front-matter", f"{page.path} has no title", "start the page with '---' and 'title:'")
    if foreign := sorted(keys - _FRONT_MATTER_KEYS):
        allowed = ", ".join(sorted(_FRONT_MATTER_KEYS))
        raise TrustpagesError(
            "front-matter", f"{page.path} sets '{foreign[0]}' in its front matter", f"use only {allowed}"
        )
