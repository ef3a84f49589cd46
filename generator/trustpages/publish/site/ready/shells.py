"""Write a page into a shell: what the theme shows around the content, cut out of a page that the engine has built.

A shell is cut once at every place where pages differ. The gate reads what stands between these places once as well, and
each part that is put in: of a page whose parts are all found in order, nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.csp import FRAME, open_to_frames
from trustpages.publish.site.engine import CONTENT_END, CONTENT_START, MARK, MARK_END, Around, ReadyPage, to_html_path
from trustpages.publish.site.gate import PageFacts, check_page, check_pieces, join_facts

_UNPLAIN = re.compile(r'[<>"]')


@dataclass(frozen=True, slots=True)
class Shell:
    """A page cut where others differ: `texts` in UTF-8, and between each two of them the name of what stands there.

    `facts` are those of all the texts, None if the gate would not let them pass.
    """

    texts: tuple[bytes, ...]
    places: tuple[str, ...]
    facts: PageFacts | None


def cut_shell(html: str, path: str, around: Around, marks: Iterable[str]) -> Shell | None:
    """The shell that was built as the page `path`, on which `around` stands and each of `marks` is another's place.

    What stands there several times is as often in `around`. None if the theme has printed something else: then nobody
    knows how it looks around another page. Raises TrustpagesError `site-engine` if it has no single place for the
    content.
    """
    before, start, rest = html.partition(CONTENT_START)
    _, end, after = rest.partition(CONTENT_END)
    if not (start and end) or CONTENT_START in after or CONTENT_END in before + after:
        raise TrustpagesError("site-engine", f"the theme has no single place for the content of {path}")
    cut = before + _PLACE + after
    shown = [*map(_join_lines, around)]
    if html.count(MARK) or any(cut.count(text) != shown.count(text) for text in shown):
        return None
    for number, text in enumerate(shown):
        cut = cut.replace(text, _name_place(number))  # of all places where it stands
    places = "|".join(map(re.escape, sorted(marks, key=len, reverse=True)))
    pieces = re.split(f"({MARK}[0-9]*{MARK_END}{f'|{places}' if places else ''})", cut)
    # A tag in each of these places: none of them is inside of another tag.
    facts = check_page(path, "".join("<hr>" if text.startswith(MARK) else text for text in pieces))
    texts = tuple(text.encode() for text in pieces[::2])
    return Shell(texts, tuple(pieces[1::2]), None if facts.problems else facts)


_PLACE = MARK + MARK_END


def _name_place(number: int) -> str:
    return f"{MARK}{number}{MARK_END}"


def _join_lines(pieces: Iterable[str]) -> str:
    return "\n".join(pieces)


def fill_shell(
    shell: Shell, page: ReadyPage, around: Around, content: bytes, facts: PageFacts | None
) -> tuple[bytes, PageFacts]:
    """The HTML of the page in UTF-8, with its own policy where it has a frame, and what the gate says of it.

    `facts` are those of the content, None if the gate would not let it pass.
    """
    values = {mark: text.encode() for mark, text in page.fills}
    values.update((_name_place(number), _join_lines(pieces).encode()) for number, pieces in enumerate(around))
    values[_PLACE] = content
    put_in = (values.get(place, place.encode()) for place in shell.places)
    html = b"".join(chain.from_iterable(zip(shell.texts, (*put_in, b""), strict=True)))
    if FRAME.encode() in content:
        html = open_to_frames(html.decode()).encode()
    path = to_html_path(page.path)
    parts = (shell.facts, check_pieces(piece for pieces in around for piece in pieces), facts)
    # A value of such characters alone ends no tag and begins none.
    if None in parts or any(_UNPLAIN.search(value.strip('"')) for _, value in page.fills):
        return html, check_page(path, html.decode())
    return html, join_facts(path, [part for part in parts if part is not None])
