"""Translates the words of each platform into the words of the field; no I/O."""
