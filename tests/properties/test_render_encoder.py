"""Laws of the boundary where data becomes markup."""

from __future__ import annotations

import csv
import html
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from support.render.markup import drop_isolates, read, through_markdown
from trustpages.exports.csv import to_csv
from trustpages.render.encoder import encode, encode_title, encode_verbatim, to_showable
from trustpages.render.markdown import render_statement
from trustpages.render.sanitizer import normalize_href

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
MARKUP = st.text(alphabet="ab1 \n\t<>&#;*_`[]()!|\\{}\"'=:/.-+~^$%@?", max_size=80)
TEXTS = ANY_TEXT | MARKUP

ENTITY = re.compile(r"&#\d+;")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


@given(TEXTS)
def test_encoded_text_has_no_syntax_and_reads_as_it_was(text: str) -> None:
    encoded = encode(text)
    assert not PUNCTUATION.search(ENTITY.sub("", encoded))
    assert drop_isolates(html.unescape(encoded)) == to_showable(text)


@given(TEXTS)
def test_verbatim_text_keeps_every_line(text: str) -> None:
    encoded = encode_verbatim(text)
    assert "\n" not in encoded
    assert not PUNCTUATION.search(ENTITY.sub("", encoded))


@given(TEXTS)
def test_titles_survive_html(text: str) -> None:
    page = read(f"<a title='{drop_isolates(encode_title(text))}'>x</a>")
    assert page.elements == [("a", (("title", to_showable(text)),))]


@given(MARKUP.filter(str.strip))
def test_a_heading_stays_a_heading(text: str) -> None:
    page = through_markdown(f"# {encode(text)}\n\n{encode(text)}")
    assert page.names == ["h1", "p"]
    assert page.text == f"{to_showable(text)} {to_showable(text)}"


@given(TEXTS)
def test_an_allowed_address_allows_itself(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.org/{text}", f"mailto:{text}"):
        href = normalize_href(url)
        assert href is None or normalize_href(href) == href


@given(TEXTS)
def test_statements_are_one_block_whatever_they_say(text: str) -> None:
    block = render_statement(text, text or "x")
    assert through_markdown(block).elements == read(block).elements
    assert "\n" not in block


@given(st.lists(TEXTS, max_size=5))
def test_downloads_read_back_without_formulas(texts: list[str]) -> None:
    data = to_csv(["text"], [[text] for text in texts]).decode()
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(data, newline=""))][1:]
    assert len(cells) == len(texts)
    assert not any(cell.lstrip()[:1] in tuple("=+-@|") for cell in cells)
