"""The logo of whoever publishes: an SVG or PNG that draws and does nothing else, and how large it is drawn.

Pages show it as an image, where no script of an SVG runs. It can be opened at its own address, too, where one would, so
an SVG is refused for anything that is not on a list of what draws.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from trustpages.model.problem import Fault

LARGEST_LOGO: Final = 128 * 1024
"""Bytes of a logo: it is loaded with every first page."""

_LONGEST_SIDE = 4000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ELEMENTS: Final = frozenset(
    {"svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
    | {"tspan", "title", "desc", "style", "clipPath", "mask", "linearGradient", "radialGradient", "stop", "pattern"}
)
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)(?:px)?\s*")
_FOREIGN_ADDRESS = re.compile(
    r"""url\((?!\s*["']?#)|@import|\\|image-set|src\(|expression|[a-z]+script:""", re.IGNORECASE
)
_EXPORT = "export it as plain SVG: shapes, colours and gradients alone"


@dataclass(frozen=True, slots=True)
class LogoImage:
    """What is known of a logo: `svg` or `png`, and its size in pixels or units of its own."""

    form: str
    width: float
    height: float


def read_logo(content: bytes) -> LogoImage | Fault:
    """The image that a logo is, or why it cannot be one: code `logo-file`, or `logo-unsafe` for what may not be in it.

    `content` has at most `LARGEST_LOGO` bytes.
    """
    image = _read_png(content) if content.startswith(_PNG) else _read_svg(content)
    if isinstance(image, Fault):
        return image
    if not 0 < image.width <= _LONGEST_SIDE or not 0 < image.height <= _LONGEST_SIDE:
        sentence = f"the logo is {image.width:g} by {image.height:g}"
        return Fault("logo-file", sentence, f"give it a size of at most {_LONGEST_SIDE} on each side")
    return image


def _read_png(content: bytes) -> LogoImage | Fault:
    if len(content) < 33 or content[12:16] != b"IHDR" or not content.endswith(_PNG_END):
        return Fault("logo-file", "the PNG is cut off, or something follows it", "save it again as PNG")
    width, height = struct.unpack(">II", content[16:24])
    return LogoImage("png", width, height)


class _Refusal(Exception):
    """What an SVG may not have."""


class _Reader:
    """Looks at each piece of an SVG as the parser comes to it; raises `_Refusal`."""

    def __init__(self) -> None:
        self.size: tuple[float, float] | None = None
        self._depth = 0
        self._in_style = False

    def open_element(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace != _SVG or local not in _ELEMENTS or (self._depth == 0) != (local == "svg"):
            raise _Refusal(f"the SVG has an element <{local}>")
        if self._depth == 0:
            self.size = _read_size(attributes)
        self._depth += 1
        self._in_style = local == "style"
        for key, value in attributes.items():
            _refuse_attribute(key, value)

    def close_element(self, _: str) -> None:
        self._depth -= 1
        self._in_style = False

    def read_text(self, text: str) -> None:
        if self._in_style and _FOREIGN_ADDRESS.search(text):
            raise _Refusal("a style of the SVG loads something")

    def read_declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        # A browser goes by it, this parser does not: some encodings hide what looks harmless in another.
        if encoding is not None and encoding.lower() != "utf-8":
            raise _Refusal("the SVG is not in UTF-8")

    def refuse_declaration(self, *_: object) -> None:
        raise _Refusal("the SVG has a document type or an instruction")


def _refuse_attribute(key: str, value: str) -> None:
    namespace, _, local = key.rpartition(" ")
    if local.lower().startswith("on") or namespace not in {"", _XLINK, _XML} or local == "base":
        raise _Refusal(f"the SVG has an attribute '{local}'")
    if local == "href" and not value.startswith("#"):
        raise _Refusal("the SVG leads elsewhere by 'href'")
    if _FOREIGN_ADDRESS.search(value):
        raise _Refusal(f"the attribute '{local}' of the SVG loads something")


def _read_svg(content: bytes) -> LogoImage | Fault:
    reader, parser = _Reader(), expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True  # so that no word of a style is read in two parts
    parser.StartElementHandler, parser.EndElementHandler = reader.open_element, reader.close_element
    parser.CharacterDataHandler = reader.read_text
    parser.XmlDeclHandler = reader.read_declaration
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = reader.refuse_declaration
    try:
        parser.Parse(content.decode("utf-8"), True)
    except _Refusal as refusal:
        return Fault("logo-unsafe", str(refusal), _EXPORT)
    except (expat.ExpatError, UnicodeDecodeError):
        return Fault("logo-file", "the logo is neither an SVG nor a PNG", "save it as SVG in UTF-8, or as PNG")
    if reader.size is None:
        return Fault("logo-file", "the SVG does not say how large it is", "give it a 'viewBox'")
    return LogoImage("svg", *reader.size)


def _read_size(attributes: dict[str, str]) -> tuple[float, float] | None:
    """Width and height: by the attributes of those names where both are lengths, else by the last two of `viewBox`."""
    lengths = [_LENGTH.fullmatch(attributes.get(key, "")) for key in ("width", "height")]
    if not all(lengths):
        lengths = [_LENGTH.fullmatch(part) for part in attributes.get("viewBox", "").replace(",", " ").split()[2:]]
    found = [float(length[1]) for length in lengths if length]
    return (found[0], found[1]) if len(found) == 2 else None
