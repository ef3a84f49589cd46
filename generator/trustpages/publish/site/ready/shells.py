"""Write a page into a shell: what the theme shows around the content, cut out of a page that the engine has built.

A shell is cut once at every place where pages differ. The gate reads what stands between these places once as well, and
each part that is put in: of a page whose parts are all found in order, nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.csp import FRAME, open_to_frames
from trustpages.publish.site.engine import CONTENT_END, CONTENT_START, MARK, MARK_END, ReadyPage, to_html_path
from trustpages.publish.site.gate import PageFacts, check_page, check_part, join_facts

_UNPLAIN = re.compile(r'[<>"]')


@dataclass(frozen=True, slots=True)
class Shell:
    """A page cut where others differ: each second of `texts` is the name of what stands there.

    `facts` are those of all the rest, None if the gate would not let it pass.
    """

    texts: tuple[str, ...]
    facts: PageFacts | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What hangs on the navigation on a page, with its facts, None if the gate would not let it pass."""

    texts: tuple[str, ...]
    facts: PageFacts | None

    @classmethod
    def of(cls, texts: tuple[str, ...]) -> Surroundings:
        """The surroundings that are made of these texts."""
        return cls(texts, check_part("<hr>".join(texts)))  # none of them goes on in the next


def cut_shell(html: str, path: str, around: tuple[str, ...], marks: Iterable[str]) -> Shell | None:
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
    if html.count(MARK) or any(cut.count(text) != around.count(text) for text in around):
        return None
    for number, text in enumerate(around):
        cut = cut.replace(text, _name_place(number))  # of all places where it stands
    places = "|".join(map(re.escape, sorted(marks, key=len, reverse=True)))
    texts = re.split(f"({MARK}[0-9]*{MARK_END}{f'|{places}' if places else ''})", cut)
    # A tag in each of these places: none of them is inside of another tag.
    facts = check_page(path, "".join("<hr>" if text.startswith(MARK) else text for text in texts))
    return Shell(tuple(texts), None if facts.problems else facts)


_PLACE = MARK + MARK_END


def _name_place(number: int) -> str:
    return f"{MARK}{number}{MARK_END}"


def fill_shell(
    shell: Shell, page: ReadyPage, around: Surroundings, content: str, facts: PageFacts | None
) -> tuple[str, PageFacts]:
    """The HTML of the page, with its own policy where it has a frame, and what the gate says of it.

    `facts` are those of the content, None if the gate would not let it pass.
    """
    fills = dict(page.fills)
    values: Mapping[str, str] = {
        **fills,
        **{_name_place(number): text for number, text in enumerate(around.texts)},
        _PLACE: content,
    }
    html = "".join([values.get(text, text) for text in shell.texts])
    html = open_to_frames(html) if FRAME in content else html
    path = to_html_path(page.path)
    parts = (shell.facts, around.facts, facts)
    # A value of such characters alone ends no tag and begins none.
    if None in parts or any(_UNPLAIN.search(value.strip('"')) for value in fills.values()):
        return html, check_page(path, html)
    return html, join_facts(path, [part for part in parts if part is not None])
