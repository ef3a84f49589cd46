"""Stands in for the process that builds: answers each request with its own number, as the request's prefix tells it."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Says that a site was made, that it was refused, or nothing at all."""
    for line in sys.stdin:
        told = json.loads(line)["prefix"]
        if told == "die":
            print("it could not go on", file=sys.stderr, flush=True)
            return
        next(sys.stdin)
        print(json.dumps({"begun": "Building"}), flush=True)
        print(json.dumps({"ended": "Building"}), flush=True)
        made: dict[str, object] = {"folder": None, "summary": str(os.getpid()), "complaints": [], "inputs_digest": ""}
        print(json.dumps({"refused": ["bad", "it is bad", ""]} if told == "refuse" else {"made": made}), flush=True)


if __name__ == "__main__":
    main()
