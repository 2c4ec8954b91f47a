//! What `Meta.required_db_features` may ask of the database (`DatabaseFeatures` of SQLite).

use std::rc::Rc;

use super::Model;

impl Model {
    /// `_meta.required_db_features`.
    pub fn required_db_features(&self) -> Vec<Rc<str>> {
        match self.options.values.get("required_db_features") {
            Some(names) => super::collection_items(names)
                .iter()
                .filter_map(|name| name.as_text())
                .collect(),
            None => Vec::new(),
        }
    }

    /// Whether the model is only for databases with a feature, so that nobody need be warned of one
    /// that lacks it.
    pub fn requires_db_feature(&self, feature: &str) -> bool {
        let required = self.required_db_features();
        required.iter().any(|name| **name == *feature)
    }

    /// Whether SQLite has all that the model requires.
    pub(super) fn has_required_db_features(&self) -> bool {
        let required = self.required_db_features();
        required.iter().all(|name| SQLITE.contains(&&**name))
    }
}

/// The attributes of SQLite's `DatabaseFeatures` that are true.
const SQLITE: &[&str] = &[
    "allow_sliced_subqueries_with_in",
    "allows_auto_pk_0",
    "allows_group_by_lob",
    "allows_group_by_select_index",
    "allows_multiple_constraints_on_same_fields",
    "can_alter_table_drop_column",
    "can_clone_databases",
    "can_defer_constraint_checks",
    "can_introspect_check_constraints",
    "can_introspect_default",
    "can_introspect_foreign_keys",
    "can_introspect_json_field",
    "can_release_savepoints",
    "can_return_columns_from_insert",
    "can_return_rows_from_bulk_insert",
    "can_rollback_ddl",
    "can_use_chunked_reads",
    "connection",
    "delete_can_self_reference_subquery",
    "django_test_expected_failures",
    "django_test_skips",
    "has_bulk_insert",
    "has_case_insensitive_like",
    "has_json_object_function",
    "has_zoneinfo_database",
    "ignores_table_name_case",
    "ignores_unnecessary_order_by_in_subqueries",
    "indexes_foreign_keys",
    "insert_test_table_with_defaults",
    "introspected_field_types",
    "max_query_params",
    "minimum_database_version",
    "order_by_nulls_first",
    "requires_literal_defaults",
    "supports_aggregate_filter_clause",
    "supports_boolean_expr_in_select_clause",
    "supports_collation_on_charfield",
    "supports_collation_on_textfield",
    "supports_column_check_constraints",
    "supports_comparing_boolean_expr",
    "supports_date_lookup_using_string",
    "supports_default_in_lead_lag",
    "supports_default_keyword_in_bulk_insert",
    "supports_explaining_query_execution",
    "supports_expression_defaults",
    "supports_expression_indexes",
    "supports_foreign_keys",
    "supports_forward_references",
    "supports_frame_exclusion",
    "supports_frame_range_fixed_distance",
    "supports_functions_in_partial_indexes",
    "supports_ignore_conflicts",
    "supports_index_column_ordering",
    "supports_index_on_text_field",
    "supports_json_field",
    "supports_non_deterministic_collations",
    "supports_nullable_unique_constraints",
    "supports_order_by_nulls_modifier",
    "supports_over_clause",
    "supports_paramstyle_pyformat",
    "supports_partial_indexes",
    "supports_partially_nullable_unique_constraints",
    "supports_primitives_in_json_field",
    "supports_regex_backreferencing",
    "supports_select_difference",
    "supports_select_for_update_with_limit",
    "supports_select_intersection",
    "supports_select_union",
    "supports_sequence_reset",
    "supports_stored_generated_columns",
    "supports_subqueries_in_group_by",
    "supports_table_check_constraints",
    "supports_temporal_subtraction",
    "supports_transactions",
    "supports_unlimited_charfield",
    "supports_unspecified_pk",
    "supports_update_conflicts",
    "supports_update_conflicts_with_target",
    "supports_virtual_generated_columns",
    "test_collations",
    "time_cast_precision",
    "update_can_self_select",
    "uses_savepoints",
];
