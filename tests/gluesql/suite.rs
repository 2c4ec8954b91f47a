//! GlueSQL's own tests of a storage, each a test that the test in `gluesql.rs` starts: a plain run
//! ignores them, since some must fail.

use gluesql::prelude::Glue;
use gluesql_test_suite::{
    Tester, generate_alter_table_index_tests, generate_alter_table_tests,
    generate_custom_function_tests, generate_index_tests, generate_metadata_index_tests,
    generate_metadata_table_tests, generate_store_tests, generate_transaction_alter_table_tests,
    generate_transaction_index_tests, generate_transaction_tests, query_builder, store,
    transaction,
};

use super::storage::Storage;

struct Suite {
    glue: Glue<Storage>,
}

impl Tester<Storage> for Suite {
    fn new(_: &str) -> Self {
        Self {
            glue: Glue::new(Storage::default()),
        }
    }

    fn get_glue(&mut self) -> &mut Glue<Storage> {
        &mut self.glue
    }
}

/// All groups of tests that the suite has.
macro_rules! groups {
    ($($group:ident),* $(,)?) => {
        $($group!(cfg_attr(all(), test, ignore = "the suite's test starts it"), Suite);)*
    };
}

groups!(
    generate_store_tests,
    generate_alter_table_tests,
    generate_custom_function_tests,
    generate_index_tests,
    generate_transaction_tests,
    generate_alter_table_index_tests,
    generate_transaction_alter_table_tests,
    generate_transaction_index_tests,
    generate_metadata_table_tests,
    generate_metadata_index_tests,
);
