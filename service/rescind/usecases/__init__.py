"""One story per module: facts in, decision out, the clock and the policy passed in."""
