"""A bare PostgreSQL for tests: without our roles, with databases and users as tests want."""

import itertools
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import record
from rescind.postgres.roles import roles_sql

_numbers = itertools.count(1)
_EVERY = (
    "select datname from pg_database where datname not in ('postgres', 'template0', 'template1')"
)


class Cluster:
    """A server as its administrator sees it."""

    def __init__(self, url):
        self.url = url

    def run(self, statement, *, database="postgres"):
        """Run a statement as the administrator; returns its rows, if it has any."""
        url = make_conninfo(self.url, dbname=database)
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def login(self, *rights, name=None):
        """Make a user with a database of its own; returns the URL of both."""
        name = name or f"user {next(_numbers)}"
        login = sql.SQL("create role {} login password 'secret' " + " ".join(rights))
        self.run(login.format(sql.Identifier(name)))
        return self.database(owner=name)

    def owner(self):
        """Make a user who was given our roles, with a database of its own; returns the URL."""
        url = self.login()
        self.run(roles_sql(conninfo_to_dict(url)["user"]))
        return url

    def database(self, *, owner):
        """Make a database of a user; returns its URL."""
        name = f"database_{next(_numbers)}"
        self.run(
            sql.SQL("create database {} owner {}").format(
                sql.Identifier(name), sql.Identifier(owner)
            )
        )
        return make_conninfo(f"{self.url} password=secret", user=owner, dbname=name)

    def clear(self):
        """Drop every database and both of our roles."""
        for (name,) in self.run(_EVERY):
            drop = sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            self.run(drop)
        self.run("drop role if exists rescind_app, rescind_worker")


@contextmanager
def cluster(bindir=""):
    """Run a server that nothing was prepared in."""
    with record.running(bindir) as server:
        password = (server.cluster.state / "postgres.password").read_text("ascii").strip()
        bare = Cluster(
            make_conninfo(server.url, user="postgres", password=password, dbname="postgres")
        )
        bare.clear()
        yield bare
