"""Claims and findings in the forms that others read."""
