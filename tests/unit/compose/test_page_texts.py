"""Every sentence of every page is one that somebody could have written: numbers fit their nouns, no gap is left."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from support.compose.rendered import rendered
from support.outputs.whole import Whole
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.model.pages.page import Page
from trustpages.workflow.commands.report import format_report

pytestmark = IN_ONE_PROCESS

SAID_AS_IT_IS = ("authored", "method", "verify")
"""Kinds of page with text that others wrote, with formulas or with names of files."""
COUNTED = (
    "agents|attacks|benchmarks|changes|consequences|days|entries|events|exercises|failures|findings|groups|hours|"
    "incidents|items|kinds|limitations|months|outcomes|overrides|people|promises|records|results|reviews|risks|rules|"
    "rungs|runs|scores|sources|tasks|times|tries|values|verdicts|versions|weeks"
)
FAULTS = {
    "one of a thing is called many": rf"(?<![\d.,/+-])\b1 (?:{COUNTED})\b",
    "a count without what was counted": r"(?:^|[:;|(] ?)of \d",
    "a share of nothing": r"(?<![\d.])\b\d[\d,]* of 0\b(?![.,]\d)",
    "a space too much": r"\w [,;:](?:\s|$)|\( | \)",
    "no space after a colon": r"[a-z]:[A-Z]",
    "two stops": r"(?<!\.)\.\.(?!\.)|[,;:]\.|\?\.",
    "nothing between the signs": r"\(\)|“”|·\s*$|^\s*·|; ;|, ,",
    "a day as machines write it": r"\b\d{4}-\d{2}-\d{2}\b",
    "a number as machines write it": r"\b(?:nan|NaN|inf)\b|\b\d(?:\.\d+)?e[-+]?\d+\b",
    "the name of a state or key": r"\b(?:on_breach|on_incident|on_stale|user_reported|llm_judge|third_party)\b",
}


def list_lines(page: Page, paths: frozenset[str]) -> Iterator[str]:
    """The text of a page line by line, of an evidence item without its notes and its lines of YAML."""
    text = rendered(page, paths).content.decode()
    text = text.split("Where it comes from")[0] if page.kind == "evidence" else text
    text = re.sub(r"<script.*?</script>|<code>.*?</code>|<a [^>]*>https?://.*?</a>", "…", text, flags=re.DOTALL)
    text = re.sub(r"</(?:p|li|h\d|tr|div|dt|dd|t[hd]|figcaption|summary)>", "\n", text)
    yield from html.unescape(re.sub(r"<[^>]+>", "", text)).splitlines()


def read_texts(whole: Whole) -> Iterator[tuple[str, str]]:
    """Lines of pages, and of the report as text, each with where it stands."""
    pages = whole.site.pages
    paths = frozenset(page.path for page in pages)
    for page in pages:
        if page.kind not in SAID_AS_IT_IS:
            yield from ((page.path, line) for line in list_lines(page, paths))
    for paragraph in re.split(r"\n(?! {4})", format_report(whole.composition)):
        yield "report as text", re.sub(r"\s+", " ", paragraph)


@pytest.mark.parametrize("workspace", ["demo", "fourteen agents", "bad news", "bare"])
def test_no_sentence_has_a_fault(workspace: str) -> None:
    found = {
        (fault, line.strip())
        for _, line in read_texts(known_whole(workspace))
        for fault, pattern in FAULTS.items()
        if re.search(pattern, line.strip())
    }
    assert not found
