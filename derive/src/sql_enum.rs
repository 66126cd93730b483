//! `#[derive(SqlEnum)]`: a Rust enum whose variants are the labels of an enum type of the database.

use crate::attributes::each_diesel;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, LitStr, Type, Variant};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let shown = name.unraw().to_string();
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new(name.span(), "`SqlEnum` needs an enum"));
    };
    if let Some(parameter) = input.generics.params.first() {
        return Err(syn::Error::new_spanned(parameter, "`SqlEnum` cannot be derived for an enum with parameters"));
    }
    let sql_types = sql_types(input)?;
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let labels = data.variants.iter().map(label).collect::<syn::Result<Vec<_>>>()?;
    for (at, twice) in labels.iter().enumerate() {
        if labels[..at].iter().any(|label| label.value() == twice.value()) {
            return Err(syn::Error::new(twice.span(), format!("two variants have the label `{}`", twice.value())));
        }
    }
    Ok(quote! {
        impl ::kinfolk::__private::SqlEnum for #name {
            const NAME: &'static ::core::primitive::str = #shown;
            const LABELS: &'static [&'static ::core::primitive::str] = &[#(#labels),*];
            fn label(&self) -> &'static ::core::primitive::str {
                match *self { #(Self::#variants => #labels,)* }
            }
            fn from_label(__label: &::core::primitive::str) -> ::core::option::Option<Self> {
                match __label {
                    #(#labels => ::core::option::Option::Some(Self::#variants),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
        ::kinfolk::__private::for_each_backend! {
            #(
                impl ::kinfolk::__private::diesel::serialize::ToSql<#sql_types, __DB> for #name {
                    fn to_sql<'__b>(
                        &'__b self,
                        __out: &mut ::kinfolk::__private::diesel::serialize::Output<'__b, '_, __DB>,
                    ) -> ::kinfolk::__private::diesel::serialize::Result {
                        let __label: &'static ::core::primitive::str = ::kinfolk::__private::SqlEnum::label(self);
                        <::core::primitive::str as ::kinfolk::__private::diesel::serialize::ToSql<
                            ::kinfolk::__private::diesel::sql_types::Text, __DB,
                        >>::to_sql(__label, __out)
                    }
                }
                impl ::kinfolk::__private::diesel::deserialize::FromSql<#sql_types, __DB> for #name {
                    fn from_sql(
                        __value: <__DB as ::kinfolk::__private::diesel::backend::Backend>::RawValue<'_>,
                    ) -> ::kinfolk::__private::diesel::deserialize::Result<Self> {
                        ::kinfolk::__private::label_from_sql::<Self, __DB>(__value)
                    }
                }
            )*
        }
    })
}

/// The SQL types that `#[diesel(sql_type = …)]` names, as for Diesel's own derives.
fn sql_types(input: &DeriveInput) -> syn::Result<Vec<Type>> {
    let mut sql_types = Vec::new();
    each_diesel(&input.attrs, |meta| {
        if meta.path.is_ident("sql_type") {
            sql_types.push(meta.value()?.parse()?);
        } else {
            crate::attributes::skip(&meta)?;
        }
        Ok(())
    })?;
    if sql_types.is_empty() {
        let message = format!("`{}` does not say its SQL type: add `#[diesel(sql_type = …)]`", input.ident);
        return Err(syn::Error::new(input.ident.span(), message));
    }
    Ok(sql_types)
}

/// `#[kinfolk(label = "…")]`, else the variant's name in snake case.
fn label(variant: &Variant) -> syn::Result<LitStr> {
    if !matches!(variant.fields, Fields::Unit) {
        return Err(syn::Error::new_spanned(variant, "a label of the database has no fields"));
    }
    let mut label = None;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("kinfolk")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("label") {
                return Err(meta.error("a variant's `#[kinfolk(…)]` takes label = \"…\""));
            }
            label = Some(meta.value()?.parse()?);
            Ok(())
        })?;
    }
    Ok(label.unwrap_or_else(|| LitStr::new(&snake_case(&variant.ident.unraw().to_string()), variant.ident.span())))
}

/// `VerySad` -> `very_sad`
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}
