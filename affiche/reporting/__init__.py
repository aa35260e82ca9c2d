"""What Affiche says in a terminal, and to programs: problems, builds, comparisons, publications, states."""
