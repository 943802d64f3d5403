"""What a reader entered: one file, one writer."""
