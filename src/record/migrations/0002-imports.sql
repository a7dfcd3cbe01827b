-- Imports of files of every kind: what a batch is about, how far it is, and how the columns of an institution's files are read.

alter table batch                                 -- state: preview | queued | running | paused | done | failed | cancelled | undoing | undone
  add column rows_done      bigint not null default 0,   -- rows below the header up to the checkpoint, blank ones not counted
  add column lines          bigint,                -- lines of the whole file, where they can be counted beforehand
  add column bytes          bigint,                -- size of the file
  add column changed        bigint not null default 0,
  add column undone         bigint not null default 0,   -- documents that an undo took back
  add column kept           bigint not null default 0,   -- documents that an undo left, because others changed or use them
  add column institution    text not null default '',    -- organisation whose file it is; its mapping is saved for the next one
  add column mapping        text not null default '{}',  -- JSON: column of the kind → header in the file
  add column options        text not null default '{}',  -- JSON: sheet, encoding
  add column original       boolean not null default false,  -- the file is kept in the data folder
  add column message        text not null default '',
  add column message_en     text not null default '',
  add column first_started_at timestamptz,         -- what batches begun after it wrote, a run of it again leaves
  add column heartbeat_at   timestamptz;
update batch set first_started_at = started_at;

alter table batch_refusal add column message_en text not null default '';

create table import_mapping (                     -- how the columns of an institution's file were read the last time
  county_id   int not null,
  institution text collate "C" not null,           -- organisation id; '' when the file names none
  kind        text collate "C" not null,
  header      text collate "C" not null,           -- hash of the header it is for
  mapping     text not null,                       -- JSON: column of the kind → header in the file
  actor       text not null,
  saved_at    timestamptz not null,
  primary key (county_id, institution, kind, header)
);
