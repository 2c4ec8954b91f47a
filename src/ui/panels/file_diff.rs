//! What changed in the open file since the last command.

use yew::prelude::*;

use crate::ui::components::diff_view::DiffView;
use crate::ui::diff::counts;
use crate::ui::dispatch::use_language;
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct FileDiffProps {
    pub(crate) path: AttrValue,
    pub(crate) old: AttrValue,
    pub(crate) new: AttrValue,
}

/// What changed in the open file since the last command.
#[component]
pub(crate) fn FileDiff(props: &FileDiffProps) -> Html {
    use_language();
    let (added, removed) = counts(&props.old, &props.new);
    html! {
        <details class="file-diff" data-testid="diff-panel" open=true>
            <summary>
                { texts().files.changed }
                if added > 0 { <span class="mark is-added">{ format!("+{added}") }</span> }
                if removed > 0 { <span class="mark is-removed">{ format!("−{removed}") }</span> }
            </summary>
            <DiffView old={props.old.clone()} new={props.new.clone()} label={texts().files.changes_in.with([&props.path])} />
        </details>
    }
}
