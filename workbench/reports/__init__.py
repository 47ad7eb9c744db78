"""What leaves the workbench: documents, tables and linked data, all written from a set that a use case chose."""
