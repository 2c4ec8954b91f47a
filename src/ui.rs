//! The page: one reducer, panels for the four pieces, and components that know nothing of Django.
//!
//! **Architecture invariant:** the page knows the protocol and no engine type. [`state`] is plain
//! data and compiles everywhere, so that it is tested without a browser; all else needs one. Data
//! flows one way: a panel sends an [`state::Action`], the reducer makes the next [`state::State`],
//! what has to happen outside waits in its outbox, and a hook does it. Whatever the page says is in
//! [`texts`], once in every language.

pub mod branches;
pub mod diagram;
pub mod diff;
pub mod explain;
pub mod graph_notes;
pub mod highlight;
pub mod journal;
pub mod keys;
pub mod lanes;
pub mod looks;
pub mod moves;
pub mod palette;
pub mod rows;
pub mod samples;
pub mod state;
pub mod texts;

#[cfg(feature = "page")]
mod app;
#[cfg(feature = "page")]
mod components;
#[cfg(feature = "page")]
mod disk;
#[cfg(feature = "page")]
mod dispatch;
#[cfg(feature = "page")]
mod dom;
#[cfg(feature = "page")]
pub mod editor;
#[cfg(feature = "page")]
pub mod engine;
#[cfg(feature = "page")]
mod hooks;
#[cfg(feature = "page")]
pub mod link;
#[cfg(feature = "page")]
mod panels;
#[cfg(feature = "page")]
pub mod storage;

#[cfg(feature = "page")]
pub use app::mount;
