-- Totals: how many documents have a code is counted from an index alone (src/record/search/head.ts). Rows of older data are written anew when the record is opened.
alter table token
  add column code   bigint,                        -- hashed key of the only value of the type's most asked token parameter (code, class, gender …)
  add column coding bigint;                        -- the same with its system
create index token_code on token (county_id, code, coding, labels) where code is not null;
-- An index alone tells only of pages that were vacuumed since they changed.
alter table token set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
