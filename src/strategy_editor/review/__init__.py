"""Two and three values: compare, suggest, accept, reject, merge, align, reconcile."""
