//! A second schema in the same crate: keys of all types, and a wide table.
#![allow(dead_code, unreachable_pub)]

use crate::database::{BYTES, Conn, TEXT_KEY, TEXT_WITHOUT_CASE, TIMESTAMP, bare, without_foreign_keys};
use diesel::connection::SimpleConnection as _;

/// The tables as Diesel sees them.
pub mod tables {
    diesel::table! {
        accounts (id) {
            id -> BigInt,
            name -> Text,
        }
    }
    diesel::table! {
        transfers (id) {
            id -> BigInt,
            account_id -> Nullable<BigInt>,
        }
    }
    diesel::table! {
        // An INTEGER that references a BIGINT.
        entries (id) {
            id -> Integer,
            account_id -> Integer,
            other_id -> Nullable<SmallInt>,
        }
    }
    diesel::table! {
        devices (id) {
            id -> Binary,
            name -> Text,
        }
    }
    diesel::table! {
        readings (id) {
            id -> Integer,
            device_id -> Nullable<Binary>,
        }
    }
    diesel::table! {
        pages (slug) {
            slug -> Text,
            parent_slug -> Nullable<Text>,
        }
    }
    diesel::table! {
        page_links (from_slug, to_slug) {
            from_slug -> Text,
            to_slug -> Text,
        }
    }
    diesel::table! {
        // Text that is compared without case.
        codes (code) {
            code -> crate::database::TextWithoutCaseType,
        }
    }
    diesel::table! {
        usages (id) {
            id -> Integer,
            code -> crate::database::TextWithoutCaseType,
        }
    }
    diesel::table! {
        device_pages (device_id, page_slug) {
            device_id -> Binary,
            page_slug -> Text,
        }
    }
    diesel::table! {
        days (day) {
            day -> Date,
            name -> Text,
        }
    }
    diesel::table! {
        events (id) {
            id -> Integer,
            day -> Nullable<Date>,
        }
    }
    diesel::table! {
        moments (at) {
            at -> Timestamp,
            name -> Text,
        }
    }
    diesel::table! {
        marks (id) {
            id -> Integer,
            at -> Nullable<Timestamp>,
        }
    }
    diesel::table! {
        answers (value) {
            value -> Bool,
            name -> Text,
        }
    }
    diesel::table! {
        votes (id) {
            id -> Integer,
            answer -> Nullable<Bool>,
        }
    }
    diesel::table! {
        measures (device_id, day, slot) {
            device_id -> Binary,
            day -> Date,
            slot -> Text,
            value -> Integer,
        }
    }
    diesel::table! {
        corrections (id) {
            id -> Integer,
            device_id -> Nullable<Binary>,
            day -> Nullable<Date>,
            slot -> Nullable<Text>,
        }
    }
    diesel::table! {
        wides (c01) {
            c01 -> Integer,
            c02 -> Integer,
            c03 -> Text,
            c04 -> Integer,
            c05 -> Integer,
            c06 -> Integer,
            c07 -> Integer,
            c08 -> Integer,
            c09 -> Integer,
            c10 -> Integer,
            c11 -> Integer,
            c12 -> Integer,
            c13 -> Integer,
            c14 -> Integer,
            c15 -> Integer,
            c16 -> Integer,
            c17 -> Integer,
            c18 -> Integer,
            c19 -> Integer,
            c20 -> Nullable<Integer>,
        }
    }
}

kinfolk::relations! {
    accounts {
        transfers: has_many transfers (id -> account_id);
        entries: has_many entries (id -> account_id);
    }
    transfers {
        account: belongs_to accounts (account_id -> id);
    }
    entries {
        account: belongs_to accounts (account_id -> id);
        other: belongs_to accounts (other_id -> id);
    }
    devices {
        readings: has_many readings (id -> device_id);
        pages: many_to_many pages (id -> slug) through device_pages (device_id, page_slug);
        measures: has_many measures (id -> device_id);
    }
    readings {
        device: belongs_to devices (device_id -> id);
    }
    pages {
        parent: belongs_to pages (parent_slug -> slug);
        children: has_many pages (slug -> parent_slug);
        devices: many_to_many devices (slug -> id) through device_pages (page_slug, device_id);
        links: many_to_many pages (slug -> slug) through page_links (from_slug, to_slug);
        linked_from: many_to_many pages (slug -> slug) through page_links (to_slug, from_slug);
    }
    page_links {}
    codes {
        usages: has_many usages (code -> code);
    }
    usages {
        of: belongs_to codes (code -> code);
    }
    device_pages {}
    days {
        events: has_many events (day -> day);
        measures: has_many measures (day -> day);
    }
    events {
        of: belongs_to days (day -> day);
    }
    moments {
        marks: has_many marks (at -> at);
    }
    marks {
        of: belongs_to moments (at -> at);
    }
    answers {
        votes: has_many votes (value -> answer);
    }
    votes {
        of: belongs_to answers (answer -> value);
    }
    measures {
        device: belongs_to devices (device_id -> id);
        corrections: has_many corrections (device_id, day, slot -> device_id, day, slot);
    }
    corrections {
        measure: belongs_to measures (device_id, day, slot -> device_id, day, slot);
    }
    wides {
        above: belongs_to wides (c20 -> c01);
        below: has_many wides (c01 -> c20);
        twin: has_one wides (c02 -> c19);
        tails: has_many wides (c20 -> c18);
    }
}

const TABLES: &str = "
    CREATE TABLE accounts (id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL);
    CREATE TABLE transfers (id BIGINT PRIMARY KEY NOT NULL, account_id BIGINT);
    CREATE TABLE entries (id INTEGER PRIMARY KEY NOT NULL, account_id INTEGER NOT NULL,
        other_id SMALLINT);
    CREATE TABLE devices (id BYTES PRIMARY KEY NOT NULL, name TEXT NOT NULL);
    CREATE TABLE readings (id INTEGER PRIMARY KEY NOT NULL, device_id BYTES);
    CREATE TABLE pages (slug TEXT_KEY PRIMARY KEY NOT NULL, parent_slug TEXT_KEY);
    CREATE TABLE page_links (from_slug TEXT_KEY NOT NULL, to_slug TEXT_KEY NOT NULL,
        PRIMARY KEY (from_slug, to_slug));
    CREATE TABLE codes (code TEXT_WITHOUT_CASE PRIMARY KEY NOT NULL);
    CREATE TABLE usages (id INTEGER PRIMARY KEY NOT NULL, code TEXT_WITHOUT_CASE NOT NULL);
    CREATE TABLE device_pages (device_id BYTES NOT NULL, page_slug TEXT_KEY NOT NULL,
        PRIMARY KEY (device_id, page_slug));
    CREATE TABLE days (day DATE PRIMARY KEY NOT NULL, name TEXT NOT NULL);
    CREATE TABLE events (id INTEGER PRIMARY KEY NOT NULL, day DATE);
    CREATE TABLE moments (at MOMENT PRIMARY KEY NOT NULL, name TEXT NOT NULL);
    CREATE TABLE marks (id INTEGER PRIMARY KEY NOT NULL, at MOMENT);
    CREATE TABLE answers (value BOOLEAN PRIMARY KEY NOT NULL, name TEXT NOT NULL);
    CREATE TABLE votes (id INTEGER PRIMARY KEY NOT NULL, answer BOOLEAN);
    CREATE TABLE measures (device_id BYTES NOT NULL, day DATE NOT NULL, slot TEXT_KEY NOT NULL, value INTEGER NOT NULL,
        PRIMARY KEY (device_id, day, slot));
    CREATE TABLE corrections (id INTEGER PRIMARY KEY NOT NULL, device_id BYTES, day DATE, slot TEXT_KEY);
    CREATE TABLE wides (c01 INTEGER PRIMARY KEY NOT NULL, c02 INTEGER NOT NULL, c03 TEXT NOT NULL, c04 INTEGER NOT NULL,
        c05 INTEGER NOT NULL, c06 INTEGER NOT NULL, c07 INTEGER NOT NULL, c08 INTEGER NOT NULL, c09 INTEGER NOT NULL,
        c10 INTEGER NOT NULL, c11 INTEGER NOT NULL, c12 INTEGER NOT NULL, c13 INTEGER NOT NULL, c14 INTEGER NOT NULL,
        c15 INTEGER NOT NULL, c16 INTEGER NOT NULL, c17 INTEGER NOT NULL, c18 INTEGER NOT NULL, c19 INTEGER NOT NULL,
        c20 INTEGER);
";

/// The tables, empty and without foreign keys being enforced.
pub fn connect() -> Conn {
    let mut conn = bare();
    let tables = TABLES.replace("BYTES", BYTES).replace("TEXT_WITHOUT_CASE", TEXT_WITHOUT_CASE);
    let tables = tables.replace("TEXT_KEY", TEXT_KEY).replace("MOMENT", TIMESTAMP);
    conn.batch_execute(&tables).unwrap();
    without_foreign_keys(&mut conn);
    conn
}
