//! Django's migration system, whole and exact, in the browser.

pub mod database;
pub mod protocol;
pub mod python;
