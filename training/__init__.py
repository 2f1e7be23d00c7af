"""How the language model in `src/foedus/data/model` is made: `python -m training.make_model`."""
