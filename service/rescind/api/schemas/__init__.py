"""What bodies hold: the shapes of requests and answers, under their public names."""
