"""Toetssteen: tests Flemish drafts against human-rights treaties."""
