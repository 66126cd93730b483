//! The tables of the workloads, laid out as `kinfolk schema generate` does.

/// The tables as Diesel sees them.
pub mod tables {
    diesel::table! { users (id) { id -> Integer, name -> Text, hair_color -> Nullable<Text>, } }
    diesel::table! { posts (id) { id -> Integer, user_id -> Integer, title -> Text, body -> Nullable<Text>, } }
    diesel::table! { comments (id) { id -> Integer, post_id -> Integer, text -> Text, } }

    diesel::table! { authors (id) { id -> Integer, name -> Text, email -> Text, } }
    diesel::table! { articles (id) { id -> Integer, author_id -> Integer, title -> Text, body -> Text, } }
    diesel::table! { remarks (id) { id -> Integer, article_id -> Integer, author_id -> Integer, body -> Text, } }
    diesel::table! { tags (id) { id -> Integer, name -> Text, } }
    diesel::table! { article_tags (article_id, tag_id) { article_id -> Integer, tag_id -> Integer, } }

    diesel::table! { parents (id) { id -> Integer, name -> Text, } }
    diesel::table! { children (id) { id -> Integer, parent_id -> Integer, name -> Text, } }

    diesel::joinable!(articles -> authors (author_id));
    diesel::joinable!(remarks -> authors (author_id));
    diesel::joinable!(article_tags -> tags (tag_id));
}

kinfolk::relations! {
    users {
        posts: has_many posts (id -> user_id);
    }

    posts {
        user: belongs_to users (user_id -> id);
        comments: has_many comments (id -> post_id);
    }

    comments {
        post: belongs_to posts (post_id -> id);
    }

    authors {
        articles: has_many articles (id -> author_id);
    }

    articles {
        author: belongs_to authors (author_id -> id);
        remarks: has_many remarks (id -> article_id);
        tags: many_to_many tags (id -> id) through article_tags (article_id, tag_id);
    }

    remarks {
        article: belongs_to articles (article_id -> id);
        author: belongs_to authors (author_id -> id);
    }

    tags {}

    article_tags {
        article: belongs_to articles (article_id -> id);
        tag: belongs_to tags (tag_id -> id);
    }

    parents {
        children: has_many children (id -> parent_id);
    }

    children {
        parent: belongs_to parents (parent_id -> id);
    }
}
