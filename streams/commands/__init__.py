"""The commands of `custodes`, one a module: `words` says what a command understands, `run` does it."""


class CallError(Exception):
    """The call is wrong; the message says what, which value, and what to do."""
