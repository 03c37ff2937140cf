"""What people look at: templates and the files that they need."""
