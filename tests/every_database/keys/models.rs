//! The models of the second schema.

use super::newtypes::{AccountId, DeviceId};
use super::schema::*;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use kinfolk::prelude::*;

macro_rules! models {
    ($($table:ident: $model:ident { $($field:ident: $ty:ty),* })*) => {$(
        #[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Model)]
        #[diesel(table_name = $table)]
        #[diesel(check_for_backend(crate::database::Db))]
        pub(super) struct $model {
            $(pub(super) $field: $ty,)*
        }
    )*};
}
models! {
    accounts: Account { id: AccountId, name: String }
    transfers: Transfer { id: i64, account_id: Option<AccountId> }
    entries: Entry { id: i32, account_id: i32, other_id: Option<i16> }
    devices: Device { id: DeviceId, name: String }
    readings: Reading { id: i32, device_id: Option<DeviceId> }
    pages: Page { slug: String, parent_slug: Option<String> }
    codes: Code { code: String }
    usages: Usage { id: i32, code: String }
    days: Day { day: NaiveDate, name: String }
    events: Event { id: i32, day: Option<NaiveDate> }
    moments: Moment { at: NaiveDateTime, name: String }
    marks: Mark { id: i32, at: Option<NaiveDateTime> }
    answers: Answer { value: bool, name: String }
    votes: Vote { id: i32, answer: Option<bool> }
    measures: Measure { device_id: DeviceId, day: NaiveDate, slot: String, value: i32 }
    corrections: Correction { id: i32, device_id: Option<DeviceId>, day: Option<NaiveDate>, slot: Option<String> }
}
