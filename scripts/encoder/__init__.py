"""Training and measuring of the shipped cross-lingual static encoder."""
