//! The page: views of the engine in Yew. It knows the protocol and no engine type.

pub mod editor;
pub mod engine;
pub mod storage;
