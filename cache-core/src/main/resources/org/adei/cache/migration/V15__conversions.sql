-- A group that gets another layout is written in both until all that was there before is copied. The layout that is
-- left over has data still that are to be removed.
ALTER TABLE adei_group
    ADD COLUMN IF NOT EXISTS target VARCHAR(10) NULL AFTER layout,
    ADD COLUMN IF NOT EXISTS leftover VARCHAR(10) NULL AFTER target;

-- What has still to be copied: rows from position_ns on, and windows that end at or before close_ns.
CREATE TABLE IF NOT EXISTS adei_conversion (
    group_number BIGINT   NOT NULL,
    from_ns      BIGINT   NOT NULL,
    position_ns  BIGINT   NOT NULL,
    to_ns        BIGINT   NOT NULL,
    close_ns     BIGINT   NOT NULL,
    open_state   LONGBLOB NULL,
    PRIMARY KEY (group_number, from_ns)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
