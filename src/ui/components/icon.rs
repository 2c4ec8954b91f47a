//! Icons: lines on a 16 by 16 grid, in the color of the text around them.

use yew::prelude::*;

/// A picture beside or instead of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    ArrowLeft,
    ArrowRight,
    ChevronDown,
    ChevronRight,
    Close,
    Compare,
    Console,
    Contrast,
    Database,
    File,
    Folder,
    Graph,
    Help,
    Key,
    Layout,
    Lens,
    Models,
    Minus,
    Moon,
    More,
    Pause,
    Pencil,
    Play,
    Plus,
    Redo,
    Reset,
    Search,
    Share,
    Sidebar,
    Stop,
    Sun,
    Trash,
    Undo,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::ArrowLeft => "M13.5 8h-11M6.5 4l-4 4 4 4",
            Icon::ArrowRight => "M2.5 8h11M9.5 4l4 4-4 4",
            Icon::ChevronDown => "M4 6l4 4 4-4",
            Icon::ChevronRight => "M6 4l4 4-4 4",
            Icon::Close => "M4 4l8 8M12 4l-8 8",
            Icon::Compare => "M5 3v10M11 3v10M2.5 5.5L5 3l2.5 2.5M13.5 10.5L11 13l-2.5-2.5",
            Icon::Console => "M2.5 3.5h11v9h-11zM5 6.5l2 1.75L5 10M8.5 10.2h2.5",
            Icon::Contrast => {
                "M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 2v12M8 5l4.5-.5M8 8h6M8 11l4.5.5"
            }
            Icon::Database => {
                "M3 4.2c0-1.2 2.2-2 5-2s5 .8 5 2-2.2 2-5 2-5-.8-5-2zM3 4.2v7.6c0 1.2 2.2 2 5 2s5-.8 5-2V4.2M3 8c0 1.2 2.2 2 5 2s5-.8 5-2"
            }
            Icon::File => "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
            Icon::Folder => "M2.5 4h4l1.5 1.5h5.5v7h-11z",
            Icon::Graph => {
                "M5 5.5v5M5 5.5a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM5 13.7a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM11 7.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM11 7.6c0 2-2.5 2.4-4.6 3.3"
            }
            Icon::Help => {
                "M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM6.2 6.3c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.6 0 1.3-1.8 1.4-1.8 2.8M8 11.4v.1"
            }
            Icon::Key => "M6.2 9.8a2.6 2.6 0 1 1 .01-.01zM6.2 9.6L12.8 3M10.2 5.6l1.8 1.8",
            Icon::Layout => "M2.5 3h11v10h-11zM6.5 3v6.5M10 3v6.5M2.5 9.5h11",
            Icon::Lens => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.4 3.4",
            Icon::Models => "M5.5 4L2 8l3.5 4M10.5 4L14 8l-3.5 4",
            Icon::Minus => "M3 8h10",
            Icon::More => "M3.5 8h.1M8 8h.1M12.5 8h.1",
            Icon::Moon => "M13 9.4A5.5 5.5 0 0 1 6.6 3a5.5 5.5 0 1 0 6.4 6.4z",
            Icon::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Icon::Pencil => "M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7l2.3 2.3",
            Icon::Play => "M4.5 3l8 5-8 5z",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Redo => "M10.5 3l3 3-3 3M13.5 6H6.2a3.6 3.6 0 0 0 0 7.2h2.3",
            Icon::Reset => "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3",
            Icon::Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.4 3.4",
            Icon::Share => {
                "M6.5 9.5l3-3M7 5l1.8-1.8a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.8 1.8a2.8 2.8 0 0 1-4-4L5 7"
            }
            Icon::Sidebar => "M2.5 3h11v10h-11zM6.2 3v10",
            Icon::Stop => "M4.5 4.5h7v7h-7z",
            Icon::Sun => {
                "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1"
            }
            Icon::Trash => {
                "M3 4.5h10M6.3 4.3V2.8h3.4v1.5M4.3 4.5l.6 8.7h6.2l.6-8.7M6.8 7v3.7M9.2 7v3.7"
            }
            Icon::Undo => "M5.5 3l-3 3 3 3M2.5 6h7.3a3.6 3.6 0 0 1 0 7.2H7.5",
        }
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct IconProps {
    pub(crate) icon: Icon,
}

/// Shows an icon. It says nothing to a screen reader: the words do.
#[component]
pub(crate) fn Picture(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d={props.icon.path()} />
        </svg>
    }
}
