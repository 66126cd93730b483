//! Which Diesel type stands for a type of PostgreSQL.

use super::pg_catalog::TypeRow;
use crate::catalog::ColumnType;
use std::collections::HashMap;

/// The types of all columns, and those that they are made of, by oid.
pub(super) struct Types {
    rows: HashMap<u32, TypeRow>,
    default_schema: Option<String>,
}

impl Types {
    pub(super) fn new(rows: Vec<TypeRow>, default_schema: Option<String>) -> Self {
        Types { rows: rows.into_iter().map(|row| (row.oid, row)).collect(), default_schema }
    }

    /// What stands for a type; `None` if nothing does.
    pub(super) fn sql_type(&self, oid: u32) -> Option<ColumnType> {
        let row = self.rows.get(&oid)?;
        match (row.kind.as_str(), row.of) {
            ("d", Some(base)) => self.sql_type(base),
            (_, Some(element)) => Some(ColumnType::Array(Box::new(self.sql_type(element)?))),
            ("e", None) => {
                let schema = Some(row.schema.clone()).filter(|schema| self.default_schema.as_ref() != Some(schema));
                Some(ColumnType::Own { schema, name: row.name.clone() })
            }
            _ if row.schema == "pg_catalog" => diesel(&row.name).map(ColumnType::diesel),
            // An extension, in whatever schema it was put.
            ("b", None) if row.name == "citext" => Some(ColumnType::diesel("Citext")),
            _ => None,
        }
    }

    /// Whether it is a domain that takes no NULL.
    pub(super) fn is_not_null(&self, oid: u32) -> bool {
        self.rows.get(&oid).is_some_and(|row| {
            let base = row.of.filter(|_| row.kind == "d");
            row.not_null || base.is_some_and(|base| self.is_not_null(base))
        })
    }
}

/// The name in `diesel::sql_types` of a type that PostgreSQL came with.
fn diesel(name: &str) -> Option<&'static str> {
    Some(match name {
        "bool" => "Bool",
        "int2" => "SmallInt",
        "int4" => "Integer",
        "int8" => "BigInt",
        "float4" => "Float",
        "float8" => "Double",
        "numeric" => "Numeric",
        "money" => "Money",
        "text" | "varchar" | "bpchar" | "name" => "Text",
        "char" => "CChar",
        "bytea" => "Binary",
        "date" => "Date",
        "time" => "Time",
        "timestamp" => "Timestamp",
        "timestamptz" => "Timestamptz",
        "interval" => "Interval",
        "uuid" => "Uuid",
        "json" => "Json",
        "jsonb" => "Jsonb",
        "inet" => "Inet",
        "cidr" => "Cidr",
        "macaddr" => "MacAddr",
        "macaddr8" => "MacAddr8",
        "oid" => "Oid",
        "pg_lsn" => "PgLsn",
        "int4range" => "Range<Integer>",
        "int8range" => "Range<BigInt>",
        "numrange" => "Range<Numeric>",
        "daterange" => "Range<Date>",
        "tsrange" => "Range<Timestamp>",
        "tstzrange" => "Range<Timestamptz>",
        "int4multirange" => "Multirange<Integer>",
        "int8multirange" => "Multirange<BigInt>",
        "nummultirange" => "Multirange<Numeric>",
        "datemultirange" => "Multirange<Date>",
        "tsmultirange" => "Multirange<Timestamp>",
        "tstzmultirange" => "Multirange<Timestamptz>",
        _ => return None,
    })
}
