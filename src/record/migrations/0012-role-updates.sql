-- What upgrades brought to a role, the newest last: [{"at":"2026-11-22T00:00:00.000Z","added":["month.*"],"gone":[]}]. The roles page shows it.
alter table role add column updates text not null default '[]';
