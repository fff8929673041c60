"""The subcommands of `python -m evals`, one module each."""
