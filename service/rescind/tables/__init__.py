"""SQL as people read it: a module for each group of tables, a function for each statement.

Every function takes a `Tenant` (or a bare connection where no tenant is known yet), names the
columns that it reads and never commits. Those that take a `Tenant` say whose rows they want; those
of the worker look across tenants.
"""
