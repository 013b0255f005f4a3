"""Why a material is asked for, why not, or on what it depends, and what would change that."""
