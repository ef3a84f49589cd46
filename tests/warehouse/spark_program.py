"""Runs in an environment with pyspark: rows and statements as JSON from stdin, what they find as JSON to a file."""

from __future__ import annotations

import importlib
import json
import sys


def main(target: str) -> None:
    builder = importlib.import_module("pyspark.sql").SparkSession.builder
    order = json.load(sys.stdin)
    spark = (
        builder.master("local[2]")
        .config("spark.sql.session.timeZone", "America/New_York")  # which the first statement has to change
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    kinds = {"TIMESTAMP": "string", "VARCHAR": "string", "BOOLEAN": "boolean", "DOUBLE": "double"}
    schema = ", ".join(f"{name} {kinds[kind]}" for name, kind in order["columns"].items())
    table = spark.createDataFrame([tuple(row[name] for name in order["columns"]) for row in order["rows"]], schema)
    moments = table.selectExpr("to_timestamp(concat(started, '+00:00')) AS started", *list(order["columns"])[1:])
    moments.createOrReplaceTempView("runs")
    found = []
    for prelude, query in order["queries"]:
        spark.sql(prelude)
        answer = spark.sql(query)
        found.append(
            [
                {key: None if cell is None else str(cell) for key, cell in row.asDict().items()}
                for row in answer.collect()
            ]
        )
    with open(target, "w", encoding="utf-8") as file:
        json.dump(found, file)


if __name__ == "__main__":
    main(sys.argv[1])
