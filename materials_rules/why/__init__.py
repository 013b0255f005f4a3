"""Why a material is due or not, what would change that, and what a notice would be if an answer were another."""
