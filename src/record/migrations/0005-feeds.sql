-- Hospital databases that are read now and then (src/adapters/database): how far each was read, and how it goes.
create table feed (
  county_id   int not null,
  name        text collate "C" not null,          -- the definition's file name
  active      boolean not null,                   -- its file is there
  definition  text not null,                      -- JSON, without where the password is
  source      text not null,                      -- hash of what is read and how: with another one it is read from the beginning
  watermark   text,                               -- as the source writes it; everything before it, less the overlap, is in the record or refused
  recent      text not null default '{}',         -- rows of the overlap that were taken: hash of the key → watermark and hash of the cells
  last_poll   timestamptz,
  last_ok     timestamptz,
  last_row    timestamptz,                        -- the last new or changed row
  last_error  text,                               -- JSON: the words in both languages
  failures    int not null default 0,             -- in a row
  rows        bigint not null default 0,          -- new or changed rows read
  refused     bigint not null default 0,
  since       timestamptz not null,
  state       text not null default 'ok',         -- ok | late | silent | failing: the one last told
  state_since timestamptz not null,
  primary key (county_id, name)
);
