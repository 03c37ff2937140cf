"""The wheel holds everything that it serves, and nothing else."""

import subprocess
import sys
import zipfile

import pytest
import written

from rescind import __version__

PACKAGE = written.ROOT / "service" / "rescind"


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The names in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*command, str(folder), str(written.ROOT)], check=True)
    [wheel] = folder.glob("rescind-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def hidden(path):
    parts = path.relative_to(PACKAGE).parts
    return any(part.startswith((".", "__pycache")) for part in parts)


@pytest.mark.slow
def test_every_file_of_the_package_is_in_it(held):
    files = {
        f"rescind/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and not hidden(path)
    }
    assert files
    assert files - held == set()


@pytest.mark.slow
def test_nothing_else_is_in_it(held):
    folders = {name.split("/")[0] for name in held}
    assert folders == {"rescind", f"rescind-{__version__}.dist-info"}
