//! PostgreSQL's rows and arrays of rows as values, in their binary form.
//!
//! A row is the number of its fields, and for each of them the number of its type, its length (-1 for NULL) and its bytes.
//! An array is the number of its dimensions, a flag, the number of its elements' type, for each dimension its length and
//! where it starts, and for each element its length and its bytes. All numbers have 32 bits, the highest byte first
//! (`record_send` and `array_send` in PostgreSQL's sources).

use crate::include::{Family, Nesting, TakeNested};
use diesel::QueryResult;
use diesel::pg::{Pg, PgValue};
use diesel::result::Error;
use diesel::row::{Field, PartialRow, Row, RowIndex, RowSealed};
use std::num::NonZeroU32;
use std::ops::Range;

/// The family of rows that are values.
#[doc(hidden)]
#[derive(Debug)]
pub struct Records;

/// A row that is a value.
#[doc(hidden)]
#[derive(Debug)]
pub struct Record<'a> {
    bytes: &'a [u8],
    fields: &'a [RecordField],
}

/// Where a field stands in the bytes of its row.
#[derive(Debug, Clone)]
struct RecordField {
    type_id: NonZeroU32,
    /// `None` is NULL.
    bytes: Option<Range<usize>>,
}

impl Family for Records {
    type Backend = Pg;
    type Row<'conn, 'query> = Record<'conn>;

    fn each_row_within(
        row: &Record<'_>,
        at: usize,
        take: &mut dyn FnMut(&Record<'_>) -> QueryResult<()>,
    ) -> QueryResult<()> {
        let array = row.bytes(at).ok_or_else(malformed)?;
        let mut reader = Reader { bytes: array, at: 0 };
        let dimensions = reader.number()?;
        let (_has_nulls, _type_id) = (reader.number()?, reader.number()?);
        if dimensions == 0 {
            return Ok(());
        }
        let (count, _first) = (reader.number()?, reader.number()?);
        let mut fields = Vec::new();
        for _ in 0..count {
            let range = reader.sized()?.ok_or_else(malformed)?;
            let bytes = array.get(range).ok_or_else(malformed)?;
            read_fields(bytes, &mut fields)?;
            take(&Record { bytes, fields: &fields })?;
        }
        Ok(())
    }
}

impl Nesting for Pg {
    type Rows = Records;

    fn with_row(value: PgValue<'_>, take: &mut TakeNested<'_, Self>) -> QueryResult<()> {
        let bytes = value.as_bytes();
        let mut fields = Vec::new();
        read_fields(bytes, &mut fields)?;
        take(&Record { bytes, fields: &fields })
    }
}

/// Finds the fields of a row.
fn read_fields(bytes: &[u8], fields: &mut Vec<RecordField>) -> QueryResult<()> {
    let mut reader = Reader { bytes, at: 0 };
    let count = reader.number()?;
    fields.clear();
    for _ in 0..count {
        let type_id = u32::try_from(reader.number()?).ok().and_then(NonZeroU32::new).ok_or_else(malformed)?;
        fields.push(RecordField { type_id, bytes: reader.sized()? });
    }
    Ok(())
}

/// Reads numbers and what they announce.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self) -> QueryResult<i64> {
        let number = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<4>()).ok_or_else(malformed)?;
        self.at += 4;
        Ok(i64::from(i32::from_be_bytes(*number)))
    }

    /// Bytes with their length before them; `None` is NULL.
    fn sized(&mut self) -> QueryResult<Option<Range<usize>>> {
        let length = self.number()?;
        if length == -1 {
            return Ok(None);
        }
        let end = usize::try_from(length).ok().and_then(|length| self.at.checked_add(length)).ok_or_else(malformed)?;
        if end > self.bytes.len() {
            return Err(malformed());
        }
        let range = self.at..end;
        self.at = end;
        Ok(Some(range))
    }
}

fn malformed() -> Error {
    Error::DeserializationError("a row within another one is not in PostgreSQL's binary form".into())
}

impl Record<'_> {
    fn bytes(&self, at: usize) -> Option<&[u8]> {
        self.bytes.get(self.fields.get(at)?.bytes.clone()?)
    }
}

impl RowSealed for Record<'_> {}

impl RowIndex<usize> for Record<'_> {
    fn idx(&self, at: usize) -> Option<usize> {
        (at < self.fields.len()).then_some(at)
    }
}

/// The fields of a row that is a value have no names.
impl<'n> RowIndex<&'n str> for Record<'_> {
    fn idx(&self, _name: &'n str) -> Option<usize> {
        None
    }
}

impl<'a> Row<'a, Pg> for Record<'_> {
    type Field<'f>
        = Value<'f>
    where
        'a: 'f,
        Self: 'f;
    type InnerPartialRow = Self;

    fn field_count(&self) -> usize {
        self.fields.len()
    }

    fn get<'b, I>(&'b self, at: I) -> Option<Value<'b>>
    where
        'a: 'b,
        Self: RowIndex<I>,
    {
        let at = self.idx(at)?;
        let value = self.bytes(at).map(|bytes| PgValue::new(bytes, &self.fields[at].type_id));
        Some(Value(value))
    }

    fn partial_row(&self, range: Range<usize>) -> PartialRow<'_, Self> {
        PartialRow::new(self, range)
    }
}

/// A field of a row that is a value.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
pub struct Value<'a>(Option<PgValue<'a>>);

impl<'a> Field<'a, Pg> for Value<'a> {
    fn field_name(&self) -> Option<&str> {
        None
    }

    fn value(&self) -> Option<PgValue<'_>> {
        self.0
    }
}
