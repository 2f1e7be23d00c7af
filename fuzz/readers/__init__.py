"""The readers as the fuzzers and the malformed inputs call them: bytes and a folder to write in, to what came out."""
