//! The grammar of `relations!`.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Token, braced, parenthesized, token};

/// The whole input: one block per table.
pub(crate) struct Schema {
    pub(crate) tables: Vec<Table>,
}

/// `articles { author: …; }`, or `audit.log { … }` outside the default schema.
pub(crate) struct Table {
    pub(crate) docs: Vec<Attribute>,
    /// Schema and name in the database; `None` in the default schema, where Diesel can be asked.
    pub(crate) sql_name: Option<String>,
    pub(crate) name: Ident,
    pub(crate) relations: Vec<Relation>,
}

/// `author: belongs_to users (author_id -> id);`
pub(crate) struct Relation {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) kind: Kind,
    pub(crate) target: Ident,
    pub(crate) owner_columns: Vec<Ident>,
    pub(crate) target_columns: Vec<Ident>,
    pub(crate) link: Option<Link>,
}

/// `through article_tags (article_id, tag_id)`
pub(crate) struct Link {
    pub(crate) table: Ident,
    pub(crate) owner_columns: Vec<Ident>,
    pub(crate) target_columns: Vec<Ident>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    BelongsTo,
    HasOne,
    HasMany,
    ManyToMany,
}

impl Parse for Schema {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut tables = Vec::new();
        while !input.is_empty() {
            tables.push(input.parse()?);
        }
        Ok(Self { tables })
    }
}

impl Parse for Table {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (named, docs): (Vec<_>, Vec<_>) = input
            .call(Attribute::parse_outer)?
            .into_iter()
            .partition(|attribute| attribute.path().is_ident("sql_name"));
        let mut name = input.call(Ident::parse_any)?;
        let mut sql_name = None;
        if input.parse::<Option<Token![.]>>()?.is_some() {
            let schema = std::mem::replace(&mut name, input.call(Ident::parse_any)?);
            let table = match named.first() {
                Some(attribute) => name_in(attribute)?,
                None => name.unraw().to_string(),
            };
            sql_name = Some(format!("{}.{table}", schema.unraw()));
        } else if let Some(attribute) = named.first() {
            let message = "`table!` says so already: write it here only for a table with a schema, `audit.log { … }`";
            return Err(syn::Error::new_spanned(attribute, message));
        }
        let body;
        braced!(body in input);
        let mut relations: Vec<Relation> = Vec::new();
        while !body.is_empty() {
            let relation: Relation = body.parse()?;
            if relations.iter().any(|other| other.name == relation.name) {
                return Err(syn::Error::new(
                    relation.name.span(),
                    format!("`{name}` has two relations named `{}`", relation.name),
                ));
            }
            relations.push(relation);
        }
        Ok(Self { docs, sql_name, name, relations })
    }
}

/// `#[sql_name = "Log"]`, read as Diesel reads it.
fn name_in(attribute: &Attribute) -> syn::Result<String> {
    let value = &attribute.meta.require_name_value()?.value;
    let name = syn::parse2::<LitStr>(value.to_token_stream())?.value();
    Ok(name.strip_prefix("r#").map(str::to_owned).unwrap_or(name))
}

impl Parse for Relation {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let docs = input.call(Attribute::parse_outer)?;
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![:]>()?;
        let kind: Kind = input.parse()?;
        let target = input.call(Ident::parse_any)?;
        let columns;
        let parens = parenthesized!(columns in input);
        let owner_columns = names(&columns)?;
        columns.parse::<Token![->]>()?;
        let target_columns = names(&columns)?;
        let link = match kind {
            Kind::ManyToMany => Some(Link::parse(input)?),
            _ => None,
        };
        input.parse::<Token![;]>()?;
        let relation = Self { docs, name, kind, target, owner_columns, target_columns, link };
        relation.check(parens)?;
        Ok(relation)
    }
}

impl Relation {
    fn check(&self, parens: token::Paren) -> syn::Result<()> {
        let matching = match &self.link {
            None => self.owner_columns.len() == self.target_columns.len(),
            Some(link) => {
                link.owner_columns.len() == self.owner_columns.len()
                    && link.target_columns.len() == self.target_columns.len()
            }
        };
        let most = 4;
        if !matching {
            return Err(syn::Error::new(
                parens.span.join(),
                "both sides of a relation need the same number of columns",
            ));
        }
        if self.owner_columns.len() > most || self.target_columns.len() > most {
            return Err(syn::Error::new(
                parens.span.join(),
                format!("keys of more than {most} columns are not supported"),
            ));
        }
        Ok(())
    }
}

impl Link {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        if word != "through" {
            return Err(syn::Error::new(word.span(), "expected `through <table> (<columns>)`"));
        }
        let table = input.call(Ident::parse_any)?;
        let columns;
        parenthesized!(columns in input);
        let owner_columns = side(&columns)?;
        columns.parse::<Token![,]>()?;
        let target_columns = side(&columns)?;
        Ok(Self { table, owner_columns, target_columns })
    }
}

/// `a, b` up to the end or the arrow
fn names(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let mut names = vec![input.call(Ident::parse_any)?];
    while input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        names.push(input.call(Ident::parse_any)?);
    }
    Ok(names)
}

/// `a` or `(a, b)`
fn side(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    if !input.peek(token::Paren) {
        return Ok(vec![input.call(Ident::parse_any)?]);
    }
    let inner;
    parenthesized!(inner in input);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated_with(&inner, Ident::parse_any)?;
    Ok(names.into_iter().collect())
}

impl Parse for Kind {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        match word.to_string().as_str() {
            "belongs_to" => Ok(Self::BelongsTo),
            "has_one" => Ok(Self::HasOne),
            "has_many" => Ok(Self::HasMany),
            "many_to_many" => Ok(Self::ManyToMany),
            other => Err(syn::Error::new(
                word.span(),
                format!("`{other}` is no kind of relation: write belongs_to, has_one, has_many or many_to_many"),
            )),
        }
    }
}
