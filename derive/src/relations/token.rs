//! What one relation expands to, and how its parts are named.

use super::parse::{Kind, Link, Relation, Schema, Table};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

/// `self::tables::articles::table`. Paths start at the schema's module, so that no column or token can shadow them.
pub(crate) fn table(name: &Ident) -> TokenStream {
    quote!(self::tables::#name::table)
}

/// `(self::tables::articles::author_id,)`
fn key(table: &Ident, columns: &[Ident]) -> TokenStream {
    quote!((#(self::tables::#table::columns::#columns,)*))
}

/// The SQL names of columns, as Diesel knows them.
fn sql_names(table: &Ident, columns: &[Ident]) -> TokenStream {
    quote!(&[#(<self::tables::#table::columns::#columns as ::kinfolk::__private::diesel::Column>::NAME),*])
}

/// The SQL name of a table, as Diesel knows it. Of a table with a schema Diesel does not tell it.
fn table_name(schema: &Schema, name: &Ident) -> TokenStream {
    match schema.tables.iter().find(|table| table.name == *name).and_then(|table| table.sql_name.as_ref()) {
        Some(sql_name) => quote!(#sql_name),
        None => {
            let table = table(name);
            quote!(<#table as ::kinfolk::__private::Unqualified>::NAME)
        }
    }
}

/// The implementations that make a token a relation.
pub(crate) fn implementations(
    schema: &Schema,
    owner: &Table,
    relation: &Relation,
    marker: &Ident,
    id: &TokenStream,
) -> TokenStream {
    let (owner_name, name, target_name) = (&owner.name, &relation.name, &relation.target);
    let token = quote!(self::#owner_name::rel::#name);
    let (owner_table, target_table) = (table(owner_name), table(target_name));
    let owner_key = key(owner_name, &relation.owner_columns);
    let target_key = key(target_name, &relation.target_columns);
    let info = info(schema, owner, relation);
    let (kind, child_key, route) = match (&relation.kind, &relation.link) {
        (_, Some(link)) => (
            quote!(::kinfolk::__private::ManyToMany),
            key(&link.table, &link.owner_columns),
            quote!(::kinfolk::__private::Through),
        ),
        (kind, None) => (
            match kind {
                Kind::BelongsTo => quote!(::kinfolk::__private::BelongsToKind<#owner_key>),
                Kind::HasOne => quote!(::kinfolk::__private::HasOne),
                _ => quote!(::kinfolk::__private::HasMany),
            },
            target_key.clone(),
            quote!(::kinfolk::__private::Direct),
        ),
    };
    let scope = match &relation.link {
        None => target_table.clone(),
        Some(link) => {
            let link = table(&link.table);
            quote!(::kinfolk::__private::Join<#link, #target_table, ::kinfolk::__private::Inner>)
        }
    };
    let linked = relation.link.as_ref().map(|link| linked(&token, link, &target_key));
    // `ManyToMany` to the same table needs the alias just as a self-referencing foreign key does.
    let not_self = (owner_name != target_name).then(|| quote!(impl ::kinfolk::__private::NotSelf for #token {}));
    let alias = format!("{}_{}", plain(owner_name), plain(name));
    let join_alias = short(format!("{alias}_joined"));
    let alias = short(alias);
    quote! {
        impl ::kinfolk::__private::Relation for #token {
            const INFO: &'static ::kinfolk::__private::RelationInfo = &#info;
            const JOIN_ALIAS: &'static str = #join_alias;
            type Owner = #owner_table;
            type Target = #target_table;
            type Kind = #kind;
            type Route = #route;
            type OwnerKey = #owner_key;
            type ChildKey = #child_key;
            type Scope = #scope;
        }
        #linked
        #not_self
        impl ::kinfolk::__private::AliasSource for #token {
            const NAME: &'static str = #alias;
            type Target = #target_table;
            fn target(&self) -> &Self::Target { &#target_table }
        }
        impl ::kinfolk::__private::AliasAliasAppearsInFromClauseSameTable<#token, #target_table> for #token {
            type Count = ::kinfolk::__private::Once;
        }
        impl ::kinfolk::__private::Numbered<#marker> for #token { type Number = #id; }
        impl<__T> ::kinfolk::__private::AliasAliasAppearsInFromClauseSameTable<__T, #target_table> for #token
        where
            __T: ::kinfolk::__private::Numbered<#marker>,
            __T::Number: ::kinfolk::__private::Differs<#id, #marker>,
        {
            type Count = ::kinfolk::__private::Never;
        }
    }
}

fn linked(token: &TokenStream, link: &Link, target_key: &TokenStream) -> TokenStream {
    let link_table = table(&link.table);
    let link_key = key(&link.table, &link.target_columns);
    quote! {
        impl ::kinfolk::__private::Linked for #token {
            type Link = #link_table;
            type LinkTargetKey = #link_key;
            type TargetKey = #target_key;
        }
    }
}

/// The relation as data; also what `RELATIONS` of the schema lists.
pub(crate) fn info(schema: &Schema, owner: &Table, relation: &Relation) -> TokenStream {
    let kind = match relation.kind {
        Kind::BelongsTo => quote!(BelongsTo),
        Kind::HasOne => quote!(HasOne),
        Kind::HasMany => quote!(HasMany),
        Kind::ManyToMany => quote!(ManyToMany),
    };
    let (name, module) = (plain(&relation.name), plain(&owner.name));
    let (owner_table, target_table) = (table_name(schema, &owner.name), table_name(schema, &relation.target));
    let owner_columns = sql_names(&owner.name, &relation.owner_columns);
    let target_columns = sql_names(&relation.target, &relation.target_columns);
    let through = match &relation.link {
        None => quote!(::core::option::Option::None),
        Some(link) => {
            let table = table_name(schema, &link.table);
            let owner_columns = sql_names(&link.table, &link.owner_columns);
            let target_columns = sql_names(&link.table, &link.target_columns);
            quote!(::core::option::Option::Some(::kinfolk::__private::ThroughInfo {
                table: #table, owner_columns: #owner_columns, target_columns: #target_columns,
            }))
        }
    };
    quote! {
        ::kinfolk::__private::RelationInfo {
            name: #name,
            module: #module,
            kind: ::kinfolk::__private::RelationKind::#kind,
            owner: #owner_table,
            owner_columns: #owner_columns,
            target: #target_table,
            target_columns: #target_columns,
            through: #through,
        }
    }
}

/// An alias that PostgreSQL takes as it is. Longer ones it cuts, and two might become one: here they end with a number
/// that follows from all of their text.
fn short(alias: String) -> String {
    const LONGEST: usize = 63;
    if alias.len() <= LONGEST {
        return alias;
    }
    // FNV-1a, for it has to be the same for ever: the text of a statement is what it is found by.
    let digits = alias
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let cut = (0..=LONGEST - 17).rev().find(|at| alias.is_char_boundary(*at)).unwrap_or_default();
    format!("{}_{digits:016x}", &alias[..cut])
}

/// The name without `r#`.
fn plain(name: &Ident) -> String {
    use syn::ext::IdentExt;
    name.unraw().to_string()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn long_aliases_are_cut_and_stay_apart() {
        assert_eq!(short("articles_author".into()), "articles_author");
        let long = |end| short(format!("{}_{end}", "größe".repeat(12)));
        assert_ne!(long("author"), long("editor"));
        assert!(long("author").len() <= 63, "{}", long("author"));
        assert!(long("author").starts_with("größegröße"));
    }
}
