"""A page that the vendor wrote in Markdown: its text, and who may read it.

A page begins with a block of YAML between two lines of `---` that holds `visibility`, and nothing else:

    ---
    visibility: public
    ---
    # How we work

Without it the page is internal, like every document that does not say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.intake.files.line_ends import FileDigests, digest_pieces
from trustpages.intake.messages.quoting import quote, suggest_nearest
from trustpages.model.pages.page import CONTENT_LIMIT
from trustpages.model.problem import Place, Problem
from trustpages.model.source_map import Located
from trustpages.model.vocabulary import Audience

LoadYaml: TypeAlias = Callable[[bytes, str], tuple[Located | None, tuple[Problem, ...]]]
"""Reads one YAML file: a pure function of bytes and name, so that its answers can be kept by digest."""

_HEAD = re.compile(rb"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_REMEDY = "write 'visibility: public', 'visibility: nda' or 'visibility: internal' between two lines of '---'"


@dataclass(frozen=True, slots=True)
class AuthoredPage:
    """One authored page: its file, who may read it, its Markdown from `first_line` on, the file's digests."""

    file: str
    visibility: Audience
    text: str
    digests: FileDigests
    problems: tuple[Problem, ...] = ()
    first_line: int = 1


def read_authored_page(file: str, data: bytes, load: LoadYaml) -> AuthoredPage:
    """The page in `data`; a page whose head cannot be read is internal, and its problems say why."""
    digests = digest_pieces([data])
    if len(data) > CONTENT_LIMIT:
        sentence = f"the page has {len(data)} bytes, more than {CONTENT_LIMIT}"
        problem = Problem(Place(file), "content-too-long", sentence, "split it into several pages")
        return AuthoredPage(file, Audience.INTERNAL, "", digests, (problem,))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        problem = Problem(Place(file), "page-encoding", "the page is not UTF-8", "save the file as UTF-8")
        return AuthoredPage(file, Audience.INTERNAL, "", digests, (problem,))
    head = _HEAD.match(data)
    text = data[head.end() :].decode("utf-8") if head else data.decode("utf-8")
    visibility = _read_visibility(file, head[1], load) if head else Audience.INTERNAL
    if isinstance(visibility, tuple):
        return AuthoredPage(file, Audience.INTERNAL, text, digests, visibility)
    return AuthoredPage(file, visibility, text, digests, first_line=1 + (head[0].count(b"\n") if head else 0))


def _read_visibility(file: str, head: bytes, load: LoadYaml) -> Audience | tuple[Problem, ...]:
    # A blank line stands for the first '---', so that places are those of the file.
    located, problems = load(b"\n" + head, file)
    if located is None:
        return problems
    value = located.value
    if not isinstance(value, dict):
        return (Problem(located.place_of(()), "page-head", "the head of the page is not a mapping", _REMEDY),)
    unknown = [key for key in value if key != "visibility"]
    if unknown:
        place = located.place_of_key((unknown[0],))
        return (Problem(place, "page-head", f"no key {quote(unknown[0])} in the head of a page", _REMEDY),)
    stated = str(value.get("visibility"))
    visibility = next((audience for audience in Audience if audience == stated), None)
    if visibility is None:
        remedy = suggest_nearest(stated, [audience.value for audience in Audience], _REMEDY)
        place = located.place_of(("visibility",))
        return (Problem(place, "page-head", f"'visibility' cannot be {quote(stated)}", remedy),)
    return visibility
