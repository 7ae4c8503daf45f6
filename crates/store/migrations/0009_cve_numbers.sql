-- CVE numbers that the instance's CNA reserved. Which advisory took one stands in its sealed draft.

CREATE TABLE cve_number (
  cve_id TEXT NOT NULL,
  reserved_at BIGINT NOT NULL,
  is_taken BIGINT NOT NULL,
  PRIMARY KEY (cve_id)
);
