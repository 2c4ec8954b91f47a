//! Transactions and savepoints: kept states.

use std::rc::Rc;

use super::storage::State;
use super::{Database, DatabaseError, QueryResult};

/// An open transaction.
#[derive(Clone)]
pub struct Transaction {
    /// The state to return to.
    pub(super) before: State,
    savepoints: Vec<(Rc<str>, State)>,
    /// Begun by a SAVEPOINT, so that releasing that one ends it.
    by_savepoint: bool,
}

type Answer = Result<QueryResult, DatabaseError>;

impl Database {
    /// BEGIN.
    pub(super) fn begin(&mut self) -> Answer {
        if self.in_transaction() {
            let message = "cannot start a transaction within a transaction";
            return Err(DatabaseError::operational(message));
        }
        self.open(false);
        Ok(QueryResult::default())
    }

    fn open(&mut self, by_savepoint: bool) {
        self.transaction = Some(Transaction {
            before: self.state.clone(),
            savepoints: Vec::new(),
            by_savepoint,
        });
    }

    /// COMMIT; if a deferred foreign key is broken, the transaction stays open.
    pub(super) fn commit(&mut self) -> Answer {
        if !self.in_transaction() {
            let message = "cannot commit - no transaction is active";
            return Err(DatabaseError::operational(message));
        }
        self.state.finish_transaction()?;
        self.transaction = None;
        Ok(QueryResult::default())
    }

    /// ROLLBACK.
    pub(super) fn rollback(&mut self) -> Answer {
        let Some(transaction) = self.transaction.take() else {
            let message = "cannot rollback - no transaction is active";
            return Err(DatabaseError::operational(message));
        };
        self.state = transaction.before;
        Ok(QueryResult::default())
    }

    /// SAVEPOINT.
    pub(super) fn savepoint(&mut self, name: &str) -> Answer {
        if !self.in_transaction() {
            self.open(true);
        }
        let state = self.state.clone();
        if let Some(transaction) = &mut self.transaction {
            transaction.savepoints.push((name.into(), state));
        }
        Ok(QueryResult::default())
    }

    /// RELEASE; that of the outermost savepoint commits what it began.
    pub(super) fn release(&mut self, name: &str) -> Answer {
        let place = self.find_savepoint(name)?;
        let ends = place == 0
            && self
                .transaction
                .as_ref()
                .is_some_and(|open| open.by_savepoint);
        if ends {
            return self.commit();
        }
        if let Some(transaction) = &mut self.transaction {
            transaction.savepoints.truncate(place);
        }
        Ok(QueryResult::default())
    }

    /// ROLLBACK TO; the savepoint itself stays.
    pub(super) fn rollback_to(&mut self, name: &str) -> Answer {
        let place = self.find_savepoint(name)?;
        if let Some(transaction) = &mut self.transaction {
            transaction.savepoints.truncate(place + 1);
            if let Some((_, state)) = transaction.savepoints.last() {
                self.state = state.clone();
            }
        }
        Ok(QueryResult::default())
    }

    fn find_savepoint(&self, name: &str) -> Result<usize, DatabaseError> {
        let savepoints = self
            .transaction
            .as_ref()
            .map(|open| open.savepoints.as_slice());
        savepoints
            .unwrap_or_default()
            .iter()
            .rposition(|(savepoint, _)| savepoint.eq_ignore_ascii_case(name))
            .ok_or_else(|| DatabaseError::operational(format!("no such savepoint: {name}")))
    }
}
