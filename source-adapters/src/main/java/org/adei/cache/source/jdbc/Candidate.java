package org.adei.cache.source.jdbc;

import org.adei.cache.model.GroupId;

/** A table that a rule makes a group of, if its columns fit. */
record Candidate(GroupId id, Table table, JdbcGroup rule) {}
