CREATE TABLE IF NOT EXISTS adei_source_slot (
    source      VARCHAR(250) NOT NULL,
    slot        INT          NOT NULL,
    token       BIGINT       NOT NULL,
    lease_until DATETIME(6)  NOT NULL,
    PRIMARY KEY (source, slot)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
