//! Django's migration system, whole and exact, in the browser.
//!
//! Real `models.py` text goes in; the migration files that Django 5.2 would write come out; they are
//! applied to a SQL database, rolled back, and looked at on the way. The same engine runs in a web
//! worker behind the page and natively as `manage`.
//!
//! # One command, from the outside in
//!
//! `python manage.py migrate blog` is typed. [`ui`] sends it as a [`protocol::Request`] to the
//! `worker`, which hands it to [`sandbox::Sandbox`]: files, database and history as one value. The
//! sandbox's console recognises a Django program and calls [`management`], where argparse's grammar
//! finds the command and `django.setup()` runs the project's settings and models in [`python`], with
//! Django's own classes from [`orm`]. The command loads the [`migrations`] through the same
//! evaluator, plans, and runs operations, which ask the schema editor in [`backends`] for SQL and
//! execute it in [`database`]. What was printed and everything there is to show travel back as a
//! [`protocol::Response`].
//!
//! # The rooms
//!
//! | room | what it holds | read first |
//! |---|---|---|
//! | [`python`] | source → tree → values; knows nothing of Django | `python/value.rs` |
//! | [`orm`] | fields, models, indexes, constraints, expressions as values; the registry; querysets in `orm/query` | `orm/fields.rs`, `orm/query.rs` |
//! | [`migrations`] | Django's own file names: state, operations, autodetector, graph, loader, writer, executor, recorder | `migrations/operations.rs` |
//! | [`backends`] | the schema editors: SQLite's, from model changes to statements, and previews of other databases' | `backends/sqlite/schema.rs` |
//! | [`database`] | GlueSQL over persistent maps, behind a SQLite dialect | `database.rs` |
//! | [`contrib`] | auth, contenttypes, admin, … as the sandbox's own Python declarations | `contrib.rs` |
//! | [`management`] | the command line: argparse, system checks, a file per command; the shells | `management/utility.rs` |
//! | [`time_zones`] | what clocks show where; the evaluator and the database ask it | `time_zones.rs` |
//! | [`files`] | the project's files as one value | `files.rs` |
//! | [`sandbox`] | the facade: state, the tree of history, console, the view of it all, and closer looks: `sandbox/inspection.rs`, `replay.rs`, `comparison.rs`, `foresight.rs` | `sandbox.rs` |
//! | [`protocol`] | requests and views: all that a page sees of the engine | `protocol.rs` |
//! | [`ui`] | the page, in Yew: one reducer, leaf views; what it says, in every language: `ui/texts.rs` | `ui/state.rs` |
//! | `worker` | the engine as a JavaScript class | `worker.rs` |
//! | `rest` | the way to what a first visit does not load | `rest.rs` |
//! | [`persistent`] | maps and sets whose copies share what has not changed | `persistent.rs` |
//! | [`memory`] | how much memory is in use: the allocator counts | `memory.rs` |
//!
//! `bin/manage.rs` runs the engine on a folder of real files, `bin/conformance.rs` replays what real
//! Django has recorded, `xtask/` builds, serves and tests.
//!
//! # Invariants
//!
//! - **Same text as Django.** Migration files, output, prompts, SQL and error messages equal those of
//!   Django 5.2 on SQLite. What is not supported says so by name and never guesses.
//! - **What is shown is what runs.** `sqlmigrate` prints the strings that `migrate` executes: there is
//!   one schema editor, and it either collects or executes. Only for a database that is not there,
//!   `--database postgresql`, is there another, which nothing executes.
//! - **The core is pure.** No IO, clock, randomness or globals below the sandbox: files, time and
//!   answers are arguments. Same inputs, same bytes. Only how much memory is in use is asked for.
//! - **A question never blocks.** A command that needs an answer ends with the question and leaves no
//!   trace; it is run again from the same state with one answer more.
//!
//! Dependencies point one way, and `tests/structure.rs` checks it: `ui → protocol`;
//! `worker, bin → sandbox → management → migrations → backends → orm → database, python`.
//! `database` and `python` know nothing of each other or of Django; GlueSQL appears only in
//! `database`, the Python parser only in `python`, the browser only in `ui` and `worker`.

pub mod backends;
pub mod contrib;
pub mod database;
pub mod files;
pub mod management;
pub mod memory;
pub mod migrations;
pub mod orm;
pub mod persistent;
pub mod protocol;
pub mod python;
#[cfg(any(feature = "engine", feature = "page"))]
pub mod rest;
pub mod sandbox;
pub mod time_zones;
pub mod ui;
#[cfg(feature = "engine")]
pub mod worker;
