"""What the embedded PostgreSQL says when it does not start."""


class Unstartable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The embedded PostgreSQL cannot be started; the message says why, and what to do."""
