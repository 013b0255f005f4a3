"""Other engines that are given the same rules: each decides which materials are missing, and nothing else."""
