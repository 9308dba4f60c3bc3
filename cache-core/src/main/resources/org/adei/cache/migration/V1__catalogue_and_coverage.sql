CREATE TABLE IF NOT EXISTS adei_group (
    number      BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    server      VARCHAR(250) NOT NULL,
    db          VARCHAR(250) NOT NULL,
    name        VARCHAR(250) NOT NULL,
    levels      VARCHAR(250) NOT NULL,
    raw         BOOLEAN      NOT NULL,
    failure     TEXT         NULL,
    failed_at   DATETIME(6)  NULL,
    joined_name VARCHAR(760) AS (CONCAT(server, '__', db, '__', name)) PERSISTENT,
    UNIQUE KEY (server, db, name),
    UNIQUE KEY (joined_name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_channel (
    group_number BIGINT       NOT NULL,
    position     INT          NOT NULL,
    name         VARCHAR(250) NOT NULL,
    active       BOOLEAN      NOT NULL,
    PRIMARY KEY (group_number, position),
    UNIQUE KEY (group_number, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_coverage (
    group_number BIGINT       NOT NULL,
    from_ns      BIGINT       NOT NULL,
    to_ns        BIGINT       NOT NULL,
    goal_ns      BIGINT       NOT NULL,
    open_state   LONGBLOB     NULL,
    cached_rows  BIGINT       NOT NULL DEFAULT 0,
    token        BIGINT       NOT NULL,
    owner        VARCHAR(250) NULL,
    account      VARCHAR(400) NULL,
    session_id   BIGINT       NULL,
    lease_until  DATETIME(6)  NULL,
    PRIMARY KEY (group_number, from_ns)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_forgotten (
    number       BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    group_number BIGINT NOT NULL,
    from_ns      BIGINT NOT NULL,
    to_ns        BIGINT NOT NULL,
    KEY (group_number)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS adei_token (
    id   TINYINT NOT NULL PRIMARY KEY,
    last BIGINT  NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO adei_token (id, last) VALUES (1, 0);

CREATE TABLE IF NOT EXISTS adei_rejected_row (
    group_number BIGINT      NOT NULL,
    row_hash     BINARY(32)  NOT NULL,
    row_text     TEXT        NOT NULL,
    reason       TEXT        NOT NULL,
    seen         DATETIME(6) NOT NULL,
    PRIMARY KEY (group_number, row_hash)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS md5 (
    hash    CHAR(32)      NOT NULL PRIMARY KEY,
    postfix VARCHAR(3000) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
