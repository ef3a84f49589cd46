"""Write a page into a shell: what the theme shows around the content, cut out of a page that the engine has built."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.addresses import name_index_files
from trustpages.publish.site.csp import open_to_frames
from trustpages.publish.site.engine import CONTENT_END, CONTENT_START, ReadyPage


@dataclass(frozen=True, slots=True)
class Shell:
    """The HTML before and after the content of a page."""

    before: str
    after: str


def cut_shell(html: str, path: str) -> Shell:
    """The shell that was built as the page `path`; raises TrustpagesError `site-engine` if no page fits into it."""
    before, start, rest = html.partition(CONTENT_START)
    _, end, after = rest.partition(CONTENT_END)
    if not (start and end) or CONTENT_START in after or CONTENT_END in before + after:
        raise TrustpagesError("site-engine", f"the theme has no single place for the content of {path}")
    return Shell(before, after)


def fill_shell(shell: Shell, page: ReadyPage) -> str:
    """The HTML of the page; its own policy where it has a frame, which the shell has not."""
    before, after = shell.before, shell.after
    for mark, text in page.fills:
        before, after = before.replace(mark, text), after.replace(mark, text)
    return open_to_frames(f"{before}{name_index_files(page.content)}{after}")
