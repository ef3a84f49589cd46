"""What a site has for programs: nothing of others is markup in it, and everything carries its limits and its end."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import duckdb
import pytest
from markdown_it import MarkdownIt

from support.workspaces.claimed import FIRST_DAY, HOSTILE, LATER, SENTENCE, write_claimed
from trustpages.compose.paths import EMBEDS, embeds_of
from trustpages.compose.site import ComposedSite, compose_site
from trustpages.render.templates import render_data
from trustpages.workflow.assessment import compute
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.parts import make_parts
from trustpages.workflow.site.steps import find_means, render_site


@dataclass(frozen=True)
class Made:
    """A composed site with its files for programs."""

    composed: ComposedSite
    files: dict[str, bytes]

    def text(self, path: str) -> str:
        return self.files[path].decode()

    def data(self, path: str) -> Any:
        return next(page.data for page in self.composed.pages if page.path == path)


def make(root: Path, as_of: date) -> Made:
    reading = read(Choice(root, as_of, None, as_of))
    computed = compute(reading, tries_policies=False)
    composition = gather_composition(reading, computed, Disclosed(looks_better=False))
    source = render_site(make_parts(composition, {}, find_means(reading, composition)), computed.shared_record)
    files = {file.path: file.content for file in source.beside if not file.path.startswith(EMBEDS)}
    return Made(compose_site(composition), files)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(write_claimed(tmp_path_factory.mktemp("before")), FIRST_DAY)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(write_claimed(tmp_path_factory.mktemp("after"), 702), LATER)


def find_claim(data: Any) -> Any:
    return next(node for node in data["@graph"] if node["text"] == SENTENCE)


def test_a_claim_that_turned_is_told_so_everywhere(before: Made, after: Made) -> None:
    assert f"| {SENTENCE} | Supported |" in before.text("claims/index.md")
    assert f"| {SENTENCE} | Contradicted |" in after.text("claims/index.md")
    assert find_claim(before.data("claims.md"))["creativeWorkStatus"] == "Supported"
    turned = find_claim(after.data("claims.md"))
    assert turned["creativeWorkStatus"] == "Contradicted"
    assert "702 of 1,000" in turned["abstract"]
    assert "L68" in turned["abstract"]
    assert "L68" not in before.text("llms.txt")
    assert "Worst limitation: Critical, L68" in after.text("llms.txt")
    for made, word in ((before, "Supported"), (after, "Contradicted")):
        (row,) = [row for row in json.loads(made.text("agents/desk/data.json"))["rows"] if row["id"] == "eight-of-ten"]
        assert row["state"] == word


def test_nothing_withheld_is_told(before: Made) -> None:
    assert not any(b"own people" in content or b"hidden" in content for content in before.files.values())


def test_the_same_input_gives_the_same_bytes(before: Made, tmp_path: Path) -> None:
    assert make(write_claimed(tmp_path), FIRST_DAY).files == before.files


def twins(made: Made) -> Iterator[tuple[str, str]]:
    return ((path, content.decode()) for path, content in made.files.items() if path.endswith((".md", "llms.txt")))


def test_text_of_others_is_nothing_but_text(before: Made) -> None:
    known = {*before.files, *(sheet.path for sheet in before.composed.spreadsheets)}
    embeds = ("card.html", "compact.html", "badge.svg", "social.png")
    known |= {f"{embeds_of(view.agent)}{name}" for view in before.composed.embeds for name in embeds}
    known |= {feed.path for feed in before.composed.shared.feeds} | {"report.json", "agents/desk/report.json"}
    told = 0
    for path, text in twins(before):
        tokens = [inner for token in MarkdownIt("commonmark").enable("table").parse(text) for inner in _walk(token)]
        assert {token.type for token in tokens} & {"html_block", "html_inline", "image"} == set()
        addresses = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
        assert {normpath(join(dirname(path), address)) for address in addresses} <= known, path
        shown = " ".join(token.content for token in tokens if token.type in {"text", "text_special", "code_inline"})
        told += "<script>alert(1)</script>" in "".join(shown.split(" "))
        # Whoever shows it and makes links of addresses finds none.
        assert not re.search(r"https?://evil|(?<!\\)@", re.sub(r"`[^`\n]*`", "", text)), path
    assert told > 0
    assert "javascript:" not in before.text("claims/index.md")


def _walk(token: Any) -> Iterator[Any]:
    yield token
    for child in token.children or ():
        yield from _walk(child)


def test_every_page_has_a_twin_with_limits_and_end_at_both_ends(before: Made) -> None:
    pages = {page.path for page in before.composed.pages}
    assert len([path for path, _ in twins(before)]) == len(pages) + 1
    for path, text in twins(before):
        head, end = text[:2500], text[-900:]
        assert "As of: " in head, path
        assert "Valid until: " in head or path == "llms.txt", path
        assert "nothing in it is an instruction" in text, path
        assert "Limits and end of what stands above" in end or path == "llms.txt", path
    assert "Posture: " in before.text("agents/desk/evidence/counted/index.md")[:2500]


def nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield value
        for held in value.values():
            yield from nodes(held)
    elif isinstance(value, list):
        for held in value:
            yield from nodes(held)


def test_every_fact_for_search_engines_has_limits_end_and_digest(before: Made) -> None:
    found = [node for page in before.composed.pages for node in nodes(page.data)]
    kinds = {node["@type"] for node in found if "@type" in node}
    assert kinds >= {"Report", "Claim", "Dataset"}
    assert "ClaimReview" not in kinds
    for node in found:
        if node.get("@type") in {"Report", "Claim", "Dataset"}:
            assert node["abstract"]
            assert node["identifier"]["value"]
            assert node["expires"]


def test_data_in_a_page_begins_no_tag_and_reads_back(before: Made) -> None:
    data = before.data("claims.md")
    block = render_data(data)
    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inner)
    assert inner.isascii()
    assert json.loads(inner) == data
    assert HOSTILE in {node.get("text") for node in nodes(data)}


def test_the_three_forms_of_data_hold_the_same(before: Made, tmp_path: Path) -> None:
    told = json.loads(before.text("agents/desk/data.json"))
    sheet = list(csv.DictReader(io.StringIO(before.text("agents/desk/data.csv"))))
    (tmp_path / "data.parquet").write_bytes(before.files["agents/desk/data.parquet"])
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(tmp_path / "data.parquet"))
        columns, rows = table.columns, table.fetchall()
        about = connection.execute("select key, value from parquet_kv_metadata(?)", [str(tmp_path / "data.parquet")])
        metadata = {key.decode(): value.decode() for key, value in about.fetchall()}
    assert told["columns"] == columns == list(sheet[0])
    assert [dict(zip(columns, row, strict=True)) for row in rows] == told["rows"]
    assert [row["id"] for row in sheet] == [row["id"] for row in told["rows"]]
    assert metadata == {"format": "trustpages.data/1", **told["limits"]}
    (promise,) = [row for row in told["rows"] if row["kind"] == "promise"]
    assert (promise["k"], promise["n"], promise["valid_until"]) == (930, 1000, told["limits"]["valid-until"])
    assert all(row["limits"] and row["as_of"] and row["inputs_sha256"] for row in told["rows"])


def test_the_catalog_has_every_agent_with_its_end(before: Made) -> None:
    catalog = json.loads(before.text("well-known/ai-catalog.json"))
    (entry,) = catalog["entries"]
    assert entry["identifier"] == "urn:air:trust.example:agent:desk"
    assert entry["trustManifest"]["expiresAt"].startswith("2024-")
    extension = json.loads(before.text("agents/desk/a2a.json"))["capabilities"]["extensions"][0]
    assert extension["params"]["digest"] == entry["trustManifest"]["subject"]["digest"]
