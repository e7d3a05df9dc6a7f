"""Web pages: the tree, its pieces in the order of the page, the main content among them, and the metadata."""
