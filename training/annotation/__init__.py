"""How annotated reports are made and kept sound: marked-up texts to rows, checks of the rows, doubles, agreement of two annotators."""
