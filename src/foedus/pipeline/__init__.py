"""The stages in order: a document in, a coded document out; coded documents in, findings out; findings in, a brief out."""
