-- Codes of an institution's own: what they were decided to mean, and in which batches they stand.
create table local_code (
  county_id   int not null,
  kind        text collate "C" not null,           -- department | diagnosis | operation | drug | item
  institution text collate "C" not null,           -- organisation id
  code        text collate "C" not null,
  name        text not null default '',
  system      text collate "C" not null default '',-- of the target
  target      text collate "C" not null default '',
  target_name text not null default '',
  state       text collate "C" not null,           -- open | mapped | ignored
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  primary key (county_id, kind, institution, code)
);
create index local_code_state on local_code (county_id, state, kind, institution);

create table local_code_seen (                    -- rows of a batch that have the code: the same however often the batch runs
  county_id   int not null,
  kind        text collate "C" not null,
  institution text collate "C" not null,
  code        text collate "C" not null,
  batch_id    text collate "C" not null,
  rows        bigint not null,
  primary key (county_id, kind, institution, code, batch_id)
);
create index local_code_seen_batch on local_code_seen (county_id, batch_id);
