"""How many were harmed: counted people, the harm that befell them, and which counts make up an event's toll."""
