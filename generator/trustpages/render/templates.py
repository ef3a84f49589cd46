"""The template engine: the only place that knows Jinja, and the boundary where data becomes markup."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import Final, NoReturn, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, Undefined, nodes, pass_environment
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.filters import make_attrgetter
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from trustpages.model.artifact import Artifact
from trustpages.model.pages.blocks import ResolvedReference
from trustpages.model.pages.chart import Chart
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Code, Figure, Link, Said, StateLabel
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.json_values import Json
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import render_authored
from trustpages.render.charts.drawing import render_figure
from trustpages.render.encoder import Safe, encode, encode_title, encode_verbatim, join_safe
from trustpages.render.isolates import mark_up_isolates
from trustpages.render.markdown import render_statement
from trustpages.render.sanitizer import normalize_href, render_link
from trustpages.render.terms import TermLinks, keep_ends


def render_yaml_block(lines: Iterable[str], first_line: int = 1) -> Safe:
    """`lines` as a preformatted block, numbered from `first_line`, each line with the anchor `line-N`.

    The numbers are attributes, so that a selection copies the text alone.
    """
    shown = "".join(
        f'<span class="tp-line" id="line-{number}" data-line="{number}">{encode_verbatim(line)}&#10;</span>'
        for number, line in enumerate((line.rstrip("\r\n") for line in lines), first_line)
    )
    return Safe(f'<pre class="tp-yaml" tabindex="0"><code>{shown}</code></pre>')


def render_data(data: Json) -> Safe:
    """What programs read in a page, as a data block of JSON-LD: no browser runs it, and no sign in it begins a tag."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return Safe(f'<script type="application/ld+json">{text.translate(_IN_SCRIPT)}</script>')


_IN_SCRIPT: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


# Filters that compute on values. Whatever makes markup, numbers or chance stays out of reach.
FILTERS = frozenset(
    {"batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "items", "last", "length"}
    | {"list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select"}
    | {"selectattr", "slice", "sort", "title", "trim", "truncate", "unique", "upper"}
)
GLOBALS = frozenset({"cycler", "joiner", "namespace", "range"})


class _GuardedCode(CodeGenerator):
    """Refuses the two statements whose output would not pass the encoder."""

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.fail("filter blocks are not available: filter the values instead", node.lineno)

    def visit_ScopedEvalContextModifier(  # noqa: N802 - Jinja's name
        self, node: nodes.ScopedEvalContextModifier, frame: Frame
    ) -> None:
        self.fail("autoescape blocks are not available: every value is encoded already", node.lineno)


class _EncodingEnvironment(Environment):
    """An environment whose captured output (macros, blocks, calls) is markup, and whose values are not."""

    code_generator_class = _GuardedCode

    @staticmethod
    def concat(parts: Iterable[str]) -> Safe:
        """Rendered parts in one piece, which the encoder then leaves alone; Jinja joins output with this."""
        return Safe("".join(parts))


class _OwnCode(_GuardedCode):
    """Compiles to plain Python, where Jinja's own code asks of each name whether it is an attribute or a key, and of
    each call whether it wants the context, or its arguments in another order.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.fail("the program's own templates name the arguments of a call in their order", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        del macro_ref, frame
        self.write("environment.as_function(macro)")


class _OwnEnvironment(_EncodingEnvironment):
    """For the program's own templates, whose macros are functions."""

    code_generator_class = _OwnCode

    @staticmethod
    def as_function(macro: FunctionType) -> FunctionType:
        """The function that a macro was compiled to, which looks itself for arguments that are missing."""
        macro.__defaults__ = (missing,) * macro.__code__.co_argcount
        return macro


class _ClosedEnvironment(_EncodingEnvironment, ImmutableSandboxedEnvironment):
    """For templates that may come from whoever wrote the workspace.

    They read public attributes of what they are given, and reach nothing else of Python
    (https://jinja.palletsprojects.com/en/stable/sandbox/).
    """


Say: TypeAlias = Callable[[Said], str]
"""Puts a value, or a sentence of values, into words."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a site, ready to render its pages; made by `open_templates`."""

    environment: Environment
    site: PageAddresses
    directories: tuple[Path, ...]
    say: Say
    trusted: bool


class _CompiledTemplates(BytecodeCache):
    """What earlier builds of this process have compiled, by the text of each template: a server builds often."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code of a template if it was compiled from the same text."""
        checksum, code = self._known.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template in the place of that from an earlier text."""
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED: Final = _CompiledTemplates()


def open_templates(
    directories: Sequence[Path], site: PageAddresses, say: Say = str, *, trusted: bool = False
) -> Templates:
    """Templates from `directories`, the first that has a file of that name winning; `site` resolves links.

    Those that are `trusted` are the program's own: they print the same, without the sandbox, which takes half the time.
    """
    kind = _OwnEnvironment if trusted else _ClosedEnvironment
    environment = kind(
        loader=FileSystemLoader([str(directory) for directory in directories]),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # the encoder does more, and HTML escaping must not pass for encoding
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # else each block has Jinja ask the disk whether its template has changed since
        bytecode_cache=_COMPILED if trusted else None,
    )
    environment.filters = {name: environment.filters[name] for name in FILTERS} | {"join": _join}
    environment.globals = {name: environment.globals[name] for name in GLOBALS} | {
        "href": normalize_href,
        "inline": partial(_encode_inline, say=say),
        "link": render_link,
        "narrative": render_statement,
        "part": cache(lambda name: environment.get_template(f"parts/{name}.jinja").module),
        "say": say,
        "verbatim": lambda text: Safe(encode_verbatim(text)),
        "yaml_block": render_yaml_block,
    }
    environment.tests |= {name: _test_for(kind) for name, kind in VALUES.items()}
    return Templates(environment, site, tuple(directories), say, trusted)


VALUES: Final[Mapping[str, type]] = {
    "state": StateLabel,
    "figure": Figure,
    "link": Link,
    "code": Code,
    "several": tuple,
}
"""What templates ask of a value, as in `value is state`."""


def _test_for(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


def _encode_inline(value: Said, say: Say) -> Safe:
    return keep_ends(say(value))


def _finalize(value: object) -> str:
    if type(value) is Safe:  # most are
        return value
    return str(value) if isinstance(value, Undefined) else encode(value)  # a strict undefined raises, naming itself


@pass_environment
def _join(
    environment: Environment, values: Iterable[object], separator: object = "", attribute: str | None = None
) -> Safe:
    taken = map(make_attrgetter(environment, attribute), values) if attribute else values  # the sandbox looks at it
    return join_safe(taken, separator)


@dataclass(frozen=True, slots=True)
class Here:
    """What a template calls from the page that it prints: addresses from there, charts, text of the vendor, data."""

    url: Callable[[str], str]
    chart: Callable[[Chart], Safe]
    authored: Callable[[str, Mapping[tuple[str, str], ResolvedReference]], Safe]
    term_links: Callable[[Said], Safe]
    data: Callable[[Json], Safe] = render_data


PAGE_TEMPLATE: Final = "page.md.jinja"


def render_page(page: Page, templates: Templates) -> Artifact:
    """The Markdown file of `page`, front matter first.

    The template is that of the page's kind where there is one, else that of every page. Raises TrustpagesError
    `template-error` naming template and line, or with a more exact code where a link or reference is unknown.
    """
    address = cache(partial(templates.site.address, page.path))
    glossary = page.frame.glossary
    terms = TermLinks(lambda anchor: address(f"{glossary}#{anchor}") if glossary not in ("", page.path) else "")
    here = Here(
        address,
        lambda chart: render_figure(chart, address, templates.say),
        lambda text, references: render_authored(text, page.path, references, templates.site.address),
        lambda value: terms.link(templates.say(value)),
        render_data,
    )
    own = f"{page.kind}.md.jinja"
    known = any((folder / own).is_file() for folder in templates.directories)
    body = render_text(own if known else PAGE_TEMPLATE, {"page": page, "here": here}, templates)
    return Artifact(page.path, f"{_write_front_matter(page)}\n{body.strip()}\n".encode())


_MISTAKES: Final = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a template can be the reason of, besides errors of Jinja's own."""


def render_text(template: str, context: Mapping[str, object], templates: Templates) -> str:
    """What `template` makes of the names in `context`; for pages and for embeds alike.

    Raises TrustpagesError with code `template-error`: an unknown name, a syntax error, a missing
    file, or a value that has no text, with the template and its line.
    """
    try:
        return mark_up_isolates(templates.environment.get_template(template).render(context))
    except (*_MISTAKES, TemplateError) as error:
        _refuse(error, template, templates)


def _refuse(error: Exception, template: str, templates: Templates) -> NoReturn:
    file, line = _locate_error(error, template, templates.directories)
    place = f"{file}:{line}" if line else file
    detail = str(error).rstrip(".") or type(error).__name__
    raise TrustpagesError("template-error", f"{place}: {detail}", "mend the template, or the override of it") from error


def _locate_error(error: Exception, template: str, directories: tuple[Path, ...]) -> tuple[str, int]:
    """Template and line (0: unknown) that an error comes from: the innermost template frame."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return getattr(error, "name", None) or template, line
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        for directory in directories:
            if Path(frame.filename).is_relative_to(directory):
                return Path(frame.filename).relative_to(directory).as_posix(), frame.lineno or 0
    return template, 0


_BEFORE_OTHERS: Final = 8  # times the weight of a page that merely has the words


def _write_front_matter(page: Page) -> str:
    """The metadata that the site engine reads: JSON strings, which YAML takes as they are."""
    lines = [f"title: {_quote(page.title)}"]
    if page.description:
        lines.append(f"description: {_quote(page.description)}")
    if page.stands_alone:
        lines += ["hide:", "  - navigation"]
    if page.embeds:
        lines.append(f"embeds: {json.dumps(page.embeds)}")
    if not page.searchable:
        lines += ["search:", "  exclude: true"]
    elif page.answers_searches:
        lines += ["search:", f"  boost: {_BEFORE_OTHERS}"]
    return "\n".join(("---", *lines, "---", ""))


def _quote(text: str) -> str:
    return json.dumps(encode_title(text), ensure_ascii=False)
