//! Building blocks that know nothing of Django. Those with a keyboard follow the WAI-ARIA
//! Authoring Practices pattern of their name.

pub(super) mod badge;
pub(super) mod button;
pub(super) mod code;
pub(super) mod dialog;
pub(super) mod diff_view;
pub(super) mod empty;
pub(super) mod icon;
pub(super) mod mark;
pub(super) mod menu;
pub(super) mod splitter;
pub(super) mod tabs;
pub(super) mod toasts;
pub(super) mod tree;
