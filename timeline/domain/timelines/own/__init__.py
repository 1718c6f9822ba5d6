"""What Retold's own JSON says beside the columns of a table.

Of a telling that stands in a column of its own; of the records that events name beside the rows.
"""
