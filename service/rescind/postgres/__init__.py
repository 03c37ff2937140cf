"""PostgreSQL as we run it: the embedded server, the roles, the migrations and the pool."""
