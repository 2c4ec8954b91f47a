//! Carries out what waits in the outbox, and brings the engine's answers back.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::protocol::{EngineCommand, Response};
use crate::ui::dispatch::Dispatch;
use crate::ui::engine::{EngineError, EngineHandle};
use crate::ui::state::{Action, DiskSource, Effect, Outgoing, State};
use crate::ui::texts::texts;
use crate::ui::{disk, link};

/// Connects to the engine and empties the outbox after each render.
#[hook]
pub(crate) fn use_engine(state: &State, dispatch: &Dispatch) {
    let engine = use_memo((), |()| EngineHandle::connect());
    use_effect_with(dispatch.clone(), |dispatch| dispatch.send(Action::Started));

    let (outbox, dispatch) = (state.outbox.clone(), dispatch.clone());
    use_effect_with(outbox, move |outbox| {
        for outgoing in outbox.iter() {
            carry_out(outgoing.clone(), &engine, &dispatch);
        }
        if let Some(last) = outbox.last() {
            dispatch.send(Action::OutboxTaken(last.id));
        }
    });
}

fn carry_out(outgoing: Outgoing, engine: &EngineHandle, dispatch: &Dispatch) {
    let Outgoing { id, effect } = outgoing;
    match effect {
        Effect::Stop => engine.stop(),
        Effect::Share => share(engine.clone(), dispatch.clone()),
        Effect::ChooseFiles(source) => choose_files(source, dispatch.clone()),
        Effect::Download => download(engine, dispatch.clone()),
        Effect::OpenSaved => {
            let engine = engine.clone();
            let before_answer = dispatch.clone();
            let answer = async move {
                let opened = engine.open_saved().await?;
                before_answer.send(Action::OriginKnown {
                    recalled: opened.recalled,
                    is_linked: opened.is_linked,
                    has_kept: opened.has_kept,
                });
                if let Some(reason) = opened.unreadable_link {
                    let text = texts().messages.unreadable_link.with([&reason]);
                    before_answer.send(Action::ToastShown(text));
                }
                Ok(opened.response)
            };
            bring_back(id, answer, dispatch);
        }
        Effect::OpenKept => {
            let engine = engine.clone();
            bring_back(id, async move { engine.open_kept().await }, dispatch);
        }
        Effect::OpenReplaced => {
            let engine = engine.clone();
            bring_back(id, async move { engine.open_replaced().await }, dispatch);
        }
        // The request leaves now, so requests keep their order.
        Effect::Ask(command) => bring_back(id, engine.send(command), dispatch),
    }
}

fn choose_files(source: DiskSource, dispatch: Dispatch) {
    spawn_local(async move {
        match disk::choose(source).await {
            Ok(Some(chosen)) => dispatch.send(Action::FilesChosen(chosen.into())),
            Ok(None) => {}
            Err(reason) => dispatch.send(Action::ToastShown(reason)),
        }
    });
}

/// Requests are answered in order: the answer to this one has what was typed last.
fn download(engine: &EngineHandle, dispatch: Dispatch) {
    let line = String::new();
    let answer = engine.send(EngineCommand::Complete { line });
    spawn_local(async move {
        match answer.await {
            Ok(response) => disk::download(&response.view.files),
            Err(error) => dispatch.send(Action::ToastShown(error.in_words())),
        }
    });
}

fn share(engine: EngineHandle, dispatch: Dispatch) {
    spawn_local(async move {
        let text = match engine.address().await {
            Some(address) if link::copy(&address).await => texts().messages.copied,
            Some(_) => texts().messages.not_copied,
            None => texts().messages.too_much,
        };
        dispatch.send(Action::ToastShown(text.to_owned()));
    });
}

fn bring_back(
    id: u32,
    answer: impl Future<Output = Result<Response, EngineError>> + 'static,
    dispatch: &Dispatch,
) {
    let dispatch = dispatch.clone();
    spawn_local(async move {
        dispatch.send(match answer.await {
            Ok(response) => Action::Answered {
                id,
                response: Box::new(response),
            },
            Err(EngineError::Stopped) => Action::RequestFailed { id, reason: None },
            Err(error) => Action::RequestFailed {
                id,
                reason: Some(error.in_words()),
            },
        });
    });
}
