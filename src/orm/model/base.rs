//! `ModelBase`: from a class statement to a model.
