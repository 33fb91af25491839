"""Forms for what the documents share: tables of fields say what a record has, one page draws them all."""
