"""A small site engine of plain templates: what publishing does must not hang on mkdocs."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from trustpages.model.artifact import Artifact, PageFile
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import write_file, write_tree
from trustpages.publish.site.engine import Arrangement, EngineRun, Json, ReadPage, SearchIndex, to_html_path

PAGE = Template("""<!doctype html>
<html lang="$language">
<head><meta charset="utf-8"><title>$title</title><script>root="$root"</script></head>
<body>
<nav>$navigation</nav>
<main>$body</main>
$footer
</body>
</html>
""")
_SETTINGS = "site.json"
_FRONT_MATTER = re.compile(r"\A---\n.*?^title: \"(?P<title>.*?)\"\n.*?---\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(?m)^(#+) (.*)$")
_LINK = re.compile(r"(!?)\[(.*?)\]\((.*?)\)")


@dataclass(frozen=True)
class PlainEngine:
    """Knows headings, links, pictures and raw HTML; `body` is put into every page, `lost` are pages that it forgets."""

    name: str = "plain"
    reserved_files: frozenset[str] = frozenset({"words.json"})
    reserved_folders: frozenset[str] = frozenset()
    index_names: frozenset[str] = frozenset()
    whole_site_files: frozenset[str] = frozenset({"words.json"})
    body: str = ""
    lost: frozenset[str] = frozenset()

    def configure(self, source: SiteSource) -> Json:
        entries: list[Json] = [[title, path] for title, path in _flatten(source.navigation)]
        return {"language": source.language, "navigation": entries, "body": self.body}

    def write_source(self, source: SiteSource, folder: Path, only: Collection[str] | None = None) -> None:
        for page in source.pages:
            if not _FRONT_MATTER.match(page.content.decode()):
                raise TrustpagesError("front-matter", f"{page.path} has no title", "")
        written = [page for page in source.pages if only is None or page.path in only]
        write_tree(folder, (Artifact(f"pages/{page.path}", page.content) for page in written))
        write_tree(folder, (Artifact(f"theme/{file.path}", file.content) for file in source.theme))
        write_file(folder / _SETTINGS, json.dumps(self.configure(source)).encode())

    def read_page(self, page: PageFile) -> ReadPage | None:
        return None

    def arrange(self, source: SiteSource, read: Mapping[str, ReadPage]) -> Arrangement:
        return Arrangement()

    def build_pages(self, folder: Path, site: Path, pages: Collection[str], *, with_theme: bool) -> EngineRun:
        settings = json.loads((folder / _SETTINGS).read_text())
        footer = folder / "theme/footer.html"
        site.mkdir()
        made = {path: (folder / "pages" / path).read_text() for path in pages if path not in self.lost}
        warnings = [f"{path}: no such link" for path, text in made.items() if "(nowhere" in text]
        for path, text in made.items():
            html = _fill(path, text, settings, footer.read_text() if footer.exists() else "")
            write_tree(site, [Artifact(to_html_path(path), html.encode())])
        words = {to_html_path(path): sorted(set(re.findall(r"\w+", text))) for path, text in made.items()}
        write_file(site / "words.json", json.dumps(words).encode())
        return EngineRun(tuple(warnings), re.compile(r'root="[./]*"'))

    def read_search_index(self, site: Path) -> SearchIndex:
        words = json.loads((site / "words.json").read_text())
        return SearchIndex(None, {page: json.dumps(own) for page, own in words.items()})

    def make_search_index(self, index: SearchIndex) -> Artifact:
        return Artifact("words.json", json.dumps(dict(sorted(index.entries.items()))).encode())


def _flatten(items: Iterable[NavItem]) -> Iterator[tuple[str, str]]:
    for item in items:
        if item.path is not None:
            yield item.title, item.path
        yield from _flatten(item.children)


def _fill(path: str, text: str, settings: dict[str, Json], footer: str) -> str:
    found = _FRONT_MATTER.match(text)
    assert found
    root = "../" * to_html_path(path).count("/")
    body = _HEADING.sub(
        lambda heading: f'<h1 id="{heading[2].lower().replace(" ", "-")}">{heading[2]}</h1>', text[found.end() :]
    )
    folder = Path(path).parent

    def link(found: re.Match[str]) -> str:
        address, _, anchor = found[3].partition("#")
        target = to_html_path(f"x/{folder}/{address}") if address.endswith(".md") else f"x/{folder}/{address}"
        parts: list[str] = []
        for part in target.split("/")[1:]:
            parts = parts[:-1] if part == ".." else parts if part == "." else [*parts, part]
        href = root + "/".join(parts) + (f"#{anchor}" if anchor else "")
        return f'<img src="{href}" alt="">' if found[1] else f'<a href="{href}">{found[2]}</a>'

    entries = settings["navigation"]
    assert isinstance(entries, list)
    navigation = " ".join(
        f'<a href="{root}{to_html_path(str(entry[1]))}">{entry[0]}</a>' for entry in entries if isinstance(entry, list)
    )
    return PAGE.substitute(
        language=escape(str(settings["language"])),
        title=found["title"],
        root=root,
        navigation=navigation,
        body=_LINK.sub(link, body) + str(settings["body"]),
        footer=footer,
    )
