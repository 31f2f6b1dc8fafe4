"""Files in the shape of other people's codebooks: ACLED, UCDP GED, HXL, Darwin Core, TimeMap.

Each holds every column of its codebook that can be known, in order, with the codebook's own values; a column that
cannot be known (the codebook's own ids, say) is there and empty. A number of deaths that nobody gives is empty, not 0.
What a codebook has no place for (no date, no place, no type) goes to NAME.left-out.csv, each with its reason.
"""
