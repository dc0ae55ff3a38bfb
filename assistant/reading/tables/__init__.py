"""What a question asks of a table: columns, rows, figures, the most and the least."""
