"""Names in running text: the register's actors, and people, bodies and states not yet in it."""
