CREATE TABLE IF NOT EXISTS adei_leader (
    id          TINYINT      NOT NULL PRIMARY KEY,
    token       BIGINT       NOT NULL,
    owner       VARCHAR(250) NULL,
    account     VARCHAR(400) NULL,
    session_id  BIGINT       NULL,
    since       DATETIME(6)  NULL,
    lease_until DATETIME(6)  NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO adei_leader (id, token) VALUES (1, 0);

CREATE TABLE IF NOT EXISTS adei_source (
    name         VARCHAR(250) NOT NULL PRIMARY KEY,
    reachable    BOOLEAN      NOT NULL,
    message      TEXT         NOT NULL,
    failures     INT          NOT NULL,
    groups_found INT          NOT NULL,
    fingerprint  CHAR(64)     NOT NULL,
    asked        DATETIME(6)  NOT NULL,
    last_seen    DATETIME(6)  NULL,
    next_attempt DATETIME(6)  NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
