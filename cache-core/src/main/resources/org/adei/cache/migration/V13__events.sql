CREATE TABLE IF NOT EXISTS adei_event (
    group_number BIGINT       NOT NULL,
    time_ns      BIGINT       NOT NULL,
    number       INT          NOT NULL,
    severity     TINYINT      NOT NULL,
    source       VARCHAR(250) NOT NULL,
    message      MEDIUMTEXT   NOT NULL COLLATE utf8mb4_unicode_ci,
    PRIMARY KEY (group_number, time_ns, number),
    KEY severity (severity, time_ns),
    FULLTEXT KEY message (message)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
