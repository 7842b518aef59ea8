"""One file per command: its arguments, an example, and ``run(options) -> Outcome``."""
