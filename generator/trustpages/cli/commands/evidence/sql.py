"""`trustpages evidence sql`: the query that fills the contract, in the dialect of a warehouse."""

from __future__ import annotations

from pathlib import Path

import click

from trustpages.cli.options import make_choice, workspace_option
from trustpages.cli.terminal import print_result


@click.command(name="sql")
@click.argument("item")
@click.option(
    "--dialect",
    required=True,
    metavar="NAME",
    help="duckdb, postgres, redshift, spark, databricks, trino, bigquery, snowflake or clickhouse.",
)
@click.option("--named", is_flag=True, help="Keep each cluster by its name and day, so that any window can be cut.")
@workspace_option()
def command(item: str, dialect: str, named: bool, workspace: Path | None) -> None:
    """Print the query that adds up the table of ITEM: run it in the warehouse, and `load` what it finds.

    ITEM is its id, or agent/id where two agents share it. The query counts the runs of the days of collection, as the
    item says under `data`; clusters that are alike make one row. Names of clusters leave the warehouse with --named
    alone. A statement before it makes days those of UTC.

    \b
    Example:
      trustpages evidence sql june-runs --dialect snowflake > june.sql
    """
    from trustpages.workflow.editing.workspace_edit import read_for_editing
    from trustpages.workflow.importing.warehouse import find_table_item, write_item_query

    reading = read_for_editing(make_choice(workspace, None, None))
    print_result(write_item_query(find_table_item(reading, item), dialect, named=named).text)
