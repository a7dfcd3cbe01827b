-- Machines at the FHIR door: who they are, the tokens they hold, and the assertions they have used up.
create table oauth_client (
  county_id       int not null,
  client_id       text collate "C" not null,      -- begins with the county's six digits, so that a client finds its county without a search
  name            text not null,
  organization_id text collate "C" not null,      -- in whose name it reads and writes
  secret_hash     bytea,                          -- sha256 of 256 random bits; null: the client signs with its own key
  jwks            text,                           -- its public keys, or where they are found
  jwks_uri        text,
  scopes          text[] not null,                -- SMART system scopes
  sees            text not null default 'masked', -- persons in full | masked
  label_bits      int not null default 0,         -- sensitivity labels it may see
  relations       boolean not null default true,  -- reads only patients that have to do with its organisation
  disabled        boolean not null default false,
  version         int not null default 1,         -- raised by every change: tokens of an earlier version are void
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  rotated_at      timestamptz,
  primary key (county_id, client_id)
);

create table oauth_token (
  county_id   int not null,
  token_hash  bytea not null,
  client_id   text collate "C" not null,
  version     int not null,                       -- of the client when it was issued
  payload     text not null,                      -- as the OAuth server keeps it, without the token itself
  scope       text not null,
  expires_at  timestamptz not null,
  primary key (county_id, token_hash)
);
create index oauth_token_client on oauth_token (county_id, client_id);

create table oauth_assertion (                    -- signed assertions that were used: none works twice
  county_id   int not null,
  id          text collate "C" not null,          -- hash of issuer and jti
  client_id   text collate "C" not null,
  expires_at  timestamptz not null,
  primary key (county_id, id)
);
create index oauth_assertion_client on oauth_assertion (county_id, client_id);

-- What the house itself gave a role last: a role nobody changed since gets what a newer version adds to it.
alter table role add column given text[];
