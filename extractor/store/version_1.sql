CREATE TABLE document (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    filing INTEGER NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    issuer TEXT NOT NULL,
    owner TEXT NOT NULL,
    symbol TEXT NOT NULL,
    form TEXT NOT NULL,
    period DATE,
    doubtful INTEGER NOT NULL,
    confidence DOUBLE PRECISION,
    sampled BOOLEAN NOT NULL,
    extracted_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    failure TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    retry_at TIMESTAMP,
    UNIQUE (sha256, filing)
);
CREATE INDEX document_worst_first ON document (status, doubtful DESC, confidence, id);

CREATE TABLE reading (
    document_id TEXT PRIMARY KEY REFERENCES document,
    extraction TEXT NOT NULL
);

CREATE TABLE reviewed (
    document_id TEXT PRIMARY KEY REFERENCES document,
    extraction TEXT NOT NULL
);

CREATE TABLE finding (
    document_id TEXT NOT NULL REFERENCES document,
    number INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    xpath TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
);
CREATE INDEX finding_by_rule ON finding (rule, document_id);

CREATE TABLE correction (
    document_id TEXT NOT NULL REFERENCES document,
    number INTEGER NOT NULL,
    xpath TEXT NOT NULL,
    old TEXT,
    new TEXT,
    footnotes TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
);

CREATE TABLE event (
    document_id TEXT NOT NULL REFERENCES document,
    number INTEGER NOT NULL,
    action TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
);

CREATE TABLE claim (
    sha256 TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
)
