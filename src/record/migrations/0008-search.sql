-- Search: what of a document is looked at besides its hashed keys (src/record/search). Rows of older data are written anew when the record is opened.
alter table token
  add column at         timestamptz,               -- first instant of the type's main date (date, authored-on, recorded-date …)
  add column until      timestamptz,               -- its last
  add column patient_id text collate "C",          -- the patient whom the document is about: who may see it depends on him
  add column labels     int not null default 0;    -- the document's sensitivity labels
-- A pending list is read by every search, so it is kept short: longer ones save little of the writing.
alter index token_tok set (fastupdate = on, gin_pending_list_limit = 256);
alter table token alter column tok set statistics 1000;
-- The primary key is made last again: see 0001 on tables that were never analysed.
alter table token drop constraint token_pkey;
create index token_at on token (county_id, type, at, id);
-- Spans of more than a day are few: what reaches into a time is what begins in it or the day before, and some of these.
create index token_long on token (county_id, type, until) where until - at > interval '24 hours';
alter table token add primary key (county_id, type, id);

alter table compartment
  add column until timestamptz not null default 'infinity',
  add column main  boolean not null default true,  -- by what the document is about (subject, patient), not by a performer, a recipient …
  add column codes bigint[] not null default '{}'; -- hashed keys of parameter `code`: a patient's newest of a code are one range

create index history_updated on history (county_id, type, updated);
