-- Exports of many documents at once (HL7 Bulk Data Access): asked for by a machine, written to files, fetched, and gone after a day.
create table bulk_export (
  county_id   int not null,
  id          text collate "C" not null,
  actor       text not null,
  request     text not null,                      -- the address that was asked for
  asked       text not null,                      -- what it means, and what its asker may see, as JSON
  state       text not null,                      -- queued | running | done | failed | cancelled
  as_of       timestamptz,                        -- the moment the documents stood as they were exported
  written     bigint not null default 0,
  output      text not null default '[]',         -- files: type, name, count
  message     text not null default '',
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  primary key (county_id, id)
);
create index bulk_export_state on bulk_export (county_id, state, made_at);
