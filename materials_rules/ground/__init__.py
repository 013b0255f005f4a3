"""What every other part stands on: errors, diagnostics, the catalogue of messages, script, days, shelves."""
