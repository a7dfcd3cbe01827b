-- The record: every table of the house that grows carries county_id first in each key, so that one schema serves one
-- county, a prefecture in one database, or a distributed server. No triggers; only what PostgreSQL 15–18 share.

create table county (
  county_id   int primary key,                    -- GB/T 2260 six-digit division code
  name        text not null,
  name_en     text not null default '',
  salt        text not null,                      -- enters every derived id, so that no id can be guessed from an ID number
  settings    text not null default '{}',
  created_at  timestamptz not null default now()
);

-- 1. Documents ---------------------------------------------------------------------------------------------------
create table resource (                           -- the current version; history holds the superseded ones
  county_id   int not null,
  type        text collate "C" not null,
  id          text collate "C" not null,
  version     int not null,
  updated     timestamptz not null,
  deleted     boolean not null default false,
  owner       text,                               -- the workflow whose operations alone may change it
  origin      text not null,                      -- performed | import | fhir
  author      text not null,
  batch_id    text,
  content     bytea,                              -- hash of the source row of an imported document
  label_bits  int not null default 0,             -- sensitivity labels, see the access predicate
  doc         text                                -- exactly what was sent; null when deleted
) with (fillfactor = 90);
create index resource_updated on resource (county_id, type, updated) include (id);
create index resource_batch on resource (county_id, batch_id) where batch_id is not null;
-- Made last on purpose: before a table's first ANALYZE the planner finds every index of a county and type equally good, and takes the newest.
alter table resource add primary key (county_id, type, id);

create table history (
  county_id   int not null,
  type        text collate "C" not null,
  id          text collate "C" not null,
  version     int not null,
  updated     timestamptz not null,
  deleted     boolean not null,
  owner       text,
  origin      text not null,
  author      text not null,
  batch_id    text,
  content     bytea,
  label_bits  int not null,
  doc         text,
  primary key (county_id, type, id, version, updated)
) partition by range (updated);
create table history_rest partition of history default;

create table token (                              -- hashed search values; a hit is re-checked on the document
  county_id   int not null,
  type        text collate "C" not null,
  id          text collate "C" not null,
  tok         bigint[] not null,
  primary key (county_id, type, id)
);
create index token_tok on token using gin (tok) with (fastupdate = on);

create table compartment (                        -- what belongs to a patient, by time: timeline and $everything
  county_id   int not null,
  patient_id  text collate "C" not null,
  type        text collate "C" not null,
  at          timestamptz not null,
  id          text collate "C" not null,
  primary key (county_id, patient_id, type, at, id)
);

create table identifier (                         -- identifiers declared unique
  county_id   int not null,
  type        text collate "C" not null,
  system      text collate "C" not null,
  value       text collate "C" not null,
  id          text collate "C" not null,
  primary key (county_id, type, system, value)
);

-- 2. Persons -----------------------------------------------------------------------------------------------------
create table person (                             -- binds the patients of several institutions; merge and un-merge change only this
  county_id   int not null,
  patient_id  text collate "C" not null,
  person_id   text collate "C" not null,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null default 'infinity',
  primary key (county_id, patient_id, valid_from)
);
create index person_members on person (county_id, person_id, patient_id);

create table person_name (                        -- one row a reading of the name (单 shàn, dān)
  county_id   int not null,
  patient_id  text collate "C" not null,
  reading     smallint not null,
  name        text collate "C" not null,
  pinyin      text collate "C" not null,
  initials    text collate "C" not null,
  birth       date,
  sex         text,
  id_number   text collate "C",
  phone       text collate "C",
  grams       text[] not null,
  active      boolean not null,                   -- false: entered in error, no longer found
  primary key (county_id, patient_id, reading)
);
create index person_name_name on person_name (county_id, name, patient_id);
create index person_name_initials on person_name (county_id, initials, name);
create index person_name_pinyin on person_name (county_id, pinyin, name);
create index person_name_id_number on person_name (county_id, id_number);
create index person_name_phone on person_name (county_id, phone);
create index person_name_id_tail on person_name (county_id, (right(id_number, 4)));
create index person_name_phone_tail on person_name (county_id, (right(phone, 4)));
create index person_name_grams on person_name using gin (grams);

create table relation (                           -- why an organisation may see a patient
  county_id   int not null,
  patient_id  text collate "C" not null,
  org_key     int not null,
  reason      text not null,
  until       timestamptz not null default 'infinity',
  primary key (county_id, patient_id, org_key, reason)
);

-- 3. Dimensions, dated -------------------------------------------------------------------------------------------
create table dictionary (                         -- integer keys for the flat rows
  county_id   int not null,
  kind        text not null,
  value       text collate "C" not null,
  key         int generated always as identity,
  primary key (county_id, kind, value)
);
create unique index dictionary_key on dictionary (county_id, kind, key);

create table org_dim (
  county_id       int not null,
  org_key         int not null,
  valid_from      date not null,
  valid_to        date not null default 'infinity',
  org_id          text collate "C" not null,
  name            text not null,
  level           text not null,
  type            text,                            -- WS 218-2002
  parent_key      int,
  institution_key int,                             -- the institution a department belongs to; an institution's own key
  township        text,
  inside          boolean not null,                -- lies in the county
  successors      int[] not null default '{}',
  primary key (county_id, org_key, valid_from)
);

create table resident_dim (
  county_id   int not null,
  person_id   text collate "C" not null,
  valid_from  date not null,
  valid_to    date not null default 'infinity',
  birth       date,
  sex         text,
  township    text,
  village     text,
  registered  boolean,
  insurance   text,
  died        date,
  primary key (county_id, person_id, valid_from)
);
create index resident_dim_township on resident_dim (county_id, township);

create table code_dim (
  county_id   int not null,
  system      text collate "C" not null,
  code        text collate "C" not null,
  valid_from  date not null,
  valid_to    date not null default 'infinity',
  name        text not null,
  attributes  jsonb not null default '{}',
  primary key (county_id, system, code, valid_from)
);

-- 4. Numbers -----------------------------------------------------------------------------------------------------
create table view_table (                         -- which definition filled each flat_* table
  county_id   int not null,
  view        text not null,
  definition  text not null,
  hash        text not null,
  primary key (county_id, view)
);

create table cell (
  county_id     int not null,
  measure_group text collate "C" not null,
  grain         text collate "C" not null,
  period        date not null,
  unit_kind     text collate "C" not null,
  unit_key      int not null,
  dim_key       text collate "C" not null default '',
  parts         bigint[] not null,
  primary key (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key)
) with (fillfactor = 70);

create table cell_member (                        -- who was counted, for measures that count each person once
  county_id     int not null,
  measure_group text collate "C" not null,
  grain         text collate "C" not null,
  period        date not null,
  unit_kind     text collate "C" not null,
  unit_key      int not null,
  dim_key       text collate "C" not null default '',
  person_id     text collate "C" not null,
  n             int not null,
  primary key (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key, person_id)
);

create table measure_state (                      -- the definition that filled a group's cells; another hash means all are stale
  county_id     int not null,
  measure_group text collate "C" not null,
  hash          text not null,
  primary key (county_id, measure_group)
);

create table stale (                              -- append-only marks, taken away by whoever recomputes the cell
  county_id   int not null,
  seq         bigint generated always as identity,
  view        text collate "C" not null,
  month       date not null,
  org_key     int not null,
  patient_id  text collate "C",                   -- null: any resident of that month
  primary key (county_id, seq)
);

-- 5. Workflow ----------------------------------------------------------------------------------------------------
create table claim (                              -- a numbered slot of a bed, a room, a lock
  county_id   int not null,
  resource    text collate "C" not null,
  slot        int not null,
  holder      text collate "C" not null,
  until       timestamptz not null default 'infinity',
  primary key (county_id, resource, slot)
);
create index claim_holder on claim (county_id, holder);

create table deadline (
  county_id   int not null,
  kind        text collate "C" not null,
  case_id     text collate "C" not null,
  name        text collate "C" not null,
  due_at      timestamptz not null,
  operation   text not null,
  primary key (county_id, kind, case_id, name)
);
create index deadline_due on deadline (county_id, due_at);

create table outbox (                             -- consumed by deletion: seq is not commit order
  county_id   int not null,
  seq         bigint generated always as identity,
  at          timestamptz not null,
  event       text not null,
  kind        text not null,
  case_id     text not null,
  payload     text not null default '{}',
  primary key (county_id, seq)
);

create table idempotency (
  county_id   int not null,
  op_id       text collate "C" not null,
  at          timestamptz not null,
  actor       text not null,
  operation   text not null,
  answer      text not null,
  primary key (county_id, op_id)
);

create table batch (
  county_id   int not null,
  id          text collate "C" not null,
  kind        text not null,
  file_name   text not null,
  checksum    text not null,
  state       text not null,                      -- running | done | failed | undone
  checkpoint  bigint not null default 0,          -- source rows that are in the record or refused
  taken       bigint not null default 0,
  skipped     bigint not null default 0,
  refused     bigint not null default 0,
  actor       text not null,
  started_at  timestamptz not null,
  ended_at    timestamptz,
  primary key (county_id, id)
);

create table batch_refusal (
  county_id   int not null,
  batch_id    text collate "C" not null,
  line        bigint not null,
  column_name text not null,
  value       text not null,
  rule        text not null,
  message     text not null,
  primary key (county_id, batch_id, line, column_name, rule)
);

-- 6. Audit: one chain a writer connection, hash = sha256(prev || canonical row) ------------------------------------
create table audit_head (
  county_id   int not null,
  chain       int not null,
  seq         bigint not null,
  hash        bytea not null,
  primary key (county_id, chain)
);

create table audit (
  county_id   int not null,
  chain       int not null,
  seq         bigint not null,
  at          timestamptz not null,
  actor       text not null,
  organization text not null,
  action      text not null,
  patient_id  text collate "C",
  detail      text not null,
  hash        bytea not null,
  primary key (county_id, chain, seq, at)
) partition by range (at);
create table audit_rest partition of audit default;
create index audit_patient on audit (county_id, patient_id, at) where patient_id is not null;
create index audit_actor on audit (county_id, actor, at);
create index audit_at on audit (county_id, at);

-- 7. Accounts ----------------------------------------------------------------------------------------------------
create table account (
  county_id       int not null,
  login           text collate "C" not null,
  password_hash   text not null,
  name            text not null,
  practitioner_id text collate "C",
  must_change     boolean not null default true,
  disabled        boolean not null default false,
  failures        int not null default 0,
  locked_until    timestamptz,
  changed_at      timestamptz not null default now(),
  primary key (county_id, login)
);
create index account_login on account (login);    -- sign-in without naming the county

create table access_grant (
  county_id       int not null,
  login           text collate "C" not null,
  role            text not null,
  organization_id text collate "C" not null,
  valid_from      timestamptz not null default now(),
  valid_to        timestamptz not null default 'infinity',
  primary key (county_id, login, role, organization_id)
);

create table role (                               -- which verbs a role may use: county data, started from the house's defaults
  county_id   int not null,
  role        text not null,
  name        text not null,
  name_en     text not null default '',
  verbs       text[] not null,
  sees        text not null default 'masked',     -- persons in full | masked | none
  primary key (county_id, role)
);

create table session (
  county_id   int not null,
  token_hash  bytea not null,
  login       text collate "C" not null,
  post        text not null default '',           -- organisation in whose name the account acts now
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null,
  primary key (county_id, token_hash)
);
create index session_login on session (county_id, login);

create table preference (
  county_id   int not null,
  login       text collate "C" not null,
  name        text not null,
  value       text not null,
  primary key (county_id, login, name)
);
