from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from support.render.charts import INTERVALS
from support.render.markup import through_markdown
from trustpages.model.pages.blocks import ChartBlock, Frame, Section
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Code, Figure, Link, Said, StateLabel
from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.templates import PAGE_TEMPLATE as PAGE
from trustpages.render.templates import Templates, open_templates, render_page, render_text

HOSTILE = "<b>*x*</b> [y](javascript:z)"
ENCODED = "&#60;b&#62;&#42;x&#42;&#60;&#47;b&#62; &#91;y&#93;&#40;javascript&#58;z&#41;"  # what `HOSTILE` becomes


@dataclass(frozen=True)
class Data:
    name: str = HOSTILE
    missing: str | None = None


def the_templates(folder: Path, **sources: str) -> Templates:
    folder.mkdir(exist_ok=True)
    for name, source in sources.items():
        (folder / (name if "." in name else f"{name}.md")).write_text(source)
    return open_templates([folder], PageAddresses(frozenset({"index.md", "method.md"})))


def shown(folder: Path, source: str, **others: str) -> str:
    templates = the_templates(folder, main=source, **others)
    return render_text("main.md", {"data": Data(), "text": HOSTILE}, templates)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("{{ text }}", ENCODED),
        ("<b>{{ data.name }}</b>", f"<b>{ENCODED}</b>"),
        ("{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(text) }}", f"<i>{ENCODED}</i>"),
        (
            "{% macro m() %}<i>{{ caller() }}</i>{% endmacro %}{% call m() %}<b>{{ text }}</b>{% endcall %}",
            f"<i><b>{ENCODED}</b></i>",
        ),
        ("{% set x %}<i>{{ text }}</i>{% endset %}{{ x }}", f"<i>{ENCODED}</i>"),
        ("{% block b %}<i>{{ text }}</i>{% endblock %}{{ self.b() }}", f"<i>{ENCODED}</i><i>{ENCODED}</i>"),
        ('{% include "part.md" %}', f"<p>{ENCODED}</p>"),
        ('{% import "kit.md" as kit %}{{ kit.m(text) }}', f"<u>{ENCODED}</u>"),
        ('{% extends "base.md" %}{% block b %}{{ super() }}!{% endblock %}', f"<p>{ENCODED}!</p>"),
        ('{{ [text, 1] | join("<br>") }}', f"{ENCODED}&#60;br&#62;1"),
        ("{% set s %}<br>{% endset %}{{ [text, 1] | join(s) }}", f"{ENCODED}<br>1"),
        ('{{ "s" if 2 != 1 else "" }}', "s"),
    ],
)
def test_encodes_data_once_and_markup_never(tmp_path: Path, source: str, result: str) -> None:
    others = {
        "part": "<p>{{ text }}</p>",
        "kit": "{% macro m(x) %}<u>{{ x }}</u>{% endmacro %}",
        "base": "<p>{% block b %}{{ text }}{% endblock %}</p>",
    }
    assert shown(tmp_path, source, **others) == result


@pytest.mark.parametrize(
    "expression",
    [
        "text ~ m()",
        "m() ~ text",
        "m() + text",
        "text | replace('x', m())",
        "'%s' % m()",
        "m() | upper",
        "(m(), text)[1]",
    ],
)
def test_what_mixes_data_and_markup_is_data(tmp_path: Path, expression: str) -> None:
    result = shown(tmp_path, "{% macro m() %}<i>{% endmacro %}{{ " + expression + " }}")
    assert "<" not in result
    assert "*" not in result


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("line\n{{ nope }}", "main.md:2: 'nope' is undefined"),
        ("{{ data.nope }}", "has no attribute 'nope'"),
        ("a\n\n{% if %}", "main.md:3: "),
        ("{{ data.missing }}", "main.md:1: nothing to show"),
        ("{{ 0.5 }}", "main.md:1: a template can show"),
        ("{{ text | safe }}", "No filter named 'safe'"),
        ("{{ text | urlize }}", "No filter named 'urlize'"),
        ("{{ lipsum() }}", "'lipsum' is undefined"),
        ("{{ [1, 2] | random }}", "No filter named 'random'"),
        ("{% filter upper %}x{% endfilter %}", "main.md:1: filter blocks"),
        ("{% autoescape true %}x{% endautoescape %}", "main.md:1: autoescape blocks"),
        ('a\n{% include "broken.md" %}', "broken.md:3: 'inner' is undefined"),
        ('{% include "none.md" %}', "none.md"),
        ("{{ narrative(data.missing, text) }}", "main.md:1: "),
    ],
)
def test_errors_name_template_and_line(
    tmp_path: Path, source: str, reason: str, figure: Callable[[int, str, str], None]
) -> None:
    with pytest.raises(TrustpagesError) as refusal:
        shown(tmp_path, source, broken="\n\n{{ inner }}")
    assert refusal.value.code == "template-error"
    assert reason in refusal.value.sentence
    figure(34, "mistakes in a template: stopped with template and line", "1/1")


FRAME = Frame(date(2026, 11, 1), "Public", "Example", None, illustrative=False, digest="")


def a_page(title: str = "Desk", description: str = "", *, searchable: bool = True) -> Page:
    sections = (Section("", (ChartBlock(INTERVALS),)),)
    return Page("sample", "index.md", title, FRAME, sections, description=description, searchable=searchable)


def test_writes_front_matter(tmp_path: Path) -> None:
    templates = the_templates(tmp_path, **{PAGE: "# {{ page.title }}\n"})
    page = a_page(title='A "b" <i>', description="What: it\nis", searchable=False)
    assert render_page(page, templates).content.decode() == (
        '---\ntitle: "A &#34;b&#34; &#60;i&#62;"\ndescription: "What: it is"\nsearch:\n  exclude: true\n---\n\n'
        "# A &#34;b&#34; &#60;i&#62;\n"
    )


def test_the_workspace_overrides_single_templates(tmp_path: Path) -> None:
    for name, source in (
        ("own/main.md", "own {% include 'part.md' %}"),
        ("shipped/main.md", "x"),
        ("shipped/part.md", "p"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source)
    templates = open_templates([tmp_path / "own", tmp_path / "shipped"], PageAddresses(frozenset()))
    assert render_text("main.md", {}, templates) == "own p"


def test_a_template_for_one_kind_of_page_stands_for_the_one_of_all(tmp_path: Path) -> None:
    templates = the_templates(tmp_path, **{PAGE: "all", "sample.md.jinja": "one kind", "other.md.jinja": "x"})
    assert render_page(a_page(), templates).content.endswith(b"\none kind\n")


def test_a_page_shows_its_charts(tmp_path: Path) -> None:
    source = '{{ here.chart(page.charts[0]) }}\n\n[m]({{ here.url("method.md") }})'
    templates = the_templates(tmp_path, **{PAGE: source})
    page = through_markdown(render_page(a_page(), templates).content.decode().split("---\n", 2)[2])
    pictures = [dict(attrs) for name, attrs in page.elements if name == "img"]
    assert [picture["src"].rsplit("#")[1] for picture in pictures] == ["only-light", "only-dark"]
    assert all(picture["alt"] == INTERVALS.summary and picture["width"] == "576" for picture in pictures)
    assert page.names[:5] == ["figure", "img", "img", "figcaption", "details"]
    assert "The same numbers as a table" in page.text
    assert dict(page.elements[-1][1]) == {"href": "method/"}


def test_a_link_to_an_unknown_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as refusal:
        render_page(a_page(), the_templates(tmp_path, **{PAGE: '{{ here.url("nope.md") }}'}))
    assert refusal.value.code == "broken-link"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (StateLabel("Met", "met"), "state"),
        (Link("a", "b"), "link"),
        (Code("a"), "code"),
        (("a", "b"), "several"),
        (Figure("1", "", "", "", "ok", has_number=True), "figure"),
    ],
)
def test_templates_tell_values_apart(tmp_path: Path, value: Said, kind: str) -> None:
    kinds = ("state", "link", "code", "several", "figure")
    asked = " ".join("{{ 'NAME' if value is NAME else '' }}".replace("NAME", name) for name in kinds)
    assert render_text("main.md", {"value": value}, the_templates(tmp_path, main=asked)).split() == [kind]


def test_parts_of_a_sentence_keep_the_blanks_between_them(tmp_path: Path) -> None:
    source = "{% for part in parts %}{{ inline(part) }}{% endfor %}"
    templates = the_templates(tmp_path, main=source)
    assert render_text("main.md", {"parts": ("a ", " ", "<b", "", "> c")}, templates) == "a  &#60;b&#62; c"
