//! Migrations: reading, planning and running them.
