"""A driver writes passwords into messages, logs and output: none comes out, and none stands in a file."""

from __future__ import annotations

import os
from pathlib import Path
from traceback import format_exception

import pytest

from support.intake.warehouse import write_item
from support.intake.workspaces import files_below
from support.system.commands import trustpages, trustpages_started
from support.workspaces.bare import write_bare
from trustpages.intake.data.warehouse.connections import ask
from trustpages.intake.data.warehouse.contract_query import ContractQuery
from trustpages.model.problem import TrustpagesError

PASSWORD = "hunter2-Tr0ub4dor&3"  # noqa: S105  # of nobody
DRIVER = """
import logging, os, sys, warnings
class Loud(Exception): pass
class fake:
    @staticmethod
    def connect(**given):
        said = "postgresql://" + given["user"] + ":" + given["password"] + "@db"
        print(said); print(said, file=sys.stderr); os.write(1, said.encode()); os.write(2, said.encode())
        logging.getLogger("driver").error(said); warnings.warn(said)
        {how}
postgres = fake
"""
ENDS = {
    "a message": "raise Loud(said)",
    "a name of an error": "raise type(said, (Exception,), {})('x')",
    "an exit": "sys.exit(said)",
    "a crash": "os.abort()",
    "no cursor": "return said",
}


ENVIRONMENT = {"TRUSTPAGES_PROD_USER": "reader-of-runs", "TRUSTPAGES_PROD_PASSWORD": PASSWORD}
SECRETS = (PASSWORD, "reader-of-runs", "hunter2")


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    (tmp_path / "libraries/ibis").mkdir(parents=True)
    return tmp_path / "libraries"


def write_driver(libraries: Path, how: str) -> None:
    (libraries / "ibis/__init__.py").write_text(DRIVER.replace("{how}", ENDS[how]))


@pytest.mark.parametrize("how", ENDS)
def test_no_failure_of_a_driver_tells_a_password(
    how: str, libraries: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write_driver(libraries, how)
    monkeypatch.syspath_prepend(libraries)
    with pytest.raises(TrustpagesError) as caught:
        ask("prod", "postgres", ContractQuery("", "SELECT 1"), {**os.environ, **ENVIRONMENT, "PYTHONFAULTHANDLER": "1"})
    assert caught.value.code == "warehouse-refused"
    assert caught.value.__cause__ is None
    said = "".join(format_exception(caught.value)) + "".join(capfd.readouterr())
    assert not any(secret in said for secret in SECRETS)


def test_nothing_of_it_comes_out_of_the_command(libraries: Path, tmp_path: Path) -> None:
    write_driver(libraries, "a message")
    acme = write_item(write_bare(tmp_path / "acme"), backend="postgres")
    before = files_below(acme)
    order = ("evidence", "snapshot", "june-runs")
    ran = trustpages_started(*order, folder=acme, PYTHONPATH=str(libraries), **ENVIRONMENT)
    assert ran.code == 1
    assert "[warehouse-refused] the connection 'prod' gave no answer: ibis.Loud" in ran.err
    assert not any(secret in ran.out + ran.err for secret in SECRETS)
    assert files_below(acme) == before


@pytest.mark.parametrize("key", ["password", "url", "user", "dsn", "token"])
def test_a_password_in_a_file_is_refused_and_not_repeated(key: str, tmp_path: Path) -> None:
    acme = write_item(write_bare(tmp_path / "acme"), backend="postgres")
    trust = acme / "trust.yml"
    trust.write_text(trust.read_text().replace("backend: postgres", f"backend: postgres, {key}: {PASSWORD!r}"))
    ran = trustpages("check", folder=acme)
    assert f"no key '{key}'" in ran.out
    assert "the environment alone says it" in ran.out
    asked = trustpages("evidence", "snapshot", "june-runs", folder=acme)
    assert (ran.code, asked.code) == (3, 1)
    assert "hunter2" not in ran.out + ran.err + asked.out + asked.err
