//! The connection that the project's code has to the database.
//!
//! The database is a value that belongs to the running command. While the project's code runs, the
//! command lends it to the connection and takes it back afterwards, with whatever the code did: a
//! migration's transaction, `transaction.atomic()` and a cursor all see the one state.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::exceptions::{Exception, raised_from};
use super::fields::to_sql;
use super::format::convert_query;
use super::query::convert::plain;
use super::query_log::QueryLog;
use crate::database::{Catalog, Database, DatabaseError, QueryResult, SqlValue, Work};
use crate::python::object::NativeObject;
use crate::python::stdlib::random;
use crate::python::types::exception::ExceptionState;
use crate::python::{Arguments, Dict, Frame, Interpreter, List, PyError, PyResult, Value};

/// Steps that a statement counts, and each row that it gives.
const STATEMENT_COST: usize = 100;
const ROW_COST: usize = 4;
/// Rows that the database looks at for what a step is.
const ROWS_A_STEP: u64 = 1;

/// `django.db.connection`.
#[derive(Default)]
pub struct DatabaseConnection {
    state: RefCell<State>,
    /// What `connection.queries` tells.
    pub log: QueryLog,
    /// What statements go through (`execute_wrappers`).
    wrappers: Rc<List>,
    /// Whether the program has turned autocommit off.
    manual: Cell<bool>,
    /// Whether it has committed since: what waits for the commit is called with autocommit on.
    committed: Cell<bool>,
}

#[derive(Default)]
struct State {
    /// The database, while it is lent.
    database: Option<Database>,
    /// Whether an error inside `atomic()` must undo it before anything else is asked.
    needs_rollback: bool,
    /// The error that said so last (`rollback_exc`).
    rollback_error: Option<Value>,
    /// The `atomic()` blocks that are open, the outermost first.
    blocks: Vec<Block>,
    /// Counts savepoints, for their names.
    savepoints: usize,
    /// What to call when the transaction is committed, with the number of open blocks.
    on_commit: Vec<(usize, Value)>,
}

/// How an `atomic()` block is undone.
enum Block {
    /// It is the transaction.
    Transaction,
    /// It is a savepoint of this name.
    Savepoint(String),
    /// It is a part of the block around it.
    Part,
}

/// The host's part of `django.db.connection`.
pub struct ConnectionObject(pub Rc<DatabaseConnection>);

impl NativeObject for ConnectionObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "in_atomic_block" => Value::Bool(self.0.in_transaction()),
            "autocommit" => Value::Bool(!self.0.manual.get() && !self.0.in_transaction()),
            "execute_wrappers" => Value::List(self.0.wrappers.clone()),
            "savepoint_ids" => self.0.savepoint_ids(),
            "queries" | "queries_log" => self.0.log.told(),
            "queries_logged" => Value::Bool(self.0.log.is_on()),
            "force_debug_cursor" => Value::Bool(self.0.log.forced.get()),
            "needs_rollback" => Value::Bool(self.0.state.borrow().needs_rollback),
            _ => return None,
        })
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        (name == "force_debug_cursor").then(|| {
            self.0.log.forced.set(interpreter.truthy(value)?);
            Ok(())
        })
    }
}

/// Runs the project's code with a database; answers the database as the code left it.
///
/// # Errors
///
/// When the program has replaced `django.db.connection`.
pub fn lend<T>(
    interpreter: &mut Interpreter,
    database: Database,
    work: impl FnOnce(&mut Interpreter) -> T,
) -> PyResult<(T, Database)> {
    let connection = connection(interpreter)?;
    let mut database = database;
    database.set_now(interpreter.options().now);
    let before = connection.state.replace(State {
        database: Some(database.clone()),
        ..State::default()
    });
    let result = work(interpreter);
    let after = connection.state.replace(before);
    let mut after = after.database.unwrap_or(database);
    if interpreter.is_stopped() {
        // Nothing of the program ran any more, so nobody has undone what was open.
        after.end_transaction();
    }
    Ok((result, after))
}

/// The connection of `django.db`.
///
/// # Errors
///
/// When the program has replaced it.
pub fn connection(interpreter: &mut Interpreter) -> PyResult<Rc<DatabaseConnection>> {
    let module = interpreter.import_module("django.db")?;
    let value = module.get("connection").unwrap_or(Value::None);
    match value.native::<ConnectionObject>() {
        Some(object) => Ok(object.0.clone()),
        None => Err(interpreter.unsupported("a django.db.connection of your own")),
    }
}

impl DatabaseConnection {
    /// A name that no savepoint has had.
    pub fn new_savepoint_name(&self) -> String {
        let mut state = self.state.borrow_mut();
        state.savepoints += 1;
        format!("s_x{}", state.savepoints)
    }

    /// Runs a statement in which `%s` stands for a parameter.
    ///
    /// # Errors
    ///
    /// The database's error; `TransactionManagementError` after an error in the same block.
    pub fn execute(
        &self,
        interpreter: &mut Interpreter,
        sql: &str,
        params: &[SqlValue],
    ) -> PyResult<QueryResult> {
        if !self.wrappers.borrow().is_empty() {
            return wrapped(interpreter, sql, Some(params));
        }
        self.execute_unwrapped(interpreter, &convert_query(sql), params)
    }

    /// `last_insert_rowid()`.
    pub fn last_insert_id(&self) -> i64 {
        let state = self.state.borrow();
        state.database.as_ref().map_or(0, Database::last_insert_id)
    }

    /// Runs a statement as it is.
    ///
    /// # Errors
    ///
    /// See [`DatabaseConnection::execute`].
    pub fn execute_raw(
        &self,
        interpreter: &mut Interpreter,
        sql: &str,
        params: &[SqlValue],
    ) -> PyResult<QueryResult> {
        if !self.wrappers.borrow().is_empty() {
            return wrapped(interpreter, sql, None);
        }
        self.execute_unwrapped(interpreter, sql, params)
    }

    /// Runs a statement past the wrappers.
    ///
    /// # Errors
    ///
    /// See [`DatabaseConnection::execute`].
    pub fn execute_unwrapped(
        &self,
        interpreter: &mut Interpreter,
        sql: &str,
        params: &[SqlValue],
    ) -> PyResult<QueryResult> {
        interpreter.charge(STATEMENT_COST)?;
        self.check_usable(interpreter)?;
        if names_chance(sql) {
            let chance = random::shared(interpreter)?;
            self.with_database(|database| database.set_chance(chance));
        }
        let work = self.work();
        if let Some(work) = &work {
            work.begin(interpreter.steps_left().saturating_mul(ROWS_A_STEP));
        }
        let result = self.run(sql, params);
        if let Some(work) = work {
            interpreter.charge_rows(work.rows() / ROWS_A_STEP, work.is_reached())?;
        }
        match result {
            Some(Ok(result)) => {
                interpreter.charge(result.rows.len() * ROW_COST)?;
                Ok(result)
            }
            Some(Err(error)) => Err(raised(interpreter, error)),
            None => Err(interpreter.raise(
                "RuntimeError",
                "the sandbox has no database for code that runs outside of a command",
            )),
        }
    }

    /// Whether anything may be asked.
    ///
    /// # Errors
    ///
    /// `TransactionManagementError` after an error in the same block.
    pub fn check_usable(&self, interpreter: &mut Interpreter) -> PyResult<()> {
        if !self.needs_rollback() {
            return Ok(());
        }
        let message = "An error occurred in the current transaction. You can't execute queries \
                       until the end of the 'atomic' block.";
        let class = "django.db.transaction.TransactionManagementError";
        let error = Exception::new(class, message).into_python(interpreter);
        let cause = self.state.borrow().rollback_error.clone();
        Err(match cause {
            Some(cause) => raised_from(error, &cause),
            None => error,
        })
    }

    fn work(&self) -> Option<Work> {
        let state = self.state.borrow();
        state.database.as_ref().map(|it| it.work().clone())
    }

    fn run(&self, sql: &str, params: &[SqlValue]) -> Option<Result<QueryResult, DatabaseError>> {
        if self.log.is_on() {
            self.log.add(sql, params);
        }
        let mut state = self.state.borrow_mut();
        let database = state.database.as_mut()?;
        if self.manual.get() && !database.in_transaction() && changes_rows(sql) {
            // As the module `sqlite3` does.
            if let Err(error) = database.execute("BEGIN", &[]) {
                return Some(Err(error));
            }
        }
        Some(database.execute(sql, params))
    }

    /// Whether statements go through wrappers.
    pub fn is_wrapped(&self) -> bool {
        !self.wrappers.borrow().is_empty()
    }

    /// Does something with the database itself; `None` while it is not lent.
    pub fn with_database<T>(&self, work: impl FnOnce(&mut Database) -> T) -> Option<T> {
        let mut database = self.state.borrow_mut().database.take()?;
        let result = work(&mut database);
        self.state.borrow_mut().database = Some(database);
        Some(result)
    }

    /// The schema at this moment.
    pub fn catalog(&self) -> Option<Catalog> {
        let state = self.state.borrow();
        state.database.as_ref().map(Database::catalog)
    }

    /// `in_atomic_block`.
    pub fn in_transaction(&self) -> bool {
        let state = self.state.borrow();
        if self.manual.get() {
            return !state.blocks.is_empty();
        }
        state
            .database
            .as_ref()
            .is_some_and(Database::in_transaction)
    }

    /// `savepoint_ids`: `None` for a block that is a part of the one around it.
    fn savepoint_ids(&self) -> Value {
        let state = self.state.borrow();
        let ids = state.blocks.iter().filter_map(|block| match block {
            Block::Transaction => None,
            Block::Savepoint(name) => Some(Value::str(name.as_str())),
            Block::Part => Some(Value::None),
        });
        Value::list(ids.collect())
    }

    /// Whether an error has left the transaction unusable.
    pub fn needs_rollback(&self) -> bool {
        self.state.borrow().needs_rollback
    }

    /// `transaction.set_rollback(needs_rollback)`.
    pub fn set_rollback(&self, needs_rollback: bool) {
        self.state.borrow_mut().needs_rollback = needs_rollback;
    }

    /// `transaction.mark_for_rollback_on_error()`: an error in `work` must undo the block.
    ///
    /// # Errors
    ///
    /// What `work` raises.
    pub fn marking<T>(
        &self,
        interpreter: &mut Interpreter,
        work: impl FnOnce(&mut Interpreter) -> PyResult<T>,
    ) -> PyResult<T> {
        let result = work(interpreter);
        if let Err(error) = &result
            && self.in_transaction()
        {
            let mut state = self.state.borrow_mut();
            state.needs_rollback = true;
            state.rollback_error = Some(error.exception.clone());
        }
        result
    }

    /// `with transaction.atomic(savepoint=…)`.
    ///
    /// # Errors
    ///
    /// What `work` raises; the block is undone then.
    pub fn atomic<T>(
        &self,
        interpreter: &mut Interpreter,
        savepoint: bool,
        work: impl FnOnce(&mut Interpreter) -> PyResult<T>,
    ) -> PyResult<T> {
        self.enter(interpreter, savepoint)?;
        let result = work(interpreter);
        let failed = result.is_err();
        match self.exit(interpreter, failed) {
            Err(error) if !failed => Err(error),
            _ => result,
        }
    }

    /// `Atomic.__enter__`.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn enter(&self, interpreter: &mut Interpreter, savepoint: bool) -> PyResult<()> {
        let inside = self.in_transaction() || self.manual.get();
        let block = match (inside, savepoint && !self.needs_rollback()) {
            (false, _) => {
                self.statement(interpreter, "BEGIN")?;
                Block::Transaction
            }
            (true, true) => {
                let name = self.new_savepoint_name();
                self.statement(interpreter, &format!("SAVEPOINT \"{name}\""))?;
                Block::Savepoint(name)
            }
            (true, false) => Block::Part,
        };
        self.state.borrow_mut().blocks.push(block);
        Ok(())
    }

    /// `Atomic.__exit__`: commits, or undoes after a failure.
    ///
    /// # Errors
    ///
    /// What committing raises; what a function to call on commit raises.
    pub fn exit(&self, interpreter: &mut Interpreter, failed: bool) -> PyResult<()> {
        let block = self.state.borrow_mut().blocks.pop();
        let failed = failed || self.needs_rollback();
        match (block, failed) {
            (None | Some(Block::Part), false) => Ok(()),
            (None | Some(Block::Part), true) => {
                self.state.borrow_mut().needs_rollback = true;
                Ok(())
            }
            (Some(Block::Savepoint(name)), false) => {
                self.statement(interpreter, &format!("RELEASE SAVEPOINT \"{name}\""))
            }
            (Some(Block::Savepoint(name)), true) => {
                self.forget_hooks();
                self.state.borrow_mut().needs_rollback = false;
                self.statement(interpreter, &format!("ROLLBACK TO SAVEPOINT \"{name}\""))?;
                self.statement(interpreter, &format!("RELEASE SAVEPOINT \"{name}\""))
            }
            (Some(Block::Transaction), false) => {
                if let Err(error) = self.statement(interpreter, "COMMIT") {
                    self.forget_hooks();
                    self.statement(interpreter, "ROLLBACK")?;
                    return Err(error);
                }
                self.run_commit_hooks(interpreter)
            }
            (Some(Block::Transaction), true) => {
                self.forget_hooks();
                self.state.borrow_mut().needs_rollback = false;
                self.statement(interpreter, "ROLLBACK")
            }
        }
    }

    /// A statement about the transaction, which runs also when the block must be undone.
    fn statement(&self, interpreter: &mut Interpreter, sql: &str) -> PyResult<()> {
        let ends = matches!(sql, "COMMIT" | "ROLLBACK");
        if !ends && !self.wrappers.borrow().is_empty() {
            return wrapped(interpreter, sql, None).map(drop);
        }
        match self.run(sql, &[]) {
            Some(Err(error)) => Err(raised(interpreter, error)),
            _ => Ok(()),
        }
    }

    fn forget_hooks(&self) {
        let mut state = self.state.borrow_mut();
        let open = state.blocks.len();
        state.on_commit.retain(|(depth, _)| *depth <= open);
    }

    /// `transaction.on_commit(function)`.
    ///
    /// # Errors
    ///
    /// What the function raises, when there is no transaction and it is called at once.
    pub fn on_commit(&self, interpreter: &mut Interpreter, function: &Value) -> PyResult<()> {
        if !self.in_transaction() {
            if self.manual.get() {
                let message = "on_commit() cannot be used in manual transaction management";
                let class = "django.db.transaction.TransactionManagementError";
                return Err(Exception::new(class, message).into_python(interpreter));
            }
            return interpreter.call(function, Arguments::default()).map(drop);
        }
        let mut state = self.state.borrow_mut();
        let depth = state.blocks.len();
        state.on_commit.push((depth, function.clone()));
        Ok(())
    }

    /// `commit()` and `rollback()` outside of blocks, while autocommit is off.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn end_manually(&self, interpreter: &mut Interpreter, keep: bool) -> PyResult<()> {
        self.committed.set(keep && self.manual.get());
        if !keep {
            let mut state = self.state.borrow_mut();
            state.needs_rollback = false;
            state.on_commit.clear();
        }
        let open = |database: &mut Database| database.in_transaction();
        if self.manual.get() && self.with_database(open) == Some(true) {
            self.statement(interpreter, if keep { "COMMIT" } else { "ROLLBACK" })?;
        }
        Ok(())
    }

    /// `set_autocommit(autocommit)`: turning it on commits.
    ///
    /// # Errors
    ///
    /// The database's; what a function to call on commit raises.
    pub fn set_autocommit(&self, interpreter: &mut Interpreter, autocommit: bool) -> PyResult<()> {
        let committed = self.committed.get();
        if autocommit {
            self.end_manually(interpreter, true)?;
        }
        self.manual.set(!autocommit);
        self.committed.set(false);
        match autocommit && committed {
            true => self.run_commit_hooks(interpreter),
            false => Ok(()),
        }
    }

    /// Calls what waits for the commit.
    fn run_commit_hooks(&self, interpreter: &mut Interpreter) -> PyResult<()> {
        let hooks = std::mem::take(&mut self.state.borrow_mut().on_commit);
        for (_, function) in hooks {
            interpreter.call(&function, Arguments::default())?;
        }
        Ok(())
    }
}

/// Runs a statement through the wrappers, the last of which is the outermost; `None` for one without
/// parameters. A wrapper that does not run it leaves no rows.
fn wrapped(
    interpreter: &mut Interpreter,
    sql: &str,
    params: Option<&[SqlValue]>,
) -> PyResult<QueryResult> {
    let kept = Rc::new(RefCell::new(QueryResult::default()));
    let result = kept.clone();
    let params = params.map_or(Value::None, |params| {
        Value::tuple(params.iter().cloned().map(plain).collect())
    });
    let run = move |interpreter: &mut Interpreter, sql: &str, params: &Value| {
        let connection = connection(interpreter)?;
        let mut values = Vec::new();
        let answer = if params.is_none() {
            connection.execute_unwrapped(interpreter, sql, &values)?
        } else {
            for param in interpreter.iterate(params)? {
                values.push(to_sql(interpreter, &param)?);
            }
            connection.execute_unwrapped(interpreter, &convert_query(sql), &values)?
        };
        *kept.borrow_mut() = answer;
        Ok(())
    };
    through_wrappers(interpreter, Value::str(sql), params, false, Rc::new(run))?;
    Ok(result.take())
}

/// What runs a statement with its parameters, inside of all wrappers.
pub type Executor = Rc<dyn Fn(&mut Interpreter, &str, &Value) -> PyResult<()>>;

/// Calls the wrappers around what runs the statement.
///
/// # Errors
///
/// What a wrapper raises.
pub fn through_wrappers(
    interpreter: &mut Interpreter,
    sql: Value,
    params: Value,
    many: bool,
    run: Executor,
) -> PyResult<Value> {
    const UTILS: &str = "django.db.backends.utils";
    let object = interpreter.import_module("django.db")?.get("connection");
    let object = object.unwrap_or(Value::None);
    let wrappers = connection(interpreter)?.wrappers.borrow().clone();
    let cursor = interpreter.call_method(&object, "cursor", Arguments::default())?;
    let context = Dict::from_text_keys([("connection", object), ("cursor", cursor.clone())]);
    let name = if many { "_executemany" } else { "_execute" };
    let mut executor = Value::function(name, UTILS, move |interpreter, arguments| {
        let [sql, params, ..] = arguments.positional.as_slice() else {
            return Err(interpreter.type_error("execute() takes sql, params, many and context"));
        };
        let sql = interpreter.str(sql)?;
        run(interpreter, &sql, params)?;
        Ok(cursor.clone())
    });
    for wrapper in wrappers.into_iter().rev() {
        let inner = executor;
        executor = Value::function(name, UTILS, move |interpreter, mut arguments| {
            arguments.positional.insert(0, inner.clone());
            interpreter.call(&wrapper, arguments)
        });
    }
    let arguments = vec![sql, params, Value::Bool(many), Value::dict(context)];
    interpreter.call(&executor, Arguments::positional(arguments))
}

/// Whether the module `sqlite3` begins a transaction before a statement, with autocommit off.
fn changes_rows(sql: &str) -> bool {
    let first = sql.split_whitespace().next().unwrap_or_default();
    let changes = ["INSERT", "UPDATE", "DELETE", "REPLACE"];
    changes.iter().any(|it| it.eq_ignore_ascii_case(first))
}

/// Whether a statement may ask for `rand()` or `random()`.
fn names_chance(sql: &str) -> bool {
    let begins = |part: &[u8]| part.eq_ignore_ascii_case(b"rand");
    sql.as_bytes().windows(4).any(begins)
}

/// A statement with its parameters by name, `%(name)s`, as one with `%s`.
///
/// # Errors
///
/// `KeyError` for a name that is not given.
pub fn named_parameters(
    interpreter: &mut Interpreter,
    sql: &str,
    parameters: &Value,
) -> PyResult<(String, Vec<SqlValue>)> {
    let (mut text, mut values) = (String::with_capacity(sql.len()), Vec::new());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once("%(") {
        text.push_str(before);
        let Some((name, after)) = after.split_once(")s") else {
            text.push_str("%(");
            rest = after;
            continue;
        };
        let value = interpreter.get_item(parameters, &Value::str(name))?;
        values.push(to_sql(interpreter, &value)?);
        text.push_str("%s");
        rest = after;
    }
    text.push_str(rest);
    Ok((text, values))
}

/// Django's error, raised from that of the module `sqlite3`.
fn raised(interpreter: &mut Interpreter, error: DatabaseError) -> Box<PyError> {
    as_raised(interpreter, Exception::from(error))
}

/// An exception as Python code sees it: one of `django.db.utils` is raised from that of the module
/// `sqlite3`.
pub(crate) fn as_raised(interpreter: &mut Interpreter, exception: Exception) -> Box<PyError> {
    let name = exception.class_path.strip_prefix("django.db.utils.");
    let (name, message) = (name.map(str::to_owned), exception.message.clone());
    let raised = exception.into_python(interpreter);
    let module = interpreter.import_module("sqlite3");
    let class = module
        .ok()
        .zip(name)
        .and_then(|(module, name)| module.get(&name));
    let Some(class) = class.as_ref().and_then(Value::as_class) else {
        return raised;
    };
    let cause = interpreter.raise_class(class, message);
    if let Some(state) = cause.exception.native::<ExceptionState>() {
        // It was raised somewhere in Django.
        state.traceback.borrow_mut().push(Frame::of_host());
    }
    raised_from(raised, &cause.exception)
}
