"""The error a user can cause, defined at the lowest floor so that every package can raise it."""


class TrolyError(Exception):
    """A call or its input is wrong. The message is one Vietnamese sentence that says what to do (exit 2)."""
