"""A comment as a forge shows it: Markdown becomes HTML, then text outside of code is read for whom or what it names."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
# Our own `[!CAUTION]` becomes a box.
_UNREAD = frozenset({"code", "pre", "a"})
# What GitHub and GitLab look for: people, issues, merge requests and their like, commits, addresses, mail.
# https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
# https://docs.gitlab.com/user/markdown/#gitlab-specific-references
NAMED = re.compile(
    r"@[a-z0-9]|[#!$%~&^][a-z0-9\"]|\bg[hl]-\d|[a-z][a-z0-9+.-]*://\S|\bwww\.\S|\b[0-9a-f]*\d[0-9a-f]*\b|:[a-z0-9+-]+:",
    re.IGNORECASE,
)


class Shown(HTMLParser):
    """The elements of a comment in their order, and its texts outside of code."""

    def __init__(self, comment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self._open: list[str] = []
        self.feed(_MARKDOWN.render(comment.replace("> [!CAUTION]\n", "> ")))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag}{sorted(attrs, key=str)}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        if not _UNREAD.intersection(self._open):
            self.texts.append(data)

    @property
    def named(self) -> list[str]:
        """Whom and what the texts name; numbers that are no commits do not count."""
        found = (match[0] for text in self.texts for match in NAMED.finditer(text))
        return [name for name in found if not re.fullmatch(r"[0-9a-f]{1,6}|[0-9a-f]{41,}", name, re.IGNORECASE)]


def visible_lines(comment: str) -> list[str]:
    """The lines that a reader sees before anything is unfolded; a fold is the line of its summary."""
    folded = re.sub(r"<details>(<summary>.*?</summary>).*?</details>", r"\1", comment, flags=re.DOTALL)
    lines = folded.replace("> [!CAUTION]", "> Caution").splitlines()
    return [line for line in lines if line.strip() and not re.fullmatch(r"<!--.*-->|[| -]+", line)]
