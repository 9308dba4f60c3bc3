ALTER TABLE adei_group ADD COLUMN IF NOT EXISTS layout VARCHAR(10) NOT NULL DEFAULT 'wide' AFTER raw;

CREATE TABLE IF NOT EXISTS adei_span (
    group_number BIGINT   NOT NULL,
    level        INT      NOT NULL,
    from_ns      BIGINT   NOT NULL,
    last_ns      BIGINT   NOT NULL,
    entries      INT      NOT NULL,
    channels     INT      NOT NULL,
    bytes        INT      NOT NULL,
    data         LONGBLOB NOT NULL,
    PRIMARY KEY (group_number, level, from_ns)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
