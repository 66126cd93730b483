//! All generated files compile, tables and relations.
#![allow(dead_code, unreachable_pub, reason = "generated files are compiled here, not used")]

/// What the configurations of cases speak of.
mod types {
    use diesel::sql_types::SqlType;
    use std::marker::PhantomData;

    macro_rules! types {
        ($($name:ident)*) => {$(
            #[derive(SqlType)]
            pub struct $name;
        )*};
    }
    types!(Email Hstore Ltree Outline);

    #[derive(SqlType)]
    pub struct Wrapped<T: 'static>(PhantomData<T>);
}

/// A module with one for each case of a database.
macro_rules! compile {
    ($module:ident, $database:literal: $($case:ident)*) => {
        mod $module {
            $(mod $case {
                include!(concat!("codegen/", stringify!($case), "/", $database, "/expected.rs"));
            })*

            const COMPILED: &[&str] = &[$(stringify!($case)),*];

            #[test]
            fn no_case_is_forgotten() {
                super::no_case_is_forgotten($database, COMPILED);
            }
        }
    };
}

#[cfg(feature = "sqlite")]
compile! {
    on_sqlite, "sqlite":
    actions autoincrement belongs_to_names bigint_keys bigint_mismatch circular
    collision_of_relations_solved comments composite_foreign_key composite_foreign_key_named
    composite_foreign_key_tenant composite_primary_key empty_database exclude exclusive_arc
    foreign_key_in_other_case foreign_key_to_nowhere foreign_key_to_unique foreign_key_to_view
    foreign_key_twice generated_columns has_one has_one_needs_a_full_unique include many_to_many
    many_to_many_composite many_to_many_needs_two many_to_many_with_itself
    many_to_many_with_own_key names_beside_generated_code names_camel_case names_given
    names_given_capitals names_injection names_invalid_characters names_keywords
    names_normalized names_unicode no_primary_key no_primary_key_given nullability
    nullable_primary_key_referenced relation_name_is_a_keyword relations_named
    same_column_two_targets self_reference several_foreign_keys several_has_one strict
    system_tables type_override type_unknown types_dates types_floats_and_decimals types_integers
    types_text_and_blobs view_of_expressions views virtual_table_given virtual_tables without_rowid
}

#[cfg(feature = "postgres")]
compile! {
    on_postgres, "postgres":
    actions arrays belongs_to_names bigint_mismatch circular collision_of_relations_solved
    columns_dropped comments composite_foreign_key composite_foreign_key_named
    composite_foreign_key_tenant composite_primary_key composites deferrable domains domains_given
    empty_database enums enums_in_rust enums_keys enums_named_like_others exclude exclusive_arc
    extensions extensions_given foreign_key_match_and_columns foreign_key_to_unique
    foreign_key_twice foreign_tables generated_columns has_one has_one_needs_a_full_unique include
    inherited many_to_many many_to_many_composite many_to_many_needs_two many_to_many_with_itself
    many_to_many_with_own_key materialized_views names_beside_generated_code names_camel_case
    names_given names_injection names_invalid_characters names_keywords names_normalized
    names_unicode no_primary_key no_primary_key_given nullability partition_referenced partitioned
    relation_name_is_a_keyword relations_named row_level_security same_column_two_targets
    schemas_circular schemas_default schemas_exclude schemas_not_rust schemas_same_name_given
    schemas_several schemas_without_default search_path self_reference serial several_foreign_keys
    several_has_one system_tables triggers_rules_and_functions type_override type_unknown
    types_dates types_network types_numbers types_ranges types_text_and_blobs unique_indexes
    view_of_system_tables views
}

#[cfg(feature = "mysql")]
compile! {
    on_mysql, "mysql":
    actions_restrict auto_increment belongs_to_names circular collision_of_relations_solved comments
    composite_foreign_key composite_foreign_key_named composite_foreign_key_tenant
    composite_primary_key empty_database enum_labels enums enums_in_rust enums_of_views exclude
    exclusive_arc foreign_key_before_its_target foreign_key_to_nowhere foreign_key_to_other_database
    foreign_key_to_unique foreign_key_twice generated_columns has_one has_one_by_hash
    has_one_needs_a_full_unique has_one_needs_more_than_a_prefix include invisible_columns
    many_to_many many_to_many_composite many_to_many_needs_two many_to_many_with_itself
    many_to_many_with_own_key names_beside_enums names_beside_generated_code names_camel_case
    names_given names_injection names_invalid_characters names_keywords names_unicode no_primary_key
    no_primary_key_given nullability partitioned primary_key_of_prefixes relation_name_is_a_keyword
    relations_named same_column_two_targets self_reference sequences several_foreign_keys
    several_has_one system_tables system_versioned type_override type_unknown types_bool types_dates
    types_floats_and_decimals types_integers types_json types_network types_spatial
    types_text_and_blobs types_unsigned view_invalid views views_of_nullable
}

fn no_case_is_forgotten(database: &str, compiled: &[&str]) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codegen");
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let case = entry.expect("a case");
        let name = case.file_name().to_string_lossy().into_owned();
        let is_generated = case.path().join(database).join("expected.rs").exists();
        // Diesel compiles its 41 columns only with a feature, as the notice says.
        let is_compiled = compiled.contains(&name.as_str()) || name == "wide_table" && is_generated;
        assert_eq!(is_generated, is_compiled, "{name}");
    }
}
