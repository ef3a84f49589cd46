"""A logo draws and does nothing else."""

from __future__ import annotations

import struct
import zlib

import pytest

from trustpages.intake.files.logo import LogoImage, read_logo
from trustpages.model.problem import Fault

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 160 40">'


def svg(inside: str = "", head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in (head, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (svg(), LogoImage("svg", 160, 40)),
        (svg(head=HEAD.replace("viewBox", 'width="80px" height="20" viewBox')), LogoImage("svg", 80, 20)),
        (svg(head=HEAD.replace("viewBox", 'width="100%" height="1em" viewBox')), LogoImage("svg", 160, 40)),
        (
            b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->\n' + svg("<g><path d='M0 0h9'/></g>"),
            LogoImage("svg", 160, 40),
        ),
        (svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/>'), LogoImage("svg", 160, 40)),
        (svg("<style>.a{fill:url('#a')}</style><use xlink:href='#a' class='a'/>"), LogoImage("svg", 160, 40)),
        (png(320, 80), LogoImage("png", 320, 80)),
    ],
)
def test_a_drawing_is_shown(content: bytes, expected: LogoImage) -> None:
    assert read_logo(content) == expected


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onload='alert(1)'/>",
        "<g ONLOAD='alert(1)'/>",
        "<a href='https://elsewhere.example'/>",
        "<image href='https://elsewhere.example/a.png'/>",
        "<use href='other.svg#a'/>",
        "<use xlink:href='data:image/svg+xml,x'/>",
        "<rect fill='url(https://elsewhere.example/a)'/>",
        "<rect style='fill:u\\72l(//elsewhere.example)'/>",
        "<style>@import 'https://elsewhere.example/a.css'</style>",
        "<style>@im<!-- -->port 'https://elsewhere.example/a.css'</style>",
        "<style>@im&#112;ort 'https://elsewhere.example/a.css'</style>",
        "<style>a{background:url( //elsewhere.example)}</style>",
        "<style>a{background:url(/**/#a)}</style>",
        "<foreignObject/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
        "<script xmlns=''>alert(1)</script>",
        "<g xml:base='https://elsewhere.example/'/>",
        "<?xml-stylesheet href='https://elsewhere.example/a.css'?>",
        "<svg/>",
    ],
)
def test_what_could_run_or_load_is_refused(inside: str) -> None:
    found = read_logo(svg(inside))
    assert isinstance(found, Fault)
    assert found.code == "logo-unsafe"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "logo-unsafe"),
        (b"<?xml-stylesheet href='a.css'?>" + svg(), "logo-unsafe"),
        (b'<?xml version="1.0" encoding="ISO-2022-JP"?>' + svg(), "logo-unsafe"),
        (svg(head="<svg>"), "logo-unsafe"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "logo-unsafe"),
        (svg(head='<svg xmlns="http://www.w3.org/2000/svg">'), "logo-file"),
        (svg(head=HEAD.replace("160 40", "0 40")), "logo-file"),
        (svg(head=HEAD.replace("160 40", "99999 40")), "logo-file"),
        (svg("<g>"), "logo-file"),
        (svg().decode().encode("utf-16"), "logo-file"),
        (b"", "logo-file"),
        (b"GIF89a", "logo-file"),
        (png(0, 80), "logo-file"),
        (png(320, 80)[:-4], "logo-file"),
        (png(320, 80) + b"<script>", "logo-file"),
    ],
)
def test_what_is_no_logo_is_refused(content: bytes, code: str) -> None:
    found = read_logo(content)
    assert isinstance(found, Fault)
    assert found.code == code
