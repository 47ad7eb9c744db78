"""`python -m workbench.console`: the same as `toetssteen`."""

from workbench.console import main

main()
