"""Pages of the greatest length made of one thing alone: checked and rendered in time that grows with their length."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bounded import measure
from trustpages.model.pages.page import CONTENT_LIMIT

READ = """
from pathlib import Path
from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import render_authored
from trustpages.render.authored_checks import AuthoredFile, find_authored_problems
text = Path(sys.argv[1]).read_text("utf-8")
list(find_authored_problems(AuthoredFile("content/p.md", "p.md", text), PageAddresses(frozenset({"p.md"}))))
try:
    render_authored(text, "p.md", {}, lambda page, path: path)
except TrustpagesError as refused:
    print(refused.code)
"""
PIECES = {
    "equal headings": "# a\n",
    "headings without letters": "# \u00e9\n",
    "underlined headings": "a\n-\n",
    "headings like anchors": "# a_1\n# a\n",
    "headings that are links": "# [a](b.md)\n",
    "links on one line": "[a](b.md) ",
    "links on many lines": "[a](b.md)\n",
    "open brackets": "[",
    "open links": "[a](",
    "references": "[a][",
    "emphasis": "*a_b",
    "code": "`a``",
    "quotes": ">",
    "list in list": "- " * 20 + "a\n",
    "tables": "|a|b|\n|-|-|\n",
    "wide table": "|a",
    "entities": "&a;",
    "open comments": "<<<<!--",
    "references of ours": '{{ agent("a") }} ',
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_page_of_one_thing_alone(piece: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes((piece.encode() * CONTENT_LIMIT)[:CONTENT_LIMIT].decode("utf-8", "ignore").encode())
    cost = measure(READ, page)
    assert cost.seconds < 15
    assert cost.megabytes < 500
