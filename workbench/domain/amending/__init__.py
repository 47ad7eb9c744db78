"""The text after an amendment: read the instruction strictly, apply it only where it is certain, refuse it otherwise."""
