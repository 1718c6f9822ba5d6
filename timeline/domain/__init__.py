"""What Retold knows without a database, a clock or a file: dates, readings, criteria, quotes."""
