"""The one combined answer to an applicant: its types, its bytes, and what counts as told."""
