//! The `#[diesel(…)]` and `#[kinfolk(…)]` attributes, read as Diesel reads its own.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Expr, Field, Ident, Path, Token, Type, parenthesized};

/// The struct's `#[diesel(table_name = …)]`; without it the struct's name in snake case with an `s`, as in Diesel.
pub(crate) fn table_name(input: &DeriveInput) -> syn::Result<Path> {
    let mut table = None;
    each_diesel(&input.attrs, |meta| {
        if meta.path.is_ident("table_name") {
            table = Some(meta.value()?.parse()?);
        } else {
            skip(&meta)?;
        }
        Ok(())
    })?;
    table.ok_or_else(|| {
        syn::Error::new(
            input.ident.span(),
            format!("`{}` does not say its table: add `#[diesel(table_name = …)]`", input.ident),
        )
    })
}

/// The struct's `#[diesel(check_for_backend(…))]`: the databases that it is for, where not for each one of the build.
pub(crate) fn backends(input: &DeriveInput) -> syn::Result<Option<Vec<Type>>> {
    let mut backends = None;
    each_diesel(&input.attrs, |meta| {
        if !meta.path.is_ident("check_for_backend") {
            return skip(&meta);
        }
        let content;
        parenthesized!(content in meta.input);
        if content.peek(Ident) && content.peek2(Token![=]) {
            // `disable = true` says nothing about which databases there are.
            content.parse::<proc_macro2::TokenStream>()?;
        } else {
            backends = Some(content.parse_terminated(Type::parse, Token![,])?.into_iter().collect());
        }
        Ok(())
    })?;
    Ok(backends)
}

/// The fields of a struct with names; anything else is an error that says so.
pub(crate) fn named_fields<'a>(input: &'a DeriveInput, derive: &str) -> syn::Result<Vec<(&'a Ident, &'a Field)>> {
    if let Some(parameter) = input.generics.params.first() {
        return Err(syn::Error::new(
            parameter.span(),
            format!("`{derive}` cannot be derived for a struct with parameters"),
        ));
    }
    let unsupported = || syn::Error::new(input.ident.span(), format!("`{derive}` needs a struct with named fields"));
    let Data::Struct(data) = &input.data else { return Err(unsupported()) };
    data.fields.iter().map(|field| field.ident.as_ref().map(|name| (name, field)).ok_or_else(unsupported)).collect()
}

/// What `#[diesel(…)]` says about a field.
#[derive(Default)]
pub(crate) struct DieselField {
    pub(crate) column: Option<Ident>,
    pub(crate) embed: bool,
    /// `deserialize_as = …`
    pub(crate) converted: bool,
    pub(crate) select_expression: Option<Expr>,
    pub(crate) select_expression_type: Option<Type>,
}

impl DieselField {
    pub(crate) fn read(field: &Field) -> syn::Result<Self> {
        let mut read = Self::default();
        each_diesel(&field.attrs, |meta| {
            if meta.path.is_ident("column_name") {
                read.column = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("embed") {
                read.embed = true;
            } else if meta.path.is_ident("deserialize_as") {
                read.converted = true;
                skip(&meta)?;
            } else if meta.path.is_ident("select_expression") {
                read.select_expression = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("select_expression_type") {
                read.select_expression_type = Some(meta.value()?.parse()?);
            } else {
                skip(&meta)?;
            }
            Ok(())
        })?;
        Ok(read)
    }
}

/// What `#[kinfolk(…)]` says about a field.
#[derive(Default)]
pub(crate) struct KinfolkField {
    pub(crate) relation: Option<Path>,
    pub(crate) filter: Option<Expr>,
    pub(crate) order: Option<Expr>,
    pub(crate) top: Option<Expr>,
    pub(crate) recursive: Option<Span>,
    pub(crate) depth: Option<Expr>,
    pub(crate) column: bool,
    pub(crate) join: Option<Span>,
    pub(crate) group: bool,
}

const WORDS: &str = "rel = …, filter = …, order = …, top = …, recursive, depth = …, join, group, column";

impl KinfolkField {
    pub(crate) fn read(field: &Field) -> syn::Result<Self> {
        let mut read = Self::default();
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("kinfolk")) {
            attribute.parse_nested_meta(|meta| read.word(&meta))?;
        }
        Ok(read)
    }

    fn word(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let path = &meta.path;
        if path.is_ident("rel") {
            self.relation = Some(meta.value()?.parse()?);
        } else if path.is_ident("filter") {
            self.filter = Some(meta.value()?.parse()?);
        } else if path.is_ident("order") {
            self.order = Some(meta.value()?.parse()?);
        } else if path.is_ident("top") {
            self.top = Some(meta.value()?.parse()?);
        } else if path.is_ident("depth") {
            self.depth = Some(meta.value()?.parse()?);
        } else if path.is_ident("recursive") {
            self.recursive = Some(path.span());
        } else if path.is_ident("join") {
            self.join = Some(path.span());
        } else if path.is_ident("group") {
            self.group = true;
        } else if path.is_ident("column") {
            self.column = true;
        } else {
            let word = path.get_ident().map(ToString::to_string).unwrap_or_default();
            return Err(meta.error(format!("unknown word `{word}`: a field's `#[kinfolk(…)]` takes {WORDS}")));
        }
        Ok(())
    }

    /// Whether any word says which rows are loaded.
    pub(crate) fn about_rows(&self) -> bool {
        self.filter.is_some() || self.order.is_some() || self.top.is_some() || self.recursive.is_some()
    }

    /// Whether any word makes sense for a relation only.
    pub(crate) fn about_relation(&self) -> bool {
        self.relation.is_some() || self.about_rows() || self.join.is_some() || self.group
    }
}

pub(crate) fn each_diesel(
    attributes: &[Attribute],
    mut visit: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("diesel")) {
        attribute.parse_nested_meta(&mut visit)?;
    }
    Ok(())
}

/// Steps over a word that is Diesel's business: `word`, `word = value` or `word(…)`.
pub(crate) fn skip(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        // A value may be an expression or a type; both end at the comma.
        meta.value()?;
        while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
            meta.input.parse::<proc_macro2::TokenTree>()?;
        }
    } else if meta.input.peek(syn::token::Paren) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
