"""What is true: pure functions over frozen facts, with the clock and the policy passed in."""
