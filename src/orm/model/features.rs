//! `DatabaseFeatures` of SQLite: what `Meta.required_db_features` and data migrations ask of the
//! database.

use std::rc::Rc;

use super::Model;
use crate::python::Value;

impl Model {
    /// `_meta.required_db_features`.
    pub fn required_db_features(&self) -> Vec<Rc<str>> {
        match self.options.values.get("required_db_features") {
            Some(names) => super::collection_items(names)
                .iter()
                .filter_map(Value::as_text)
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
        required.iter().all(|name| FEATURES.contains(&&**name))
    }
}

/// The attributes of SQLite's `DatabaseFeatures` that are true.
pub const FEATURES: &[&str] = &[
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
    "delete_can_self_reference_subquery",
    "has_bulk_insert",
    "has_case_insensitive_like",
    "has_json_object_function",
    "has_zoneinfo_database",
    "ignores_table_name_case",
    "ignores_unnecessary_order_by_in_subqueries",
    "indexes_foreign_keys",
    "insert_test_table_with_defaults",
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
    "update_can_self_select",
    "uses_savepoints",
];

/// Those that are false.
pub const MISSING_FEATURES: &[&str] = &[
    "allows_group_by_selected_pks",
    "atomic_transactions",
    "can_create_inline_fk",
    "can_distinct_on_fields",
    "can_introspect_materialized_views",
    "can_rename_index",
    "collate_as_index_expression",
    "connection_persists_old_columns",
    "for_update_after_from",
    "gis_enabled",
    "greatest_least_ignores_nulls",
    "has_json_operators",
    "has_native_duration_field",
    "has_native_json_field",
    "has_native_uuid_field",
    "has_real_datatype",
    "has_select_for_no_key_update",
    "has_select_for_update",
    "has_select_for_update_nowait",
    "has_select_for_update_of",
    "has_select_for_update_skip_locked",
    "implied_column_null",
    "interprets_empty_strings_as_nulls",
    "json_key_contains_list_matching_requires_list",
    "nulls_order_largest",
    "only_supports_unbounded_with_preceding_and_following",
    "related_fields_match_type",
    "requires_casted_case_in_updates",
    "requires_compound_order_by_subquery",
    "requires_explicit_null_ordering_when_grouping",
    "rounds_to_even",
    "schema_editor_uses_clientside_param_binding",
    "select_for_update_of_column",
    "supports_callproc_kwargs",
    "supports_cast_with_precision",
    "supports_combined_alters",
    "supports_comments",
    "supports_comments_inline",
    "supports_covering_indexes",
    "supports_default_keyword_in_insert",
    "supports_deferrable_unique_constraints",
    "supports_json_field_contains",
    "supports_logical_xor",
    "supports_nulls_distinct_unique_constraints",
    "supports_parentheses_in_compound",
    "supports_slicing_ordering_in_compound",
    "supports_tablespaces",
    "supports_timezones",
    "supports_tuple_lookups",
    "test_db_allows_multiple_connections",
    "truncates_names",
];
