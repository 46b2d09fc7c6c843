"""What the API takes and gives where one record is a sheet of many rows, or is worked out over many."""
