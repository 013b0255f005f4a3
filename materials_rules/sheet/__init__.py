"""The catalogue as a workbook, because departments live in spreadsheets: out and in again, and nothing is lost between.

    Files  ->  sheets of texts  ->  .xlsx;  .xlsx  ->  sheets of texts  ->  files, or every cell that cannot be placed
"""
