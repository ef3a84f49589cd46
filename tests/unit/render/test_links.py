from __future__ import annotations

import pytest

from trustpages.render.encoder import encode
from trustpages.render.sanitizer import normalize_href, render_link


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.ORG:8080/A?b=c#d", "http://example.org:8080/A?b=c#d"),
        ("https://example.org/a%20b/ü", "https://example.org/a%20b/%C3%BC"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://exаmple.org/", "https://xn--exmple-4nf.org/"),  # a Cyrillic а
        ("mailto:trust@example.org", "mailto:trust@example.org"),
    ],
)
def test_allows(url: str, href: str) -> None:
    assert normalize_href(url) == href


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "/relative",
        "https:example.org",
        "https:///example.org",
        "https://user:secret@example.org/",
        "https://example.org\\@evil.example/",
        "https://exam ple.org/",
        "https://example.org/\nx",
        "https://example.org/\u200bx",
        "https://example.org/\u202ex",
        " https://example.org/",
        "https://-bad-.org/",
        "https://[::1]/",
        "https://example.org:99999/",
        "https://a..b/",
        "https://%65xample.org/",
        "mailto:a@b@c.org",
        "mailto:a@example.org?bcc=b@example.org",
        "vbscript:x",
        "https://" + "a" * 3000,
    ],
)
def test_refuses(url: str) -> None:
    assert normalize_href(url) is None


def test_a_link_is_encoded_and_keeps_its_distance() -> None:
    shown = render_link("a<b>", 'https://example.org/?a="b"&c')
    assert shown.startswith(f'<a href="{encode("https://example.org/?a=%22b%22&c")}"')
    assert 'rel="noopener noreferrer nofollow">a&#60;b&#62;</a>' in shown


def test_a_refused_link_is_its_label() -> None:
    assert render_link("click", "javascript:alert(1)") == '<span class="tp-no-link">click</span>'
