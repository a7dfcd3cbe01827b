-- Which visit or admission a settlement prices (src/record/settlements.ts): computed from the flat rows, and can be computed anew at any time.
create table settlement_match (
  county_id       int not null,
  settlement_id   text collate "C" not null,
  encounter_id    text collate "C",                 -- null: no visit or admission found
  rule            smallint not null,                -- 1 by its number, 2 by person, institution, day and class, 0 not at all
  month           date not null,                    -- local month in which the settlement says the visit began
  org_key         int not null,
  named           text collate "C",                 -- the visit that the settlement's number means, found or not
  encounter_month date,                             -- local month in which the visit began
  primary key (county_id, settlement_id)
);
create index settlement_match_month on settlement_match (county_id, month, org_key);
create index settlement_match_named on settlement_match (county_id, named) where named is not null;
create index settlement_match_apart on settlement_match (county_id, org_key) where encounter_month <> month;
