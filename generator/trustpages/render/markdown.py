"""Markdown written by others: parsed with raw HTML off, and framed as a statement that names who makes it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from trustpages.model.problem import TrustpagesError
from trustpages.render.encoder import Safe, encode, to_showable_lines
from trustpages.render.sanitizer import sanitize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STATEMENT_LIMIT = 16 * 1024
"""Longest statement, in bytes of UTF-8: keeps the worst rendering time under a second."""

_HIGHEST_HEADING = 4


def render_statement(text: str, name: str) -> Safe:
    """The Markdown `text` as a block of inert HTML in a frame that names who says it.

    Headings start below those of the page, images become links, raw HTML is shown as text.
    Raises TrustpagesError with code `statement-too-long` beyond `STATEMENT_LIMIT` bytes: a statement
    is never cut, since the limits of a claim may stand at its end.
    """
    require_at_most(STATEMENT_LIMIT, text, "statement-too-long", f"the statement by '{name}'")
    tokens = parse_markdown(text)
    lower_headings(tokens, _HIGHEST_HEADING)
    source = f"Statement by {name}"
    return Safe(
        f'<div class="tp-narrative" role="group" aria-label="{encode(source)}">'
        f'<p class="tp-narrative-source">{encode(source)}</p>'
        f"{sanitize(render_tokens(tokens))}</div>"
    )


def parse_markdown(text: str) -> list[Token]:
    """The tokens of the Markdown `text`, without characters that a page cannot hold."""
    return _make_parser().parse(to_showable_lines(text))


@cache
def _make_parser() -> MarkdownIt:
    """CommonMark with tables and without images, deaf to raw HTML, bounded in depth."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").disable("image")


def render_tokens(tokens: list[Token]) -> str:
    """The tokens as HTML, not yet fit for a page: it goes through `inert`."""
    markdown = _make_parser()
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def lower_headings(tokens: Iterable[Token], highest: int) -> None:
    """Makes `highest` (1..6) the level of a first-level heading in `tokens`, and so on down to the sixth."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + highest - 1)}"


def require_at_most(limit: int, text: str, code: str, what: str) -> None:
    """Raises TrustpagesError with `code` where `text` has more than `limit` bytes of UTF-8."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise TrustpagesError(
            code, f"{what} has {size} bytes, more than {limit}", "shorten it, or move it to a page of its own"
        )
