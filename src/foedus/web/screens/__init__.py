"""The screens: a module each with its routes and what its page shows."""
