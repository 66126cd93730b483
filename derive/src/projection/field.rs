//! One field of a projection: what it is and how it is loaded.

use crate::attributes::{DieselField, KinfolkField};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Field, Ident, Path, Type};

/// A field of a projection.
pub(crate) struct PlanField<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) source: Source,
}

/// Where the field's value comes from.
pub(crate) enum Source {
    Column(Ident),
    Expression(Expr),
    Embedded,
    Relation(Box<RelationField>),
    /// The rows' own descendants; loaded by the projection itself.
    Recursive(Box<RelationField>),
}

/// A relation and which of its rows are loaded.
pub(crate) struct RelationField {
    pub(crate) path: TokenStream,
    pub(crate) options: KinfolkField,
}

impl<'a> PlanField<'a> {
    pub(crate) fn read(name: &'a Ident, field: &'a Field, table: &Path, relations: &[Ident]) -> syn::Result<Self> {
        let diesel = DieselField::read(field)?;
        let options = KinfolkField::read(field)?;
        let is_relation = !options.column
            && (options.about_relation() || (diesel.column.is_none() && relations.iter().any(|known| known == name)));
        let source = if diesel.embed {
            Source::Embedded
        } else if let Some(expression) = diesel.select_expression {
            Source::Expression(expression)
        } else if is_relation {
            let path = relation_path(name, &options, table, relations)?;
            let recursive = options.recursive.is_some();
            let relation = Box::new(RelationField { path, options });
            relation.check()?;
            if recursive { Source::Recursive(relation) } else { Source::Relation(relation) }
        } else {
            Source::Column(diesel.column.unwrap_or_else(|| name.clone()))
        };
        Ok(Self { name, ty: &field.ty, source })
    }

    /// The statement that makes what collects this field's values.
    pub(crate) fn collector(&self, table: &Path) -> TokenStream {
        let Self { name, ty, source } = self;
        // Spanned at the field's type: that is what is wrong when one of the bounds fails.
        let span = ty.span();
        // A name of its own span: a local variable is seen only by tokens of the same macro.
        let columns = Ident::new("__columns", Span::call_site());
        match source {
            Source::Column(column) => quote_spanned! {span=>
                let #name = ::kinfolk::__private::column::<__F, #table::columns::#column, #ty>(
                    #columns,
                    |value| ::kinfolk::__private::FieldOf(value).integer(),
                );
            },
            Source::Expression(expression) => quote_spanned! {span=>
                let #name = ::kinfolk::__private::expression::<__F, #table::table, #ty, _>(#columns, #expression);
            },
            Source::Embedded => quote_spanned! {span=>
                let #name = ::kinfolk::__private::embedded::<__F, #table::table, #ty>(#columns);
            },
            Source::Relation(relation) => {
                let path = &relation.path;
                if relation.options.join.is_some() {
                    return quote_spanned! {span=>
                        let #name = ::kinfolk::__private::joined::<__F, #table::table, #path, #ty, _>(#columns);
                    };
                }
                let options = relation.options();
                quote_spanned! {span=>
                    let #name = ::kinfolk::__private::relation::<__F, #table::table, #path, #ty>(#columns, #options);
                }
            }
            Source::Recursive(_) => TokenStream::new(),
        }
    }

    /// How many queries the field adds.
    pub(crate) fn queries(&self) -> Option<TokenStream> {
        let ty = self.ty;
        match &self.source {
            Source::Column(_) | Source::Expression(_) => None,
            Source::Recursive(_) => Some(quote!(1)),
            Source::Embedded => Some(quote!(<::kinfolk::__private::QueriesOfPart<Self::Table, #ty>>::QUERIES)),
            Source::Relation(relation) if relation.options.join.is_some() => None,
            Source::Relation(relation) => {
                let path = &relation.path;
                Some(quote!(<::kinfolk::__private::QueriesOfRelation<#path, #ty>>::QUERIES))
            }
        }
    }
}

impl RelationField {
    /// Words that contradict each other.
    fn check(&self) -> syn::Result<()> {
        let KinfolkField { recursive, top, depth, .. } = &self.options;
        if let Some(join) = self.options.join
            && (self.options.about_rows() || self.options.group)
        {
            return Err(syn::Error::new(
                join,
                "`join` cannot be used with `filter`, `order`, `top`, `recursive` or `group`",
            ));
        }
        match (recursive, top, depth) {
            (Some(_), Some(top), _) => {
                Err(syn::Error::new(top.span(), "`top` cannot be used with `recursive`; `depth` can"))
            }
            (None, _, Some(depth)) => Err(syn::Error::new(depth.span(), "`depth` needs `recursive` before it")),
            _ => Ok(()),
        }
    }

    pub(crate) fn options(&self) -> TokenStream {
        let path = &self.path;
        let scope = quote!(<#path as ::kinfolk::__private::Relation>::Scope);
        let filterable = self
            .options
            .filter
            .iter()
            .map(|condition| quote_spanned!(condition.span()=> ::kinfolk::__private::filterable::<#path>();));
        let filter = self
            .options
            .filter
            .iter()
            .map(|condition| quote_spanned!(condition.span()=> .filter::<#scope, _>(#condition)));
        let order = self.options.order.iter().map(|order| quote_spanned!(order.span()=> .order::<#scope, _>(#order)));
        let top = self.options.top.iter().map(|top| quote_spanned!(top.span()=> .top(#top)));
        quote!({ #(#filterable)* ::kinfolk::__private::Options::default() #(#filter)* #(#order)* #(#top)* })
    }
}

/// `articles::rel::author`; what `rel = …` says, else the field's own name.
fn relation_path(name: &Ident, options: &KinfolkField, table: &Path, relations: &[Ident]) -> syn::Result<TokenStream> {
    let Some(path) = &options.relation else {
        return known(name, table, relations);
    };
    match path.get_ident() {
        Some(name) => known(name, table, relations),
        None => Ok(quote!(#path)),
    }
}

fn known(name: &Ident, table: &Path, relations: &[Ident]) -> syn::Result<TokenStream> {
    if relations.iter().any(|known| known == name) {
        // All of it where the name stands, so that this is where an error points.
        let mut table = table.clone();
        table.segments.iter_mut().for_each(|segment| segment.ident.set_span(name.span()));
        return Ok(quote_spanned!(name.span()=> #table::rel::#name));
    }
    let table = quote!(#table).to_string().replace(' ', "");
    let list = relations.iter().map(|relation| format!("`{relation}`")).collect::<Vec<_>>().join(", ");
    let has = if list.is_empty() { "it has none".to_owned() } else { format!("it has {list}") };
    Err(syn::Error::new(name.span(), format!("the table `{table}` has no relation `{name}`; {has}")))
}
