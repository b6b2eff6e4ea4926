"""Readers of text and files, fed with anything: they answer with a value or one of our errors, never anything else."""
