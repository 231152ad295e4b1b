"""Draw many figures in one run: list the jobs, read and draw them with workers, and report the results."""
