"""`python -m trustpages`, the same as the command."""

from trustpages.cli.main import main

main()
