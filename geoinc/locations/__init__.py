"""Relations to regions: fields of probability, their fusion, and the explanation."""
