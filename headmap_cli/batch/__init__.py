"""Many figures in one run: jobs from inputs or a manifest, worker processes, what became of each."""
