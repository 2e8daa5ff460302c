"""Relations between the cells of tables: their language, packs, evaluation, and the causes of broken ones."""
