-- Wrong sign-ins in a row of those who have no account whose row could count them: machines, by client and address, and logins that nobody has. All processes count together.
create table sign_in_tally (
  county_id   int not null,                       -- 0: nobody can tell
  id          bytea not null,                     -- hash of who tried, and from where
  failures    int not null,
  locked_until timestamptz,
  at          timestamptz not null,               -- of the last failure
  primary key (county_id, id)
);
