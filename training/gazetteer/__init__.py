"""The build of the packaged gazetteer."""
