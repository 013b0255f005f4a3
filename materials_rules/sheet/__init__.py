"""The catalogue as a workbook, out and in without loss."""
