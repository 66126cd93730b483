//! From a catalog to the text of .
