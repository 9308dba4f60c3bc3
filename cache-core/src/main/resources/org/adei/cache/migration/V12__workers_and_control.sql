CREATE TABLE IF NOT EXISTS adei_worker (
    name       VARCHAR(250) NOT NULL PRIMARY KEY,
    token      BIGINT       NOT NULL,
    host       VARCHAR(250) NOT NULL,
    pid        BIGINT       NOT NULL,
    roles      VARCHAR(250) NOT NULL,
    threads    VARCHAR(250) NOT NULL,
    message    TEXT         NOT NULL,
    account    VARCHAR(400) NOT NULL,
    session_id BIGINT       NOT NULL,
    started    DATETIME(6)  NOT NULL,
    beat       DATETIME(6)  NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS adei_control (
    kind       VARCHAR(6)   NOT NULL,
    name       VARCHAR(752) NOT NULL,
    stopped    BOOLEAN      NOT NULL DEFAULT FALSE,
    threads    INT          NULL,
    changed    DATETIME(6)  NOT NULL,
    changed_by VARCHAR(250) NOT NULL,
    PRIMARY KEY (kind, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
