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
    # Names that are put together, filters that call others, generators, slots of partial functions.
    "{{ here | attr('_' * 2 ~ 'class' ~ '_' * 2) }}",
    "{{ here[['__cl', 'ass__'] | join] }}",
    "{{ here | attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ ['__class__'] | map('upper') | map('lower') | map('attr', here) | list }}",
    "{{ [here] | map('attr', '__class__') | first }}",
    "{{ [here] | map('attr', 'url') | map('attr', '__globals__') | first }}",
    "{{ ('{0.__class__}' | safe).format(here) }}",
    "{{ ('{0.url.__func__}' | escape).format(here) }}",
    "{{ '{x.__class__.__mro__}' | safe | attr('format_map') }}{{ ('{x.__class__}' | safe).format_map({'x': here}) }}",
    "{{ [say] | join('', attribute='__module__') }}",
    "{{ [here] | join('', attribute='__doc__') }}",
    "{{ [here.url] | join('', '__doc__') }}",
    "{% filter attr('__class__') %}a{% endfilter %}",
    "{% set f = 'a'.format %}{{ f.__self__.__class__ }}",
    "{{ ''.join.__self__.__class__ }}",
    "{{ [].append.__self__.__class__ }}",
    "{{ ([here] | map(attribute='url')).gi_frame.f_globals }}",
    "{{ ([here] | select).gi_code }}",
    "{{ here.url.__reduce__ }}",
    "{{ here.url.__setstate__ }}",
    "{{ here.__init_subclass__ }}",
    "{% for a in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for a in [1] recursive %}{{ loop.__call__.__func__ }}{% endfor %}",
    "{% block b %}{{ self.b.__func__.__globals__ }}{% endblock %}",
    "{% block b %}{{ self.b.__closure__ }}{% endblock %}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._environment.loader }}",
    "{{ cycler('a').next.__func__.__globals__ }}",
    "{{ joiner().__call__.__globals__ }}",
    "{% set n = namespace() %}{% set n.__class__ = 1 %}{{ n }}",
    "{% set page = page.__iadd__(['x']) %}{{ page }}",
    "{{ page.extend(['x']) }}{{ page }}",
    "{{ page.sort() }}",
    "{{ {}.update({'a': 1}) }}",
    "{% include 'page.jinja' %}",
    "{% include ['/etc/passwd', '../secret.txt'] %}",
    "{% from '../secret.txt' import a %}",
    "{% include 'templates/../../secret.txt' %}",
)


def _render(text: str, folder: Path) -> str:
    here = Here(
        lambda path: path, lambda chart: Safe(chart.title), lambda text, _: Safe(text), lambda value: Safe(value)
    )
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
