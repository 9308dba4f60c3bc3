CREATE TABLE IF NOT EXISTS adei_tail (
    group_number BIGINT   NOT NULL PRIMARY KEY,
    from_ns      BIGINT   NOT NULL,
    base_ns      BIGINT   NOT NULL,
    base_rows    BIGINT   NOT NULL,
    base_state   LONGBLOB NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
