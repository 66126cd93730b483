//! What a client is told when something goes wrong: a status and a sentence. What is inside stays inside.

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Json, Response};
use diesel::result::{DatabaseErrorKind, Error};
use diesel_async::pooled_connection::PoolError;
use serde_json::json;

#[derive(Debug)]
pub enum Problem {
    /// A query failed.
    Query(Error),
    /// There was no connection.
    Connection(bb8::RunError<PoolError>),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Query(error)
    }
}

impl From<bb8::RunError<PoolError>> for Problem {
    fn from(error: bb8::RunError<PoolError>) -> Self {
        Self::Connection(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, what) = match &self {
            Self::Query(Error::NotFound) => (StatusCode::NOT_FOUND, "there is no such thing"),
            Self::Query(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
                (StatusCode::CONFLICT, "there is one already")
            }
            Self::Query(Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "it names something that is not there")
            }
            Self::Connection(bb8::RunError::TimedOut) => (StatusCode::SERVICE_UNAVAILABLE, "too busy; try again"),
            Self::Query(_) | Self::Connection(_) => (StatusCode::INTERNAL_SERVER_ERROR, "something went wrong here"),
        };
        if status.is_server_error() {
            // For those who run the service.
            eprintln!("{status}: {self:?}");
        }
        let mut response = (status, Json(json!({ "error": what }))).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, 1.into());
        }
        response
    }
}
