"""One story a module: load, decide, store, tell. Each works inside the transaction it is given."""
