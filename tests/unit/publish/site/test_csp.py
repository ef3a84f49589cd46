from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.system.serving import list_headers, read_rules
from trustpages.model.artifact import Artifact
from trustpages.publish.site.csp import FOLDER_HEADERS, FRAMING_POLICY, HOST_HEADERS, POLICY, SCRIPTS, apply_policy
from trustpages.publish.site.mkdocs import compile_theme_scripts

PAGE = '<!doctype html><head><meta charset="utf-8"><script>{}</script></head><p>text</p>'


def the_theme(tmp_path: Path) -> re.Pattern[str]:
    folder = tmp_path / "partials/javascripts"
    folder.mkdir(parents=True)
    (folder / "base.html").write_text('{#- c -#}\n<script>scope=new URL("{{ base_url }}",location)</script>\n')
    (folder / "late.html").write_text('{% if x %}<script>f({a:1})</script>{% endif %}<script src="y"></script>')
    return compile_theme_scripts([str(tmp_path)])


def test_a_script_of_the_theme_becomes_a_file_named_for_its_content(tmp_path: Path) -> None:
    known = the_theme(tmp_path)
    page, (script,) = apply_policy(PAGE.format('scope=new URL("../..",location)'), "../../", known)
    assert script.content == b'scope=new URL("../..",location)'
    assert re.fullmatch(re.escape(SCRIPTS) + r"/[0-9a-f]{16}\.js", script.path)
    assert f'<script src="../../{script.path}"></script>' in page
    assert apply_policy(PAGE.format('scope=new URL("../..",location)'), "", known)[1] == (script,)


def test_another_script_stays_where_policy_and_gate_stop_it(tmp_path: Path) -> None:
    known = the_theme(tmp_path)
    for script in ("alert(1)", "f({a:1});alert(1)", 'scope=new URL("");alert(1)//",location)', "f({a:1})\n"):
        page, scripts = apply_policy(PAGE.format(script), "", known)
        assert f"<script>{script}</script>" in page
        assert scripts == ()


def test_the_policy_stands_before_anything_that_loads(tmp_path: Path) -> None:
    page, _ = apply_policy(PAGE.format("f({a:1})"), "", the_theme(tmp_path))
    assert page.index(POLICY) < page.index("<script")
    assert page.count("Content-Security-Policy") == 1


def test_the_policy_allows_no_inline_code_and_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY


def test_the_headers_say_what_a_page_cannot_say_of_itself(tmp_path: Path) -> None:
    headers = headers_at(HOST_HEADERS, "/agents/desk/index.html", tmp_path)
    assert headers["Content-Security-Policy"] == f"{FRAMING_POLICY}; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("file", "opened", "closed"),
    [
        (HOST_HEADERS, ["/embed/desk/card.html"], ["/", "/agents/desk/embed/index.html", "/agents/embed/index.html"]),
        (FOLDER_HEADERS, ["/latest/embed/desk/card.html", "/1.0/embed/x/badge.svg"], ["/1.0/agents/embed/index.html"]),
    ],
)
def test_embeds_alone_may_be_framed_and_fetched(
    file: Artifact, opened: list[str], closed: list[str], tmp_path: Path
) -> None:
    for path in opened:
        headers = headers_at(file, path, tmp_path)
        assert headers["Content-Security-Policy"].endswith("frame-ancestors *")
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "X-Frame-Options" not in headers
    for path in closed:
        headers = headers_at(file, path, tmp_path)
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert headers["X-Frame-Options"] == "DENY"


def test_a_page_that_shows_a_card_may_frame_its_own_site_and_no_other_page_may(tmp_path: Path) -> None:
    known = the_theme(tmp_path)
    plain = PAGE.format("f({a:1})")
    framing, _ = apply_policy(f'{plain}<iframe src="x"></iframe>', "", known)
    assert FRAMING_POLICY in framing
    assert "frame-src" not in apply_policy(plain, "", known)[0]


def headers_at(file: Artifact, path: str, folder: Path) -> dict[str, str]:
    (folder / file.path).write_bytes(file.content)
    return list_headers(read_rules(folder / file.path), path)
