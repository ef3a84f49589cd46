"""The program's own templates run without the sandbox that a workspace's run in, and print the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose.wording.said import say
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.render.addresses import PageAddresses
from trustpages.render.templates import open_templates, render_page, render_text
from trustpages.workflow.shipped import locations


@IN_ONE_PROCESS
@pytest.mark.parametrize(("name", "audience"), [("bad news", Audience.PUBLIC), ("fourteen agents", Audience.INTERNAL)])
def test_the_sandbox_changes_no_page(name: str, audience: Audience) -> None:
    site = known_whole(name, audience).site
    pages = {(page.path.split("/")[0], page.path.count("/"), page.kind): page for page in site.pages}
    addresses = PageAddresses(frozenset(page.path for page in site.pages))
    closed, ours = (open_templates([locations.find_templates()], addresses, say, trusted=way) for way in (False, True))
    assert len(pages) > 10
    for page in pages.values():
        assert render_page(page, ours) == render_page(page, closed)


def test_only_trusted_templates_run_without_it(tmp_path: Path) -> None:
    (tmp_path / "main.md").write_text("{{ text.__class__.__name__ }}")
    closed, ours = (open_templates([tmp_path], PageAddresses(frozenset()), trusted=way) for way in (False, True))
    assert render_text("main.md", {"text": ""}, ours) == "str"
    with pytest.raises(TrustpagesError, match="unsafe"):
        render_text("main.md", {"text": ""}, closed)


@pytest.mark.parametrize("call", ["{{ range(stop=3) }}", "{{ range(*[3]) }}", "{% call(x) f() %}{{ x }}{% endcall %}"])
def test_what_plain_code_cannot_do_is_refused_before_it_runs(call: str, tmp_path: Path) -> None:
    (tmp_path / "main.md").write_text(f"{{% macro f() %}}{{{{ caller(1) }}}}{{% endmacro %}}{call}")
    templates = open_templates([tmp_path], PageAddresses(frozenset()), trusted=True)
    with pytest.raises(TrustpagesError, match=r"main\.md:1: .*arguments of a call in their order"):
        render_text("main.md", {}, templates)


def test_a_template_that_has_changed_is_compiled_anew_in_the_same_process(tmp_path: Path) -> None:
    said = []
    for text in ("{{ 'first' }}", "{{ 'second' }}", "{{ 'second' }}", "{{ 'first' }}"):
        (tmp_path / "main.md").write_text(text)
        templates = open_templates([tmp_path], PageAddresses(frozenset()), trusted=True)
        said.append(render_text("main.md", {}, templates))
    assert said == ["first", "second", "second", "first"]
