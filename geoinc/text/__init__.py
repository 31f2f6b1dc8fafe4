"""What a text is before it means anything: tokens, sentences, boilerplate, numbers, times."""
