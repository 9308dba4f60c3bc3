CREATE TABLE IF NOT EXISTS adei_scrub (
    group_number BIGINT      NOT NULL PRIMARY KEY,
    reached_ns   BIGINT      NULL,
    completed    DATETIME(6) NULL,
    healed       BIGINT      NOT NULL DEFAULT 0,
    token        BIGINT      NOT NULL DEFAULT 0,
    touched      DATETIME(6) NOT NULL DEFAULT '1970-01-02',
    lease_until  DATETIME(6) NOT NULL DEFAULT '1970-01-02'
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
