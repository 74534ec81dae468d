"""One repository per table or pair of tables; they speak in plain dicts, tuples and the rows below."""
