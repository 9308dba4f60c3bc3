CREATE TABLE IF NOT EXISTS adei_queue_ready (
    lane         TINYINT       NOT NULL,
    part         SMALLINT      NOT NULL,
    k            BIGINT        NOT NULL,
    group_number BIGINT        NOT NULL,
    from_ns      BIGINT        NOT NULL,
    to_ns        BIGINT        NOT NULL,
    payload      VARCHAR(1000) NOT NULL,
    attempts     INT           NOT NULL,
    failures     INT           NOT NULL,
    since        DATETIME(6)   NOT NULL,
    PRIMARY KEY (lane, part, k)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_queue_leased (
    k            BIGINT        NOT NULL PRIMARY KEY,
    lane         TINYINT       NOT NULL,
    part         SMALLINT      NOT NULL,
    group_number BIGINT        NOT NULL,
    from_ns      BIGINT        NOT NULL,
    to_ns        BIGINT        NOT NULL,
    payload      VARCHAR(1000) NOT NULL,
    attempts     INT           NOT NULL,
    failures     INT           NOT NULL,
    since        DATETIME(6)   NOT NULL,
    token        BIGINT        NOT NULL,
    lease_until  DATETIME(6)   NOT NULL,
    KEY (lease_until)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_queue_quarantine (
    k            BIGINT        NOT NULL PRIMARY KEY,
    lane         TINYINT       NOT NULL,
    part         SMALLINT      NOT NULL,
    group_number BIGINT        NOT NULL,
    from_ns      BIGINT        NOT NULL,
    to_ns        BIGINT        NOT NULL,
    payload      VARCHAR(1000) NOT NULL,
    attempts     INT           NOT NULL,
    failures     INT           NOT NULL,
    since        DATETIME(6)   NOT NULL,
    reason       VARCHAR(4000) NOT NULL,
    row_text     VARCHAR(4000) NOT NULL,
    set_aside    DATETIME(6)   NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_queue_counter (
    id       TINYINT NOT NULL PRIMARY KEY,
    sequence BIGINT  NOT NULL,
    owners   BIGINT  NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO adei_queue_counter (id, sequence, owners) VALUES (1, 0, 0);
