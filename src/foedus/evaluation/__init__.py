"""Coding scored against annotated text."""
