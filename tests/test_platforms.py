"""Where Rescind runs, and what it says where it does not."""

import sys

import pytest

from rescind.__main__ import main


def test_windows_is_told_where_to_go(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(SystemExit, match="in WSL or Docker"):
        main()
