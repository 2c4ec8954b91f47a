//! What the page shows of Django: the four pieces, the toolbar, the dialogs.

pub(super) mod console;
pub(super) mod console_entry;
pub(super) mod console_input;
pub(super) mod database;
pub(super) mod diagram;
pub(super) mod dialogs;
pub(super) mod editor;
pub(super) mod file_diff;
pub(super) mod file_tree;
pub(super) mod migration_detail;
pub(super) mod migration_graph;
pub(super) mod migrations;
pub(super) mod models;
pub(super) mod palette;
pub(super) mod pending;
pub(super) mod piece;
pub(super) mod problems;
pub(super) mod row_editor;
pub(super) mod table;
pub(super) mod table_rows;
pub(super) mod timeline;
pub(super) mod toolbar;
pub(super) mod tracking;
pub(super) mod workbench;
