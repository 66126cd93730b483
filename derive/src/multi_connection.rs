//! `#[derive(MultiConnection)]`: an enum of connections is a connection.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let this = &input.ident;
    let unsupported = || {
        syn::Error::new(
            this.span(),
            "`MultiConnection` needs an enum whose variants hold one connection each, such as `Sqlite(SqliteConnection)`",
        )
    };
    if !input.generics.params.is_empty() {
        return Err(unsupported());
    }
    let Data::Enum(data) = &input.data else { return Err(unsupported()) };
    let mut arms = Vec::new();
    for variant in &data.variants {
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {}
            _ => return Err(unsupported()),
        }
        let name = &variant.ident;
        arms.push(quote!(Self::#name(__conn) => ::kinfolk::__private::Connection::run(__conn, __task)));
    }
    if arms.is_empty() {
        return Err(unsupported());
    }
    Ok(quote! {
        impl ::kinfolk::__private::Connection for #this {
            fn run<__T: ::kinfolk::__private::Portable>(&mut self, __task: __T) -> __T::Output {
                match self { #(#arms,)* }
            }
        }
        impl ::kinfolk::__private::KnownBackend for <#this as ::kinfolk::__private::diesel::Connection>::Backend {
            type Of<__C> = __C;
            fn of<__C>(__conn: &mut __C) -> &mut __C {
                __conn
            }
        }
        // What the connections inside can load the enum can, by the same methods.
        impl<__Q, __I, __U> ::kinfolk::__private::LoadInto<#this, __U> for ::kinfolk::__private::IncludeQuery<__Q, __I>
        where
            ::kinfolk::__private::Load<Self, __U>: ::kinfolk::__private::Portable<
                Output = ::kinfolk::__private::diesel::QueryResult<::std::vec::Vec<__U>>,
            >,
        {
            fn load_into(
                self,
                __conn: &mut #this,
            ) -> ::kinfolk::__private::diesel::QueryResult<::std::vec::Vec<__U>> {
                ::kinfolk::__private::Connection::load(__conn, self)
            }
        }
        impl<__L, __U> ::kinfolk::__private::LoadInto<#this, __U> for ::kinfolk::__private::Snapshot<__L>
        where
            ::kinfolk::__private::Load<Self, __U>: ::kinfolk::__private::Portable<
                Output = ::kinfolk::__private::diesel::QueryResult<::std::vec::Vec<__U>>,
            >,
        {
            fn load_into(
                self,
                __conn: &mut #this,
            ) -> ::kinfolk::__private::diesel::QueryResult<::std::vec::Vec<__U>> {
                ::kinfolk::__private::Connection::load(__conn, self)
            }
        }
    })
}
