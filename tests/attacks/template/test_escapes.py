"""A template that reaches for Python: published escapes from Jinja, and their cousins by what we hand to templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.encoder import Safe
from trustpages.render.templates import Here, open_templates, render_text

RUN = "os.popen('touch proof').read()"
# From the advisories CVE-2016-10745, CVE-2019-10906, CVE-2024-56201, CVE-2024-56326, CVE-2025-27516 and from public
# collections of escapes, with the objects that our templates have.
ESCAPES = (
    f"{{{{ cycler.__init__.__globals__.{RUN} }}}}",
    f"{{{{ joiner.__init__.__globals__.{RUN} }}}}",
    f"{{{{ namespace.__init__.__globals__.{RUN} }}}}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__']['__mro__'] }}",
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ range.__self__ }}",
    "{{ say.__globals__ }}",
    "{{ say.__code__ }}",
    "{{ say.__closure__ }}",
    "{{ inline.func.__globals__ }}",
    "{{ link.__globals__['sys'].modules }}",
    "{{ here.url.__globals__ }}",
    "{{ here.url.func.__globals__ }}",
    "{{ here.url.func.__self__.__init__.__globals__ }}",
    "{{ here.__class__.__init__.__globals__ }}",
    "{{ here.__dict__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop.__init__ }}{% for a in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% macro m() %}{{ m.__init__.__globals__ }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% set m = namespace() %}{{ m.__init__.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format(here) }}",
    "{{ '{0.url.__globals__}'.format(here) }}",
    "{{ '{a.__class__}'.format_map({'a': here}) }}",
    "{{ ('{0.__class__}' | upper | lower).format(here) }}",
    "{{ ['{0.__class__.__init__.__globals__}'] | map('format', here) | list }}",
    "{% set f = '{0.__class__.__init__.__globals__}'.format %}{{ f(here) }}",
    "{% set f = ['{0.__class__.__init__.__globals__}'.format] %}{{ f[0](here) }}",
    "{{ here | attr('__class__') }}",
    "{{ [here] | map(attribute='__class__') | list }}",
    "{{ [here] | map(attribute='url.__globals__') | first }}",
    "{{ [here] | selectattr('__class__') | first }}",
    "{{ [here] | groupby('__class__') | first }}",
    "{{ [here] | sort(attribute='__class__.__mro__') | first }}",
    "{{ [here] | join('', attribute='__class__') }}",
    "{{ [here] | max(attribute='__init__.__globals__') }}",
    "{{ [here] | unique(attribute='__class__') | first }}",
    "{% for key in here.__class__.__dict__ %}{{ key }}{% endfor %}",
    "{% set s = here.__init__ %}{{ s.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "{% include '../secret.txt' %}",
    "{% import '../../etc/passwd' as p %}",
    "{% extends '/etc/passwd' %}",
    "{{ page.append(1) }}",
    "{{ page.clear() }}",
    "{% do page.append(1) %}",
    "{{ range(10 ** 9) | length }}",
)


def _render(text: str, folder: Path) -> str:
    here = Here(lambda path: path, lambda chart: Safe(chart.title), lambda text, _: Safe(text))
    (folder / "templates").mkdir()
    (folder / "secret.txt").write_text("secret")
    (folder / "templates/page.jinja").write_text(text)
    templates = open_templates([folder / "templates"], PageAddresses(frozenset()))
    return render_text("page.jinja", {"page": ["text"], "here": here}, templates)


@pytest.mark.parametrize("text", ESCAPES)
def test_nothing_of_python_is_reached(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TrustpagesError) as refused:
        _render(text, tmp_path)
    assert refused.value.code == "template-error"
    assert not (tmp_path / "proof").exists()


def test_what_templates_need_is_there(tmp_path: Path) -> None:
    text = "{% set s = namespace(n=0) %}{% for a in range(3) %}"
    text += "{% set s.n = s.n + a %}{% endfor %}{{ s.n }} {{ here.url('a') }}"
    assert _render(text, tmp_path) == "3 a"
