"""Findings into a brief in which every sentence is cited."""
