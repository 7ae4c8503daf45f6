-- What the rules of `anomaly` noticed, and whom they hold up until a factor is shown.

CREATE TABLE alert (
  alert_id BYTEA NOT NULL,
  raised_at BIGINT NOT NULL,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id BYTEA,
  count BIGINT NOT NULL,
  action TEXT NOT NULL,
  seen_at BIGINT,
  seen_by BYTEA,
  PRIMARY KEY (alert_id)
);
CREATE INDEX alert_time ON alert (raised_at);

CREATE TABLE restraint (
  user_id BYTEA NOT NULL,
  since BIGINT NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (user_id)
);
