"""Rescind: may this order still be cancelled, what to do next, and what it costs."""

__version__ = "0.1.0"
