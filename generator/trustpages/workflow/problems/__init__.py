"""Problems that no single document shows: what git or an earlier report knows, and secrets."""
