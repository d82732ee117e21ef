"""The commands of `custodes`, one a module: `words` says what a command understands, `run` does it."""
