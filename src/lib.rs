//! Django's migration system, whole and exact, in the browser.

pub mod backends;
pub mod contrib;
pub mod database;
pub mod files;
pub mod management;
pub mod migrations;
pub mod orm;
pub mod protocol;
pub mod python;
pub mod sandbox;
pub mod ui;
#[cfg(feature = "engine")]
pub mod worker;
