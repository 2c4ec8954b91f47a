//! Takes out of the engine what a first visit does not run, into a second module.
//!
//! The second module has the functions that nothing but [`LATER`] leads to, and their constants. It
//! shares the first one's memory, table and globals. In the first module each of those functions is a
//! few instructions that fetch the second module, once, and go on where the function now is: a place
//! of the shared table that the second module fills. The worker (`www/js/worker.js`) fetches it
//! synchronously, so nothing in the engine knows.
//!
//! Which functions are named decides when the second module is fetched, never what the engine does.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use walrus::ir::Value;
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId,
    FunctionKind, GlobalKind, ImportedFunction, Module, ModuleConfig, TableId,
};

use super::relocations::Item;
use super::snip::{Snipped, named};

/// The functions that a first visit does not run, as patterns of [`super::snip::named`].
const LATER: &[&str] = &[
    // Querysets and model instances: the shell, data migrations.
    "migration_sandbox::orm::query::*",
    "!migration_sandbox::orm::query::queryset::with_methods",
    "!migration_sandbox::orm::query::lookups::lookup_of_class",
    "migration_sandbox::orm::model::save::*",
    "migration_sandbox::orm::model::validation::*",
    "migration_sandbox::orm::modules::validators::run::*",
    // What third-party code may name.
    "migration_sandbox::orm::modules::inert::names",
    "migration_sandbox::python::stdlib::names",
    // Rarely imported.
    "migration_sandbox::python::stdlib::dataclasses::*",
    "migration_sandbox::python::stdlib::json::*",
    "migration_sandbox::python::stdlib::random::*",
    "migration_sandbox::python::stdlib::hashlib::*",
    "migration_sandbox::python::stdlib::itertools::*",
    "migration_sandbox::python::stdlib::math::*",
    "migration_sandbox::python::stdlib::operator::*",
    "migration_sandbox::python::stdlib::traceback::*",
    "migration_sandbox::python::interpreter::Interpreter>::written_name*",
    "migration_sandbox::python::stdlib::collections::counter::*",
    "migration_sandbox::python::stdlib::collections::deque::*",
    "migration_sandbox::python::interpreter::Interpreter>::code_object",
    "migration_sandbox::python::types::float_text::*",
    // Rarely called.
    "migration_sandbox::management::commands::inspectdb::*",
    "migration_sandbox::management::commands::optimizemigration::*",
    "migration_sandbox::management::commands::shell::*",
    "migration_sandbox::management::commands::squashmigrations::*",
    "migration_sandbox::management::commands::createsuperuser::*",
    "migration_sandbox::management::commands::changepassword::*",
    "migration_sandbox::management::commands::dumpdata::*",
    "migration_sandbox::management::commands::loaddata::*",
    // What programs do and declarations hardly ever.
    "migration_sandbox::orm::expressions::compiler::*",
    "migration_sandbox::orm::expressions::own::*",
    "migration_sandbox::database::query::frame::*",
    "migration_sandbox::database::functions::datetime::*",
    "migration_sandbox::database::functions::text::*",
    "migration_sandbox::time_zones::*",
    "migration_sandbox::python::stdlib::decimal::*",
    "migration_sandbox::python::types::bytes::*",
    "migration_sandbox::orm::model::instance::*",
    "migration_sandbox::orm::modules::transaction::*",
    "migration_sandbox::sandbox::snapshot::read",
    "migration_sandbox::python::stdlib::uuid::*",
    "migration_sandbox::python::syntax::message::*",
    "migration_sandbox::python::stdlib::typing::*",
    "migration_sandbox::sandbox::folder::*",
    "migration_sandbox::management::templates::*",
    "migration_sandbox::management::commands::startapp::*",
    "migration_sandbox::management::commands::startproject::*",
    "migration_sandbox::management::commands::flush::*",
    "num_bigint::*",
    "bigdecimal::*",
    "regex_lite::*",
    // The SQL of other databases, with all that leads nowhere else.
    "migration_sandbox::backends::base::preview::*",
    "migration_sandbox::migrations::executor::MigrationExecutor>::preview_sql",
    "migration_sandbox::database::functions::json::*",
    "migration_sandbox::database::query::window::*",
    // What is looked at more closely, when somebody asks.
    "migration_sandbox::sandbox::bench::*",
    "migration_sandbox::sandbox::comparison::*",
    "migration_sandbox::sandbox::inspection::*",
    "migration_sandbox::sandbox::replay::*",
    // What of GlueSQL our plans do not lead to, or hardly ever. SQL is parsed by `src/database/sql`,
    // plans are made in `src/database/engine/plan.rs`, values are SQLite's.
    "gluesql_core::ast::* as gluesql_core::ast::ToSql>::*",
    "gluesql_core::ast::*::to_sql_with*",
    "gluesql_core::ast::function::*",
    "gluesql_core::ast::query::*",
    "gluesql_core::plan::statement::expr::FunctionExprPlan as *",
    "gluesql_core::plan::statement::query::* as core::convert::From<gluesql_core::ast::*",
    "gluesql_core::*Debug>::fmt",
    "gluesql_core::* as core::fmt::Display>::fmt",
    "alloc::boxed::Box<gluesql_core::* as core::fmt::D*>::fmt",
    "gluesql_core::data::interval::*",
    "gluesql_core::data::point::*",
    "gluesql_core::data::value::uuid::*",
    "gluesql_core::data::value::date::*",
    "gluesql_core::data::value::Value>::bitwise_*",
    "gluesql_core::data::value::Value>::cast",
    "gluesql_core::data::value::Value>::concat",
    "gluesql_core::data::value::Value>::parse_json_*",
    "gluesql_core::data::value::Value>::unary_*",
    "gluesql_core::data::value::Value as core::convert::TryFrom<serde_json::*",
    "serde_json::value::Value as core::convert::TryFrom<gluesql_core::*",
    "* as core::convert::TryFrom<&gluesql_core::data::value::Value>>::try_from",
    "!i64 as core::convert::TryFrom<&gluesql_core::data::value::Value>>::try_from",
    "gluesql_core::executor::evaluate::function::*",
    "gluesql_core::executor::evaluate::expr::array_index",
    "gluesql_core::executor::evaluate::expr::unary_op",
    "gluesql_core::executor::evaluate::evaluated::Evaluated>::concat",
    "gluesql_core::executor::evaluate::evaluated::Evaluated>::like",
    "gluesql_core::executor::evaluate::evaluated::Evaluated>::modulo",
    "gluesql_core::executor::evaluate::evaluated::Evaluated>::regex",
    "gluesql_core::executor::evaluate::evaluated::convert::*",
    "gluesql_core::executor::query::*<gluesql_core::mock::MockStorage>*",
    "gluesql_core::executor::query::distinct::*",
    "gluesql_core::executor::query::source::derived::*",
    "gluesql_core::executor::query::source::dictionary::*",
    "gluesql_core::executor::query::source::series::*",
    "gluesql_core::executor::alter::*",
    "gluesql_core::executor::insert::schemaless::*",
    "gluesql_core::mock::*",
];

/// The module under which the second one imports from the first.
const FIRST: &str = "engine";

/// What the engine exports to be called before a function of the second module is.
const FETCH: &str = "fetchRest";

/// What goes into the second module.
pub struct Rest {
    /// The linker's names of its functions.
    functions: BTreeSet<String>,
    /// Its constants, by their addresses.
    constants: Vec<(u32, Vec<u8>)>,
}

impl Rest {
    /// Takes the constants out of the module, and notes the functions.
    pub fn take(snipped: &mut Snipped) -> Result<Self> {
        let Snipped {
            module,
            relocations,
            is_gone,
        } = snipped;
        let is_start = named(&relocations.names, LATER)?;
        let is_start = |item| is_start.get(item) == Some(&true);
        // Two functions of one name cannot be told apart later on.
        let mut roots = relocations.roots.clone();
        roots.extend(namesakes(&relocations.names));
        let early = relocations.reached(roots, |item| is_start(item) || is_gone[item]);
        let mut rest = Self {
            functions: BTreeSet::new(),
            constants: Vec::new(),
        };
        for (item, place) in relocations.places.iter().enumerate() {
            if is_gone[item] || (early[item] && !is_start(item)) {
                continue;
            }
            match relocations.names.get(item) {
                Some(name) => drop(rest.functions.insert(name.clone())),
                None => {
                    let address = relocations.addresses[item - relocations.names.len()];
                    let bytes = &mut module[place.clone()];
                    rest.constants.push((address, bytes.to_vec()));
                    bytes.fill(0);
                }
            }
        }
        Ok(rest)
    }

    /// Splits the module that wasm-bindgen made of it in two.
    pub fn split(&self, bound: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
        let mut first = parse(bound)?;
        let mut second = parse(bound)?;
        let found = self.local_functions(&first).count();
        ensure!(
            found == self.functions.len(),
            "wasm-bindgen left {found} of {} functions under their names",
            self.functions.len()
        );
        let offers = offers(&first);
        let places = self.fill_first(&mut first, &self.called_by_first(bound)?)?;
        self.reduce_second(&mut second, &places)?;
        for import in second.imports.iter() {
            let item = offers
                .get(&import.name)
                .context("an import that nothing offers")?;
            first.exports.add(&import.name, *item);
        }
        walrus::passes::gc::run(&mut first);
        Ok((first.emit_wasm(), second.emit_wasm()))
    }

    /// The names of the functions that the first module leads to. Those that only others of them call
    /// need no place in the table.
    fn called_by_first(&self, bound: &[u8]) -> Result<BTreeSet<String>> {
        let mut module = parse(bound)?;
        let moved: Vec<FunctionId> = self.local_functions(&module).map(|(_, id)| id).collect();
        for id in moved {
            if let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
                let mut body = function.builder_mut().func_body();
                body.instrs_mut().clear();
                body.unreachable();
            }
        }
        walrus::passes::gc::run(&mut module);
        Ok(self
            .local_functions(&module)
            .map(|(name, _)| name)
            .collect())
    }

    /// Puts what fetches in place of the functions; answers the place in the table of those that are
    /// `called`.
    fn fill_first(&self, module: &mut Module, called: &BTreeSet<String>) -> Result<Places> {
        let table = table(module)?;
        let fetch = module.exports.get_func(FETCH)?;
        let mut next = module.tables.get(table).initial;
        let mut places = Places {
            start: next,
            names: BTreeMap::new(),
        };
        let moved: Vec<(String, FunctionId)> = self.local_functions(module).collect();
        for (name, id) in moved {
            if !called.contains(&name) {
                continue;
            }
            stand_in(module, id, fetch, table, next)?;
            places.names.insert(name, next);
            next += 1;
        }
        resize(module, table, next);
        Ok(places)
    }

    /// Leaves the functions and the constants in the module; all else is imported.
    fn reduce_second(&self, module: &mut Module, places: &Places) -> Result<()> {
        let table = table(module)?;
        let memory = module.get_memory_id()?;
        let ours: BTreeMap<FunctionId, String> = self
            .local_functions(module)
            .map(|(name, id)| (id, name))
            .collect();
        import_functions(module, |id| ours.contains_key(&id));
        import_the_rest(module);
        let (exports, data, elements): (Vec<_>, Vec<_>, Vec<_>) = (
            module.exports.iter().map(walrus::Export::id).collect(),
            module.data.iter().map(walrus::Data::id).collect(),
            module.elements.iter().map(walrus::Element::id).collect(),
        );
        exports.into_iter().for_each(|id| module.exports.delete(id));
        data.into_iter().for_each(|id| module.data.delete(id));
        elements
            .into_iter()
            .for_each(|id| module.elements.delete(id));
        module.memories.get_mut(memory).data_segments.clear();
        module.tables.get_mut(table).elem_segments.clear();
        module.start = None;
        let mut functions = vec![None; places.names.len()];
        for (id, name) in ours {
            if let Some(place) = places.names.get(&name) {
                functions[(place - places.start) as usize] = Some(id);
            }
        }
        let functions: Option<Vec<FunctionId>> = functions.into_iter().collect();
        let functions = functions.context("a function of the first module is not in the second")?;
        resize(module, table, places.start + functions.len() as u64);
        let offset = constant(places.start as u32);
        let kind = ElementKind::Active { table, offset };
        let element = module
            .elements
            .add(kind, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(element);
        for (address, bytes) in &self.constants {
            let kind = DataKind::Active {
                memory,
                offset: constant(*address),
            };
            let segment = module.data.add(kind, bytes.clone());
            module
                .memories
                .get_mut(memory)
                .data_segments
                .insert(segment);
        }
        walrus::passes::gc::run(module);
        Ok(())
    }

    fn local_functions<'a>(
        &'a self,
        module: &'a Module,
    ) -> impl Iterator<Item = (String, FunctionId)> + 'a {
        module.funcs.iter_local().filter_map(|(id, _)| {
            let name = module.funcs.get(id).name.as_ref()?;
            self.functions.contains(name).then(|| (name.clone(), id))
        })
    }
}

/// The places of functions in the shared table.
struct Places {
    start: u64,
    names: BTreeMap<String, u64>,
}

fn parse(module: &[u8]) -> Result<Module> {
    ModuleConfig::new()
        .generate_name_section(true)
        .generate_producers_section(false)
        .parse(module)
}

/// The table of functions; wasm-bindgen has another one, of JavaScript's values.
fn table(module: &Module) -> Result<TableId> {
    module
        .tables
        .main_function_table()?
        .context("the module has no table of functions")
}

fn resize(module: &mut Module, table: TableId, size: u64) {
    let table = module.tables.get_mut(table);
    table.initial = size;
    table.maximum = table.maximum.map(|_| size);
}

fn constant(value: u32) -> ConstExpr {
    ConstExpr::Value(Value::I32(value as i32))
}

/// Makes `function` fetch the second module and go on at `place` of the table.
fn stand_in(
    module: &mut Module,
    function: FunctionId,
    fetch: FunctionId,
    table: TableId,
    place: u64,
) -> Result<()> {
    let kind = module.types.get(module.funcs.get(function).ty());
    let (parameters, results) = (kind.params().to_vec(), kind.results().to_vec());
    let ty = module.funcs.get(function).ty();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    let arguments: Vec<_> = parameters
        .iter()
        .map(|kind| module.locals.add(*kind))
        .collect();
    let mut body = builder.func_body();
    body.call(fetch);
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(i32::try_from(place)?)
        .call_indirect(ty, table);
    module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(arguments));
    Ok(())
}

/// The name under which the first module offers what the second one imports: its kind and number.
fn offered(kind: char, number: usize) -> String {
    format!("{kind}{number:x}")
}

fn import_functions(module: &mut Module, is_ours: impl Fn(FunctionId) -> bool) {
    let all: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    for (number, id) in all.into_iter().enumerate().filter(|(_, id)| !is_ours(*id)) {
        let function = module.funcs.get(id);
        let ty = function.ty();
        if let FunctionKind::Import(imported) = &function.kind {
            let import = module.imports.get_mut(imported.import);
            import.module = FIRST.to_owned();
            import.name = offered('f', number);
        } else {
            let import = module.imports.add(FIRST, &offered('f', number), id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
}

fn import_the_rest(module: &mut Module) {
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    for (number, id) in memories.into_iter().enumerate() {
        module.memories.get_mut(id).import =
            Some(module.imports.add(FIRST, &offered('m', number), id));
    }
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    for (number, id) in tables.into_iter().enumerate() {
        module.tables.get_mut(id).import =
            Some(module.imports.add(FIRST, &offered('t', number), id));
    }
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for (number, id) in globals.into_iter().enumerate() {
        let import = module.imports.add(FIRST, &offered('g', number), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
}

/// All that the first module could export, by the name under which the second imports it.
fn offers(module: &Module) -> BTreeMap<String, ExportItem> {
    let mut items: BTreeMap<String, ExportItem> = BTreeMap::new();
    let functions = module.funcs.iter().enumerate();
    items.extend(functions.map(|(number, one)| (offered('f', number), one.id().into())));
    let memories = module.memories.iter().enumerate();
    items.extend(memories.map(|(number, one)| (offered('m', number), one.id().into())));
    let tables = module.tables.iter().enumerate();
    items.extend(tables.map(|(number, one)| (offered('t', number), one.id().into())));
    let globals = module.globals.iter().enumerate();
    items.extend(globals.map(|(number, one)| (offered('g', number), one.id().into())));
    items
}

/// The functions that have another's name.
fn namesakes(names: &[String]) -> Vec<Item> {
    let mut first = BTreeMap::new();
    let mut same = Vec::new();
    for (item, name) in names.iter().enumerate() {
        if let Some(other) = first.insert(name, item) {
            same.extend([other, item]);
        }
    }
    same
}
