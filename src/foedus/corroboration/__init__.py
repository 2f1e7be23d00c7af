"""Claims of many documents into findings: what depends on what, what is one deed, where accounts differ."""
